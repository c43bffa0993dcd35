"""An open PDFium page in; the ruling lines drawn on it, in points from the top left, out."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as pdfium

Point = tuple[float, float]
Place = Callable[[float, float], Point]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Borders are drawn up to 3 points thick; what is higher and wider is an area, not a line.
_THICK = 3.0
# A line this far off the straight over its length, in points, is drawn by hand or turned.
_CROOKED = 1.0
# Word writes each word as an object of its own: the densest real page seen has 4,900. Looking at
# one costs about a microsecond.
_MAX_OBJECTS = 20_000
# A table of 60 rows and 12 columns whose every cell draws its own four sides has 2,900 lines.
MAX_RULES = 4_000
# Pages merged or stamped by other programs are forms in forms; deeper ones hold logos.
_MAX_DEPTH = 3


class TooManyRulesError(Exception):
    """The page has more objects or lines than a table is looked for in."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's sides; ``x0 == x1`` (upright) or ``y0 == y1`` (level)."""

    x0: float
    y0: float
    x1: float
    y1: float


def find_rules(page: ctypes.c_void_p, place: Place) -> list[Rule]:
    """Return the ruling lines of a page.

    Areas filled with colour are not outlined by lines: browsers and Word paint one behind each
    run of letters.

    Args:
        page: a loaded PDFium page.
        place: brings a point of the page's own coordinates to points from its top left.

    Raises:
        TooManyRulesError: when the page has more objects or lines than the limits.
    """
    found: list[Rule] = []
    for item, matrix in _paths(page):
        found.extend(_rules(item, matrix, place))
        if len(found) > MAX_RULES:
            raise TooManyRulesError
    return found


def _paths(page: ctypes.c_void_p) -> Iterator[tuple[ctypes.c_void_p, _Matrix]]:
    """Yield the paths of a page and of the forms in it, with what places them on the page."""
    kind_of = pdfium.FPDFPageObj_GetType
    count = pdfium.FPDFPage_CountObjects(page)
    waiting = [(pdfium.FPDFPage_GetObject, page, count, _PLAIN, 0)]
    seen = 0
    while waiting:
        child, parent, count, matrix, depth = waiting.pop()
        seen += count
        if seen > _MAX_OBJECTS:
            raise TooManyRulesError
        for index in range(count):
            item = child(parent, index)
            kind = kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield item, matrix
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inside = pdfium.FPDFFormObj_CountObjects(item)
                placed = _after(_matrix(item), matrix)
                waiting.append((pdfium.FPDFFormObj_GetObject, item, inside, placed, depth + 1))


def _matrix(item: ctypes.c_void_p) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _after(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    turn = (*then[:4], 0.0, 0.0)
    return (*_apply(turn, (a, b)), *_apply(turn, (c, d)), *_apply(then, (e, f)))


def _apply(matrix: _Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _rules(item: ctypes.c_void_p, matrix: _Matrix, place: Place) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    count = pdfium.FPDFPath_CountSegments(item)
    if count > MAX_RULES:
        raise TooManyRulesError
    placed = _after(_matrix(item), matrix)
    for points in _outlines(item, count):
        corners = [place(*_apply(placed, point)) for point in points]
        thin = _as_line(corners)
        if thin is not None:
            yield thin
        elif stroke.value:
            sides = map(_as_line, pairwise(corners))
            yield from (rule for rule in sides if rule is not None)


def _outlines(item: ctypes.c_void_p, count: int) -> Iterator[list[Point]]:
    """Yield the corners of each straight part of a path; a closed one ends where it starts."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            # A curve (a rounded corner) ends a straight part as lifting the pen does.
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _as_line(points: list[Point] | tuple[Point, Point]) -> Rule | None:
    """Return the middle line of a long and thin outline or of one side; None for an area."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    width, height = x1 - x0, y1 - y0
    most = _THICK if len(points) > 2 else _CROOKED
    if height <= most < width:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if width <= most < height:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None
