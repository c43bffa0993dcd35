from hypothesis import example, given
from hypothesis import strategies as st

from nlp.document import Document
from nlp.layout import build_document, is_heading, paragraphs
from nlp.marks import in_order
from tests.builders import reading_from_text


def document_of(text: str) -> Document:
    return build_document(reading_from_text(text), id="0" * 64, name="izmisljeno.pdf")


def paragraph_texts(text: str) -> list[str]:
    document = document_of(text)
    return [" ".join(document.quote(span).split()) for span in paragraphs(document)]


BODY = "ovo je dovoljno dugačak red izmišljenog teksta koji puni cijelu širinu stranice\n"


def test_words_offsets_are_shifted_into_the_documents_text() -> None:
    document = document_of("Prva strana\fDruga strana")
    words = [document.text[w.start : w.end] for page in document.pages for w in page.words]
    assert words == ["Prva", "strana", "Druga", "strana"]
    assert [document.text[p.start : p.end] for p in document.pages] == [
        "Prva strana\n",
        "Druga strana\n",
    ]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [f"Sud u Izmišljenom Gradu K 7/2020\n{BODY * 9}strana {n}" for n in (1, 2, 3)]
    document = document_of("\f".join(pages))
    assert [document.quote(span) for span in document.furniture] == [
        text for n in (1, 2, 3) for text in ("Sud u Izmišljenom Gradu K 7/2020", f"strana {n}")
    ]


def test_a_bare_page_number_at_another_height_is_furniture() -> None:
    document = document_of(f"{BODY * 20}- 4 -\f{BODY * 8}- 5 -")
    assert [document.quote(span) for span in document.furniture] == ["- 4 -", "- 5 -"]


def test_a_single_page_has_no_furniture() -> None:
    assert document_of(f"1\n{BODY * 3}1").furniture == ()


def test_a_paragraph_runs_on_over_a_page_break_and_its_furniture() -> None:
    first = (
        f"Sud u Gradu\n{BODY * 5}koji se nastavlja na sljedećoj strani jer nije još završen nego\n"
    )
    document = document_of(f"{first}\fSud u Gradu\ntraje dalje i tek tu se završava.\n")
    assert len(paragraphs(document)) == 1


def test_blank_lines_headings_numbers_and_indents_start_paragraphs() -> None:
    text = (
        f"U IME NARODA\n{BODY}i tu se završava.\nP R E S U D U\n{BODY}kraj prve tačke.\n"
        f"1. {BODY}i kraj.\n2. {BODY}i kraj.\n\n{BODY}bez kraja\n     {BODY}"
    )
    assert [p.split()[0] for p in paragraph_texts(text)] == [
        "U", "ovo", "P", "ovo", "1.", "2.", "ovo", "ovo",
    ]  # fmt: skip


def test_an_article_number_at_a_lines_start_starts_nothing() -> None:
    wrapped = (
        "sve to je krivično djelo koje je propisano i kažnjivo po odredbi iz čl.\n230. stav 2."
    )
    text = f"{BODY}{wrapped} zakonika\n"
    assert len(paragraph_texts(text)) == 1


def test_blank_lines_part_paragraphs_unless_they_cut_sentences() -> None:
    assert len(paragraph_texts("Prvi stav.\n\nDrugi stav.\n\nTreći stav.\n")) == 3
    assert len(paragraph_texts(f"{BODY}\n" * 6)) == 1


def test_endless_text_is_cut_at_sentence_ends() -> None:
    pieces = paragraph_texts("Ovo je jedna rečenica. " * 500)
    assert len(pieces) > 4
    assert all(len(piece) <= 2500 and piece.endswith(".") for piece in pieces)


def test_headings_are_known_by_their_looks() -> None:
    assert is_heading("O b r a z l o ž e nj e")
    assert is_heading("П Р Е С У Д У")
    assert is_heading("KRIVA JE")
    assert not is_heading("J. D. iz N. i M. M.")
    assert not is_heading("Sud je ocijenio")


LINES = st.lists(
    st.text(alphabet="abČć Д7.,:-\t\u00ad😀\u0301", max_size=30) | st.just("ZAGLAVLJE SUDA"),
    max_size=30,
)


@given(st.lists(LINES, min_size=1, max_size=4))
@example([["ZAGLAVLJE", "a"], ["ZAGLAVLJE", "b"]])
@example([["a" * 6000]])
def test_paragraphs_are_ordered_and_lose_no_letter(pages: list[list[str]]) -> None:
    document = document_of("\f".join("\n".join(lines) for lines in pages))
    spans = paragraphs(document)
    assert in_order(spans)
    kept = {i for span in (*spans, *document.furniture) for i in range(span.start, span.end)}
    assert all(c.isspace() or i in kept for i, c in enumerate(document.text))
    assert all(document.quote(span).strip() == document.quote(span) for span in spans)
