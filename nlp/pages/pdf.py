"""A PDF's bytes in; its pages out: text layer where it is believable, else OCR, page by page."""

from collections import Counter
from typing import Literal

from PIL import Image

from nlp.document import ReadPage
from nlp.failures import UnreadableError
from nlp.ocr import DPI
from nlp.pages.limits import MAX_PAGES, MAX_PIXELS, MAX_SIDE
from nlp.pages.pdfium import PageText, PdfiumFile
from nlp.pages.pictures import empty_page
from nlp.pages.precheck import Precheck, precheck
from nlp.pages.work import Work, from_ocr, from_text
from nlp.trust import TRUSTWORTHY

Engine = Literal["fast", "careful"]
# A page with fewer letters than this on top of a scan has a stamp or a number, not its text.
_STAMP_LETTERS = 200
# Two engines agree when their letters do to this share; spacing and order may differ.
_AGREEMENT = 0.95
# The careful engine is slow: it is asked about a page of at most this many content bytes.
_SAMPLE_BYTES = 100_000
# What a page that cannot be loaded is shown as, in points.
_A4 = (595.0, 842.0)
# Grey level from which on a pixel of a thumbnail is paper.
_PAPER = 250


def read_pdf(untrusted_bytes: bytes, work: Work, *, engine: Engine) -> None:
    """Read a PDF into ``work``.

    Raises:
        UnreadableError: see ``nlp.failures``.
    """
    checked = precheck(untrusted_bytes)
    if checked is not None:
        work.notices.extend(checked.notices)
    if engine == "careful":
        _read_careful(untrusted_bytes, work)
        return
    file = PdfiumFile(untrusted_bytes)
    try:
        _read_fast(file, untrusted_bytes, work, checked)
    finally:
        file.close()


def _read_careful(untrusted_bytes: bytes, work: Work) -> None:
    from nlp.pages.plumber import PlumberFile

    file = PlumberFile(untrusted_bytes)
    work.total = _checked_count(len(file))
    for number in range(1, work.total + 1):
        work.add(work.known.get(number) or from_text(number, file.text(number - 1), "text_layer"))
    file.close()


def _checked_count(count: int) -> int:
    if count == 0:
        raise UnreadableError("no_pages")
    if count > MAX_PAGES:
        raise UnreadableError("too_many_pages", str(count))
    return count


def _read_fast(
    file: PdfiumFile, untrusted_bytes: bytes, work: Work, checked: Precheck | None
) -> None:
    if checked is None or checked.page_count != len(file):
        expected = "none" if checked is None else str(checked.page_count)
        work.note("engines_disagree_pages", detail=f"{len(file)} / {expected}")
    work.total = _checked_count(len(file))
    layers: dict[int, PageText] = {}
    for number in range(1, work.total + 1):
        known = work.known.get(number)
        if known is not None:
            work.add(known)
            continue
        layer = _layer(file, number)
        if layer is None:
            work.note("page_damaged", page=number)
            work.add(empty_page(number, _A4))
            continue
        layers[number] = layer
        if layer.order_uncertain:
            work.note("table_order_uncertain", page=number)
        work.add(_read_page(file, number, layer, work))
    if not layers and not work.known:
        raise UnreadableError("damaged", "no page can be loaded")
    if checked is not None:
        _compare(untrusted_bytes, layers, checked, work)


def _layer(file: PdfiumFile, number: int) -> PageText | None:
    """Return a page's text layer; None for a page that cannot be loaded, among others that can."""
    try:
        layer = file.text(number - 1)
    except UnreadableError:
        return None
    if max(layer.width, layer.height) > MAX_SIDE:
        raise UnreadableError("page_too_large", f"page {number}")
    return layer


def _read_page(file: PdfiumFile, number: int, layer: PageText, work: Work) -> ReadPage:
    page = from_text(number, layer, "text_layer")
    little = len(page.text) < _STAMP_LETTERS
    if page.trust.score >= TRUSTWORTHY and not (little and file.is_scan(number - 1)):
        return page
    if not page.words and _is_blank(file, number, layer):
        work.note("blank_page", page=number, attention=False)
        return page
    if work.ocr is None:
        work.note("ocr_unavailable", page=number)
        return page
    image, scale = _image(file, number, layer, DPI / 72)
    seen = from_ocr(
        number,
        (layer.width, layer.height),
        work.ocr.recognise(image, scale),
        replaces=bool(page.words),
    )
    better = len(seen.text) > len(page.text) if little else seen.trust.score > page.trust.score
    return seen if better or not page.words else page


def _is_blank(file: PdfiumFile, number: int, layer: PageText) -> bool:
    image, _ = _image(file, number, layer, 0.7)
    return not any(image.histogram()[:_PAPER])


def _image(
    file: PdfiumFile, number: int, layer: PageText, scale: float
) -> tuple[Image.Image, float]:
    """Return a grey image of a page; a huge page gets fewer pixels a point."""
    area = max(layer.width * layer.height, 1.0)
    fitting = min(scale, (MAX_PIXELS / area) ** 0.5)
    width, height, grey = file.render(number - 1, fitting)
    return Image.frombytes("L", (width, height), grey), fitting


def draw_pdf(untrusted_bytes: bytes, number: int, scale: float) -> Image.Image:
    """Return a grey image of one page, ``scale`` pixels a point.

    Raises:
        UnreadableError: ``no_pages`` when there is no such page; see ``nlp.failures``.
    """
    file = PdfiumFile(untrusted_bytes)
    try:
        if not 1 <= number <= len(file):
            raise UnreadableError("no_pages", f"page {number}")
        image, _ = _image(file, number, file.text(number - 1), scale)
    finally:
        file.close()
    return image


def _compare(
    untrusted_bytes: bytes, layers: dict[int, PageText], checked: Precheck, work: Work
) -> None:
    """Ask the careful engine about one page: the emptiest with content, else the middle one."""
    number = _sample(layers, checked)
    if number is None:
        return
    from nlp.pages.plumber import PlumberFile

    try:
        file = PlumberFile(untrusted_bytes)
        other = file.text(number - 1) if number <= len(file) else None
        pages = len(file)
        file.close()
    except UnreadableError:
        # The careful engine reads fewer files; its failure says nothing about the page.
        return
    if pages != work.total:
        work.note("engines_disagree_pages", detail=f"{work.total} / {pages}")
    share = 1.0 if other is None else agreement(layers[number].text, other.text)
    if share < _AGREEMENT:
        work.note("engines_disagree_text", page=number, detail=f"{share:.2f}")


def _sample(layers: dict[int, PageText], checked: Precheck) -> int | None:
    sizes = {
        number: checked.content_bytes[number - 1]
        for number in layers
        if number <= len(checked.content_bytes)
        and 0 < checked.content_bytes[number - 1] <= _SAMPLE_BYTES
    }
    if not sizes:
        return None
    empty = [number for number in sizes if not layers[number].words]
    return (empty or sorted(sizes))[len(empty or sizes) // 2]


def agreement(a: str, b: str) -> float:
    """Return the share of letters and digits that two readings of a page have in common."""
    left, right = (Counter(c for c in text if c.isalnum()) for text in (a, b))
    longest = max(left.total(), right.total())
    return 1.0 if longest == 0 else (left & right).total() / longest
