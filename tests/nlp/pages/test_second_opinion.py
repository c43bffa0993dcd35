"""Text that stands on its side is read in order, and readers that disagree are reported."""

import pytest

from nlp.document import Reading
from nlp.pages import read
from tests.nlp.pages.pdfs import pdf_of, raw_pdf, turned_text

LINES = [f"ред број {n} пресуде суда" for n in range(6)]


def read_all(untrusted_bytes: bytes) -> Reading:
    return read(untrusted_bytes, "predmet.pdf", ocr=None, on_page=lambda page, pages: None)


def cautions(untrusted_bytes: bytes) -> set[str]:
    return {notice.code for notice in read_all(untrusted_bytes).notices if notice.attention}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_turned_on_the_page_is_read_in_its_own_order_and_a_stamp_last(turn: int) -> None:
    lines = read_all(turned_text(LINES, turn, stamp="pečat")).pages[0].text.splitlines()
    assert [line for line in lines if line != "pečat"] == LINES
    assert turn == 0 or lines[-1] == "pečat"


def test_boxes_of_turned_text_are_where_it_was_drawn() -> None:
    page = read_all(turned_text(["Presuda"], 90)).pages[0]
    box = page.words[0].box
    assert box.y1 == pytest.approx(842 - 270, abs=1)
    assert box.x0 <= 200 <= box.x1
    assert box.y1 - box.y0 > box.x1 - box.x0


def test_text_that_one_reader_takes_from_a_hidden_replacement_calls_for_attention() -> None:
    shown = b"(Okrivljeni je kriv i osudjuje se na kaznu zatvora) Tj"
    hidden = b"/Span <</ActualText (xyz)>> BDC %s EMC" % shown
    pdf = raw_pdf(b"BT /F 9 Tf 50 700 Td %s ET" % hidden)
    assert "engines_disagree_text" in cautions(pdf)


def test_a_page_count_that_readers_see_differently_calls_for_attention() -> None:
    pdf = raw_pdf(b"BT /F 9 Tf 50 700 Td (Prva) Tj ET").replace(b"/Count 1", b"/Count 3")
    assert "engines_disagree_pages" in cautions(pdf)


def test_the_private_letter_of_chromium_prints_raises_no_alarm() -> None:
    reading = read_all(pdf_of([[(50.0, 50.0, "о\uf6c5лигација и о\uf6c5авеза суда")]]))
    assert reading.pages[0].text == "облигација и обавеза суда\n"
    assert reading.notices == ()
