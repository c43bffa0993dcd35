"""A page's text and word boxes in; its visual lines with their place on the page out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.document import Page, Word

# A reader that gives no boxes still tells columns and rows; any positive size will do.
_LETTER_WIDTH, _LINE_HEIGHT = 5.0, 12.0
# An endless line is no visual line: there a tab is what is left of a paragraph's end.
_ENDLESS = 400
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A visual line that is not blank; ``start`` and ``end`` are offsets in ``Document.text``.

    ``first_width`` is the width of its first word in points: what the line before would have had
    to have room for. ``after_blank`` tells that blank lines stand before it on its page.
    """

    start: int
    end: int
    page: int
    x0: float
    x1: float
    y0: float
    y1: float
    first_width: float
    after_blank: bool


def page_lines(page: Page, text: str) -> tuple[Line, ...]:
    """Return a page's lines in reading order; ``text`` is the document's."""
    found: list[Line] = []
    blank = False
    for row, (start, end) in enumerate(_rows(text, page.start, page.end)):
        words = list(_WORD.finditer(text, start, end))
        if not words:
            blank = True
            continue
        boxed = _words_between(page.words, words[0].start(), words[-1].end())
        found.append(_line(page, words, boxed, (row, start), blank))
        blank = False
    return tuple(found)


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop - start > _ENDLESS:
            yield from _at_tabs(text, start, stop)
        else:
            yield start, stop
        start = stop + 1


def _at_tabs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.compile(r"[^\t]+").finditer(text, start, end):
        yield match.span()


def _words_between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    first = bisect_right(words, start, key=lambda word: word.end)
    return words[first : bisect_left(words, end, key=lambda word: word.start)]


def _line(
    page: Page,
    words: Sequence[re.Match[str]],
    boxed: Sequence[Word],
    place: tuple[int, int],
    blank: bool,
) -> Line:
    start, end = words[0].start(), words[-1].end()
    if boxed:
        boxes = [word.box for word in boxed]
        x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        y0, y1 = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
        first = boxes[0].x1 - boxes[0].x0
    else:
        row, line_start = place
        x0, x1 = (start - line_start) * _LETTER_WIDTH, (end - line_start) * _LETTER_WIDTH
        y0, y1 = row * _LINE_HEIGHT, (row + 0.8) * _LINE_HEIGHT
        first = len(words[0].group()) * _LETTER_WIDTH
    return Line(
        start=start,
        end=end,
        page=page.number,
        x0=x0,
        x1=x1,
        y0=y0,
        y1=y1,
        first_width=first,
        after_blank=blank,
    )
