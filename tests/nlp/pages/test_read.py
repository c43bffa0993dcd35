"""Files of every kind come out as pages whose words are where they are drawn."""

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Reading
from nlp.failures import UNREADABLE_CODES, UnreadableError
from nlp.pages import read, render
from nlp.pages.typeset import set_pages
from tests.nlp.pages.pdfs import encrypted, pdf_of, raw_pdf, rotated, without_pages

LEFT = [f"lijevi stupac ima redak {n} do kraja" for n in range(12)]
RIGHT = [f"desni stupac ima redak {n} do kraja" for n in range(12)]


def read_all(untrusted_bytes: bytes) -> Reading:
    return read(untrusted_bytes, "predmet.bin", ocr=None, on_page=lambda page, pages: None)


def columns(*, by_row: bool) -> bytes:
    left = [(60.0, 150.0 + 14 * n, text) for n, text in enumerate(LEFT)]
    right = [(320.0, 150.0 + 14 * n, text) for n, text in enumerate(RIGHT)]
    body = [item for pair in zip(left, right, strict=True) for item in pair]
    title = (120.0, 80.0, "NASLOV PREKO OBA STUPCA I JOŠ MALO TEKSTA PREKO SREDINE")
    return pdf_of([[title, *(body if by_row else left + right)]])


@pytest.mark.parametrize("by_row", [True, False])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    lines = read_all(columns(by_row=by_row)).pages[0].text.splitlines()
    assert lines[0].startswith("NASLOV")
    assert lines[1:] == LEFT + RIGHT


def test_a_table_drawn_row_by_row_is_read_row_by_row() -> None:
    rows = [(60.0 + 180 * c, 100.0 + 20 * r, f"r{r}c{c}") for r in range(8) for c in range(3)]
    lines = read_all(pdf_of([rows])).pages[0].text.splitlines()
    assert lines == [f"r{r}c0 r{r}c1 r{r}c2" for r in range(8)]


def test_a_header_drawn_last_is_read_first() -> None:
    body = [(60.0, 120.0 + 14 * n, f"redak broj {n}") for n in range(5)]
    text = read_all(pdf_of([[*body, (60.0, 40.0, "Zaglavlje")]])).pages[0].text
    assert text.splitlines()[0] == "Zaglavlje"


def test_each_word_has_a_box_where_it_was_drawn_in_points_from_the_top_left() -> None:
    page = read_all(pdf_of([[(100.0, 200.0, "Осуђује се"), (100.0, 300.0, "čđšžć")]])).pages[0]
    assert page.text == "Осуђује се\nčđšžć\n"
    first, _, third = page.words
    assert (first.start, first.end) == (0, 7)
    assert first.box.x0 == pytest.approx(100, abs=1)
    assert first.box.y0 < 200 < first.box.y1 + 0.5
    assert third.box.y0 < 300 < third.box.y1 + 0.5
    assert page.trust.score == 1.0


@pytest.mark.parametrize(
    ("turn", "size", "x", "y"),
    [(0, (595, 842), 100, 200), (90, (842, 595), 642, 100),
     (180, (595, 842), 495, 642), (270, (842, 595), 200, 495)],
)  # fmt: skip
def test_boxes_follow_the_rotation_of_the_page(
    turn: int, size: tuple[int, int], x: float, y: float
) -> None:
    page = read_all(rotated(pdf_of([[(100.0, 200.0, "Presuda")]]), turn)).pages[0]
    box = page.words[0].box
    assert (page.width, page.height) == pytest.approx(size)
    assert box.x0 - 3 <= x <= box.x1 + 3
    assert box.y0 - 3 <= y <= box.y1 + 3


def test_an_endless_page_with_a_whole_judgment_is_read() -> None:
    lines = [(40.0, 30.0 + 14 * n, f"red {n} " + "tekst presude " * 5) for n in range(400)]
    page = read_all(pdf_of([lines], size=(595, 5800))).pages[0]
    assert len(page.text) > 28_000
    assert page.text.count("\n") == 400


def test_junk_before_the_header_does_not_hide_a_pdf() -> None:
    reading = read_all(b"mail gateway\r\n" * 20 + pdf_of([[(50.0, 50.0, "Presuda")]]))
    assert reading.media_type == "application/pdf"
    assert reading.pages[0].text == "Presuda\n"


def test_a_pdf_with_an_empty_password_is_read_and_noted() -> None:
    reading = read_all(encrypted(pdf_of([[(50.0, 50.0, "Presuda")]]), user=""))
    assert reading.pages[0].text == "Presuda\n"
    assert ("encrypted_openable", False) in {(n.code, n.attention) for n in reading.notices}


def test_a_blank_page_is_noted_without_attention_and_a_blank_document_with() -> None:
    notices = read_all(pdf_of([[]])).notices
    assert [(n.code, n.attention) for n in notices] == [("blank_page", False), ("no_text", True)]


