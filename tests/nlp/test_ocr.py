"""Scans come out as words where they stand, and pages with both kinds of text are told apart."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from nlp.document import Reading
from nlp.ocr import LANGUAGES, OcrEngine, find_tessdata, missing_languages
from nlp.pages import read, render
from tests.nlp.pages.pdfs import pdf_of

TEXT = (
    "Višji sud u mjestu Primjerovo, u krivičnom predmetu protiv\n"
    "okrivljenog Petra Primjerovića, donio je presudu kojom se\n"
    "okrivljeni osuđuje na kaznu zatvora u trajanju od šest godina.\n"
)


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    tessdata = find_tessdata()
    if tessdata is None or missing_languages(tessdata):
        pytest.skip("Tesseract's language data are not installed")
    return OcrEngine(tessdata)


def scan(text: str = TEXT) -> bytes:
    return render(text.encode(), "text/plain", 1, 200)


def scan_pdf() -> bytes:
    stream = io.BytesIO()
    Image.open(io.BytesIO(scan())).save(stream, "PDF", resolution=200)
    return stream.getvalue()


def read_all(untrusted_bytes: bytes, engine: OcrEngine | None) -> Reading:
    return read(untrusted_bytes, "sken", ocr=engine, on_page=lambda page, pages: None)


@pytest.mark.needs_ocr
@pytest.mark.parametrize("make", [scan, scan_pdf])
def test_a_scan_is_read_with_boxes_in_points(make: Callable[[], bytes], engine: OcrEngine) -> None:
    page = read_all(make(), engine).pages[0]
    assert page.source == "ocr"
    assert "osuđuje na kaznu zatvora" in page.text
    assert page.ocr_confidence is not None
    first = page.words[0]
    assert first.box.x0 == pytest.approx(56, abs=3)
    assert first.box.y0 == pytest.approx(57, abs=6)


@pytest.mark.needs_ocr
def test_every_frame_of_a_tiff_is_a_page(engine: OcrEngine) -> None:
    stream = io.BytesIO()
    frame = Image.open(io.BytesIO(scan()))
    frame.save(stream, "TIFF", save_all=True, append_images=[frame], dpi=(200, 200))
    assert [page.number for page in read_all(stream.getvalue(), engine).pages] == [1, 2]


@pytest.mark.needs_ocr
def test_a_legacy_text_layer_gives_way_to_the_letters_on_the_page(engine: OcrEngine) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(io.BytesIO(scan())), 0, 0, 595, 842)
    hidden = canvas.beginText(50, 700)
    hidden.setTextRenderMode(3)
    for _ in range(12):
        hidden.textLine("po slu`benoj du`nosti je utvr|eno {ta se de{avalo na~elno i ~injeni~no")
    canvas.drawText(hidden)
    canvas.save()
    reading = read_all(stream.getvalue(), engine)
    assert "osuđuje na kaznu zatvora" in reading.pages[0].text
    assert "text_layer_replaced_by_ocr" in {notice.code for notice in reading.notices}


def test_without_ocr_a_text_layer_in_a_legacy_font_is_shown_with_a_warning() -> None:
    broken = "po slu`benoj du`nosti je utvr|eno {ta se de{avalo na~elno i ~injeni~no"
    lines = [(50.0, 60.0 + 16 * n, broken) for n in range(12)]
    layer = pdf_of([lines])
    codes = {notice.code for notice in read_all(layer, None).notices}
    assert {"ocr_unavailable", "low_text_trust"} <= codes


def test_without_ocr_a_scan_says_so() -> None:
    notices = {(n.code, n.attention) for n in read_all(scan_pdf(), None).notices}
    assert {("ocr_unavailable", True), ("no_text", True)} <= notices


def test_a_folder_names_the_models_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "mkd.traineddata").touch()
    assert find_tessdata(str(tmp_path)) == tmp_path
    assert missing_languages(tmp_path) == LANGUAGES[1:]
    assert missing_languages(None) == LANGUAGES
