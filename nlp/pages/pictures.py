"""An image file's bytes in; its pages, read by OCR, and page images out."""

import io

from PIL import Image, UnidentifiedImageError

from nlp.document import ReadPage, TextTrust
from nlp.failures import UnreadableError
from nlp.ocr import DPI
from nlp.pages.limits import MAX_PAGES, MAX_PIXELS, MAX_SIDE
from nlp.pages.work import Work, from_ocr

# Photos and careless scans claim 72 or 96 dpi; believing it makes pages of two metres.
_LEAST_DPI = 100.0
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


def read_images(untrusted_bytes: bytes, work: Work) -> None:
    """Read every frame of an image file.

    Raises:
        UnreadableError: ``damaged``, ``page_too_large`` or ``too_many_pages``.
    """
    image = _open(untrusted_bytes)
    work.total = _frames(image)
    for number in range(1, work.total + 1):
        if number in work.known:
            work.add(work.known[number])
            continue
        frame, scale = _frame(image, number)
        size = (frame.width / scale, frame.height / scale)
        if work.ocr is None:
            work.note("ocr_unavailable", page=number)
            work.add(empty_page(number, size))
        else:
            work.add(from_ocr(number, size, work.ocr.recognise(frame, scale), replaces=False))


def empty_page(number: int, size: tuple[float, float]) -> ReadPage:
    """Return a page without text."""
    return ReadPage(
        number=number,
        width=size[0],
        height=size[1],
        text="",
        words=(),
        source="ocr",
        trust=TextTrust(score=0.0, reasons=("no_text",)),
    )


def draw_image(untrusted_bytes: bytes, number: int, scale: float) -> Image.Image:
    """Return the page image of one frame, ``scale`` pixels a point, grey."""
    image = _open(untrusted_bytes)
    if not 1 <= number <= _frames(image):
        raise UnreadableError("no_pages", f"page {number}")
    frame, own = _frame(image, number)
    size = (max(1, round(frame.width / own * scale)), max(1, round(frame.height / own * scale)))
    return frame.resize(size)


def _open(untrusted_bytes: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(untrusted_bytes), formats=("PNG", "JPEG", "TIFF"))
    except UnidentifiedImageError as error:
        raise UnreadableError("damaged", "broken image") from error
    except _BROKEN as error:
        raise UnreadableError("damaged", type(error).__name__) from error


def _frames(image: Image.Image) -> int:
    try:
        count = int(getattr(image, "n_frames", 1))
    except _BROKEN as error:
        raise UnreadableError("damaged", type(error).__name__) from error
    if count > MAX_PAGES:
        raise UnreadableError("too_many_pages", str(count))
    return count


def _frame(image: Image.Image, number: int) -> tuple[Image.Image, float]:
    """Return one frame, grey, upright on white, with its pixels a point."""
    try:
        image.seek(number - 1)
        if image.width * image.height > MAX_PIXELS:
            raise UnreadableError("page_too_large", f"{image.width} x {image.height} pixels")
        claimed = float(image.info.get("dpi", (0, 0))[0])
        grey = _on_white(image)
    except _BROKEN as error:
        raise UnreadableError("damaged", type(error).__name__) from error
    dpi = claimed if claimed >= _LEAST_DPI else DPI
    scale = max(dpi / 72, max(grey.size) / MAX_SIDE)
    return grey, scale


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    return upright.convert("L")