@pytest.mark.parametrize(
    ("untrusted_bytes", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\x00", "empty_file"),
        (bytes(range(256)) * 9, "not_a_document"),
        (b"{\\rtf1 text}", "not_a_document"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7\nnothing follows", "damaged"),
        (b"\x89PNG\r\n\x1a\nbroken", "damaged"),
        (without_pages(), "no_pages"),
        (encrypted(without_pages(), user="secret"), "password_protected"),
        (raw_pdf(b"", box=2_000_000), "page_too_large"),
        (raw_pdf(bytes(200_000_000), filters=2), "decompresses_too_large"),
        (raw_pdf(b"BT /F 9 Tf (a) Tj ET\n" * 1_000_000), "content_too_complex"),
    ],
)
def test_what_cannot_be_read_says_why(untrusted_bytes: bytes, code: str) -> None:
    assert code in UNREADABLE_CODES
    with pytest.raises(UnreadableError) as caught:
        read_all(untrusted_bytes)
    assert caught.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_cyrillic_text_files_are_decoded(encoding: str) -> None:
    text = "Пресуда во име на граѓаните\nсудот одлучи\n"
    assert read_all(text.encode(encoding)).pages[0].text == text


def test_latin_text_files_of_windows_are_decoded() -> None:
    text = "Okrivljeni je kriv što je prećutao\n"
    assert read_all(text.encode("cp1250")).pages[0].text == text


@given(st.text(st.sampled_from("ab ж č\n\f😀"), max_size=400))
def test_set_text_keeps_every_letter_in_order_and_boxes_on_the_page(text: str) -> None:
    pages = set_pages(text)
    joined = "".join(page.text for page in pages)
    assert joined.split() == text.split()
    for page in pages:
        assert [page.text[w.start : w.end] for w in page.words] == page.text.split()
        assert all(0 <= w.box.x0 < w.box.x1 <= page.width for w in page.words)
        assert all(0 <= w.box.y0 < w.box.y1 <= page.height for w in page.words)


def docx_of(body: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        document = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def test_docx_keeps_insertions_drops_deletions_and_breaks_pages() -> None:
    body = (
        "<w:p><w:r><w:t>Prvi </w:t></w:r><w:ins><w:r><w:t>pasus</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>stari</w:delText></w:r></w:del></w:p>"
        '<w:p><w:r><w:br w:type="page"/><w:t>Drugi</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ćelija</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    pages = read_all(docx_of(body)).pages
    assert [page.text.split() for page in pages] == [["Prvi", "pasus"], ["Drugi", "Ćelija"]]
    assert {page.source for page in pages} == {"docx"}


def test_docx_with_an_entity_bomb_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UnreadableError, match="damaged"):
        read_all(stream.getvalue())


@pytest.mark.parametrize(
    "untrusted_bytes", [pdf_of([[(50.0, 50.0, "Presuda")]]), "Пресуда\n".encode()]
)
def test_page_images_have_the_size_of_the_page(untrusted_bytes: bytes) -> None:
    kind = read_all(untrusted_bytes).media_type
    png = render(untrusted_bytes, kind, 1, 72)
    assert int.from_bytes(png[16:20], "big") == 595
    assert int.from_bytes(png[20:24], "big") == 842


def test_a_page_image_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no_pages"):
        render(pdf_of([[(50.0, 50.0, "Presuda")]]), "application/pdf", 2, 72)


def test_a_page_that_cannot_be_loaded_does_not_lose_the_others() -> None:
    stream = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(pdf_of([[(50.0, 50.0, "Prva")], [(50.0, 50.0, "Druga")]]))
    ) as file:
        file.pages[0].obj.Type = pikepdf.Name.Nothing
        file.save(stream)
    reading = read_all(stream.getvalue())
    assert reading.pages[1].text == "Druga\n"
    assert len(reading.pages) == 2
    codes = {(notice.code, notice.page, notice.attention) for notice in reading.notices}
    assert ("page_damaged", 1, True) in codes


@pytest.mark.parametrize(
    ("kind", "code"),
    [("JavaScript", "javascript_present"), ("Launch", "launch_action_present")],
)
def test_programs_in_a_pdf_are_noted_and_not_run(kind: str, code: str) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of([[(50.0, 50.0, "Presuda")]]))) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"))
        file.save(stream)
    assert (code, False) in {(n.code, n.attention) for n in read_all(stream.getvalue()).notices}


def test_attachments_of_a_pdf_are_noted() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of([[(50.0, 50.0, "Presuda")]]))) as file:
        file.attachments["a.txt"] = b"prilog"
        file.save(stream)
    assert "attachments_present" in {n.code for n in read_all(stream.getvalue()).notices}
