"""A stranger's file in; its pages with text, boxes and trust, and what people must know, out."""

import io
from collections.abc import Callable, Mapping

from PIL import Image

from nlp.document import Reading, ReadPage, TextSource
from nlp.failures import UnreadableError
from nlp.ocr import OcrEngine
from nlp.pages.docx import read_docx
from nlp.pages.limits import MAX_PAGES, MAX_PIXELS
from nlp.pages.pdf import Engine, draw_pdf, read_pdf
from nlp.pages.pictures import draw_image, read_images
from nlp.pages.plain import read_plain
from nlp.pages.sniff import DOCX, IMAGES, PDF, media_type
from nlp.pages.typeset import draw, set_pages
from nlp.pages.work import Work, from_text

_NO_PAGES: Mapping[int, ReadPage] = {}


def _ignore(_: ReadPage) -> None:
    return None


def read(
    untrusted_bytes: bytes,
    untrusted_name: str,
    *,
    ocr: OcrEngine | None,
    on_page: Callable[[int, int], None],
    keep: Callable[[ReadPage], None] = _ignore,
    known: Mapping[int, ReadPage] = _NO_PAGES,
    engine: Engine = "fast",
) -> Reading:
    """Read a file of any kind we know; its content decides which, never its name.

    Args:
        untrusted_bytes: the file.
        untrusted_name: what its sender calls it; for people only.
        ocr: reads pages without believable text; None leaves them with a notice.
        on_page: told (page number, number of pages) after each page.
        keep: given each finished page, so that a long reading can be resumed.
        known: pages of an interrupted reading, by number; they are not read again.
        engine: ``careful`` reads PDFs without PDFium.

    Raises:
        UnreadableError: with one of ``nlp.failures.UNREADABLE_CODES``.
    """
    kind = media_type(untrusted_bytes)
    work = Work(ocr=ocr, on_page=on_page, keep=keep, known=known)
    if kind == PDF:
        read_pdf(untrusted_bytes, work, engine=engine)
    elif kind in IMAGES:
        read_images(untrusted_bytes, work)
    else:
        _read_text(untrusted_bytes, kind, work)
    if not any(page.words for page in work.pages):
        work.note("no_text", detail=untrusted_name)
    return Reading(media_type=kind, pages=tuple(work.pages), notices=tuple(work.notices))


def _text_of(untrusted_bytes: bytes, kind: str) -> str:
    return read_docx(untrusted_bytes) if kind == DOCX else read_plain(untrusted_bytes)


def _read_text(untrusted_bytes: bytes, kind: str, work: Work) -> None:
    source: TextSource = "docx" if kind == DOCX else "plain"
    pages = set_pages(_text_of(untrusted_bytes, kind))
    if len(pages) > MAX_PAGES:
        raise UnreadableError("too_many_pages", str(len(pages)))
    work.total = len(pages)
    for number, page in enumerate(pages, 1):
        work.add(from_text(number, page, source))


def render(untrusted_bytes: bytes, untrusted_media_type: str, page_number: int, dpi: int) -> bytes:
    """Return a grey PNG of one page, counted from 1.

    Args:
        untrusted_bytes: the file.
        untrusted_media_type: what the reading said; checked against the content.
        page_number: counted from 1.
        dpi: pixels an inch, lowered for huge pages.

    Raises:
        UnreadableError: ``no_pages`` when there is no such page; ``not_a_document`` when the
            content is not what it was; see ``nlp.failures``.
    """
    kind = media_type(untrusted_bytes)
    if kind != untrusted_media_type:
        raise UnreadableError("not_a_document", f"{kind} is not {untrusted_media_type}")
    stream = io.BytesIO()
    _draw(untrusted_bytes, kind, page_number, dpi / 72).save(stream, "PNG")
    return stream.getvalue()


def _draw(untrusted_bytes: bytes, kind: str, number: int, scale: float) -> Image.Image:
    if kind == PDF:
        return draw_pdf(untrusted_bytes, number, scale)
    if kind in IMAGES:
        return draw_image(untrusted_bytes, number, scale)
    pages = set_pages(_text_of(untrusted_bytes, kind))
    if not 1 <= number <= len(pages):
        raise UnreadableError("no_pages", f"page {number}")
    page = pages[number - 1]
    return draw(page, min(scale, (MAX_PIXELS / (page.width * page.height)) ** 0.5))
