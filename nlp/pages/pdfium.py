"""A PDF's bytes in; its pages' text with word boxes, and page images, out, by PDFium (fast)."""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2  # noqa: F401  (starts the library)
import pypdfium2.raw as pdfium

from nlp.document import Word
from nlp.failures import UnreadableError
from nlp.pages.lines import Line, Piece, in_order, write
from nlp.pages.rules import TooManyRulesError, find_rules
from nlp.pages.signs import repair
from nlp.pages.tables import find_tables, may_hold_table, with_tables

# PDFium puts these where a word is hyphenated at a line end, and leaves out the line end.
_HYPHENS = "\x02\ufffe"
_RUNS = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_PASSWORD, _SECURITY = 4, 5
# An image that covers this share of a page makes it a scan, whatever little text lies on it.
_SCAN_COVER = 0.5
_QUARTER = math.pi / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What one engine reads on one page; sizes in points.

    ``order_uncertain`` tells that words stand in columns among more lines than were looked at.
    """

    width: float
    height: float
    text: str
    words: tuple[Word, ...]
    order_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible box of a page in its own coordinates, and its clockwise quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class PdfiumFile:
    """An open PDF; holds native memory until closed."""

    def __init__(self, untrusted_bytes: bytes) -> None:
        """Open a PDF with no password.

        Raises:
            UnreadableError: ``password_protected`` or ``damaged``.
        """
        self._bytes = untrusted_bytes
        self._document = pdfium.FPDF_LoadMemDocument64(untrusted_bytes, len(untrusted_bytes), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            code = "password_protected" if error in {_PASSWORD, _SECURITY} else "damaged"
            raise UnreadableError(code, f"PDFium error {error}")

    def close(self) -> None:
        """Give the native memory back."""
        pdfium.FPDF_CloseDocument(self._document)

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._document))

    def text(self, index: int) -> PageText:
        """Read one page, counted from 0.

        Raises:
            UnreadableError: ``damaged`` when PDFium cannot load the page.
        """
        with self._page(index) as page:
            frame = _frame(page)
            width, height = frame.size
            text_page = pdfium.FPDFText_LoadPage(page)
            if not text_page:
                return PageText(width=width, height=height, text="", words=())
            try:
                pieces = _pieces(text_page, frame)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
            lines, uncertain = _lines(page, frame, pieces)
        text, words = write(lines)
        return PageText(
            width=width, height=height, text=text, words=words, order_uncertain=uncertain
        )

    def is_scan(self, index: int) -> bool:
        """Tell whether one image covers most of the page."""
        with self._page(index) as page:
            frame = _frame(page)
            area = (frame.right - frame.left) * (frame.top - frame.bottom)
            return any(
                cover >= _SCAN_COVER * area
                for cover in _image_areas(page, pdfium.FPDFPage_CountObjects(page))
            )

    def render(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Return (width, height, grey bytes) of one page, ``scale`` pixels a point, on white."""
        with self._page(index) as page:
            frame = _frame(page)
            width, height = (max(1, round(side * scale)) for side in frame.size)
            bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
            if not bitmap:
                raise UnreadableError("out_of_memory", f"{width} x {height} pixels")
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
                pdfium.FPDF_RenderPageBitmap(
                    bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
                )
                stride = pdfium.FPDFBitmap_GetStride(bitmap)
                raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)
        if stride != width:
            raw = b"".join(raw[row * stride : row * stride + width] for row in range(height))
        return width, height, raw

    @contextmanager
    def _page(self, index: int) -> Iterator[ctypes.c_void_p]:
        page = pdfium.FPDF_LoadPage(self._document, index)
        if not page:
            raise UnreadableError("damaged", f"page {index + 1} cannot be loaded")
        try:
            yield page
        finally:
            pdfium.FPDF_ClosePage(page)


def _lines(page: ctypes.c_void_p, frame: _Frame, pieces: list[Piece]) -> tuple[list[Line], bool]:
    """Return a page's lines, and whether their order is uncertain for a table too dense to see."""
    if not may_hold_table(pieces):
        return in_order(pieces), False
    try:
        tables = find_tables(find_rules(page, frame.place))
    except TooManyRulesError:
        return in_order(pieces), True
    return with_tables(pieces, tables), False


def _frame(page: ctypes.c_void_p) -> _Frame:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    turns = max(0, pdfium.FPDFPage_GetRotation(page)) % 4
    return _Frame(rect.left, rect.bottom, rect.right, rect.top, turns)


def _characters(text_page: ctypes.c_void_p) -> str:
    """Return the page's characters, one code point for each of PDFium's character indices."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    raw = ctypes.string_at(buffer, 2 * max(units - 1, 0))
    text = raw.decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    # Characters without Unicode value are missing from the fast answer: ask one by one.
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if _is_scalar(code) else "\ufffd" for code in codes)


def _is_scalar(code: int) -> bool:
    return 0 < code < 0x110000 and not 0xD800 <= code < 0xE000


def _pieces(text_page: ctypes.c_void_p, frame: _Frame) -> list[Piece]:
    """Return the runs of a page; letters' angles are asked only where a run is not left to right.

    Asking for all of them would cost more than the boxes do.
    """
    text = _characters(text_page)
    pieces = list(_runs(text_page, text, frame, angles=False))
    if all(_looks_upright(piece) for piece in pieces):
        return pieces
    return list(_runs(text_page, text, frame, angles=True))


def _looks_upright(piece: Piece) -> bool:
    """Tell whether a run looks upright; "čl." is higher than wide, so twice as high counts."""
    return piece.turns == 0 and (
        len(piece.text) < 3 or piece.y1 - piece.y0 <= 2 * (piece.x1 - piece.x0)
    )


def _runs(text_page: ctypes.c_void_p, text: str, frame: _Frame, *, angles: bool) -> Iterator[Piece]:
    rect = pdfium.FS_RECTF()
    box_of = pdfium.FPDFText_GetLooseCharBox
    glued_at = -1
    for match in _RUNS.finditer(text):
        start, end = match.span()
        box_of(text_page, start, rect)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        turns = 0
        if end - start > 1:
            box_of(text_page, end - 1, rect)
            # Half a turn is a guess that has the angles asked.
            turns = 2 if rect.right <= x0 else 0
            x0, x1 = min(x0, rect.left), max(x1, rect.right)
            y0, y1 = min(y0, rect.bottom), max(y1, rect.top)
        if angles:
            turns = _turns(text_page, start)
        run = repair(match.group())
        if run:
            turns = (turns - frame.turns) % 4
            yield Piece(run, *frame.box(x0, y0, x1, y1), start != glued_at, turns)
        glued_at = end


def _turns(text_page: ctypes.c_void_p, index: int) -> int:
    """Return a letter's counterclockwise quarter turns; PDFium's angle is clockwise."""
    angle = float(pdfium.FPDFText_GetCharAngle(text_page, index))
    return -round(angle / _QUARTER) % 4


def _image_areas(page: ctypes.c_void_p, count: int) -> Iterator[float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    # A scan has a handful of objects; past a thousand the page is a drawing.
    for index in range(min(count, 1000)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) not in _IMAGE_KINDS:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            yield abs((right.value - left.value) * (top.value - bottom.value))


# A scan may be wrapped in a form.
_IMAGE_KINDS = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})
