from corpora.library import load
from nlp.document import Document, Passage
from nlp.fold import fold
from nlp.layout import build_document, paragraphs
from nlp.marks import in_order
from nlp.passages import language_notices, make_passages
from nlp.sections import find_sections
from tests.builders import reading_from_text

JUDGMENT = """OSNOVNI SUD U IZMIŠLJENOM GRADU
K.br. 7/2020
U IME CRNE GORE
Osnovni sud u Izmišljenom Gradu, sudija Pero Izmišljeni, u krivičnom predmetu protiv N. N., donio je
P R E S U D U
Okrivljeni N. N., rođen u Gradu,
K r i v  j e
Što je:
dana 1.2.2019. godine vrbovao oštećenu radi rada, čime je izvršio krivično djelo trgovina ljudima.
O S U Đ U J E
na kaznu zatvora u trajanju od tri godine.
O b r a z l o ž e nj e
Sud je ocijenio sve dokaze i našao da je djelo izvršeno.
"""


def passages_of(text: str, country: str | None = "ME") -> tuple[Document, tuple[Passage, ...]]:
    document = build_document(reading_from_text(text), id="0" * 64, name="x.pdf")
    spans = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[s.start for s in spans])
    sections = find_sections(document, spans, folded, load())
    return document, make_passages(document, spans, sections, country)


def test_passages_are_numbered_ordered_and_lose_nothing() -> None:
    document, passages = passages_of(JUDGMENT)
    assert [p.index for p in passages] == list(range(len(passages)))
    assert in_order([p.span for p in passages])
    joined = "".join(document.quote(p.span) for p in passages)
    assert "".join(joined.split()) == "".join(document.text.split())


def test_each_passage_knows_its_innermost_section() -> None:
    document, passages = passages_of(JUDGMENT)
    by_text = {document.quote(p.span)[:12]: p.section for p in passages}
    assert by_text["K.br. 7/2020"] == "introduction"
    assert by_text["dana 1.2.201"] == "facts"
    assert by_text["na kaznu zat"] == "sanction"
    assert by_text["Sud je ocije"] == "reasoning"


def test_a_paragraph_is_cut_where_a_section_starts() -> None:
    text = JUDGMENT.replace("K r i v  j e\nŠto je:\n", "KRIV JE Što je: ").replace(
        "\nO S U Đ", " O S U Đ"
    )
    document, passages = passages_of(text)
    assert any(document.quote(p.span).startswith("O S U Đ U J E") for p in passages)


def test_country_names_the_variety_and_headings_inherit_it() -> None:
    assert {p.language for p in passages_of(JUDGMENT)[1]} == {"cnr"}
    assert {p.language for p in passages_of(JUDGMENT, "RS")[1]} == {"sr-Latn"}


def test_a_foreign_document_is_noticed_and_ours_is_not() -> None:
    foreign = "Das Gericht hat den Angeklagten wegen Menschenhandels zu zwei Jahren verurteilt.\n"
    assert [n.code for n in language_notices(passages_of(foreign * 5)[1])] == [
        "unsupported_language"
    ]
    assert language_notices(passages_of(JUDGMENT)[1]) == ()
    assert language_notices(passages_of("12 34")[1]) == ()
