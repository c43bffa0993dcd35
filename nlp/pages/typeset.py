"""Text without pages in; A4 pages with word boxes, and their images, out.

Letters stand on a fixed grid, so boxes do not depend on the fonts of a machine. A line that is
too long breaks at a blank, which becomes ``\\n``: offsets in the text stay what they were.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from nlp.document import Box, Word
from nlp.pages.pdfium import PageText

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN = 56.0
_LETTER, _LINE = 5.5, 13.0
# The gap after a paragraph, where one line of the file is one paragraph.
_PARAGRAPH_GAP = 6.5
_COLUMNS = int((WIDTH - 2 * _MARGIN) / _LETTER)
_BOTTOM = HEIGHT - _MARGIN
# Free fonts with Latin and Cyrillic letters, where Linux, macOS and Windows keep them.
_FONTS = (
    "DejaVuSansMono.ttf",
    "LiberationMono-Regular.ttf",
    "NotoSansMono-Regular.ttf",
    "Menlo.ttc",
    "consola.ttf",
)


def set_pages(text: str) -> tuple[PageText, ...]:
    """Return the pages of a text; ``\\f`` starts a page, each line ends in ``\\n``.

    Words of a page count from its own start; blank lines stay in the text.
    """
    long_lines = any(len(line) > _COLUMNS for line in text.split("\n"))
    gap = _PARAGRAPH_GAP if long_lines else 0.0
    pages: list[PageText] = []
    for chunk in text.split("\f"):
        pages.extend(_set_chunk(chunk.removesuffix("\n").split("\n"), gap))
    return tuple(pages)


def _set_chunk(lines: Sequence[str], gap: float) -> Iterator[PageText]:
    rows: list[tuple[str, float]] = []
    top = _MARGIN
    for line in lines:
        for row in _wrap(line):
            if top + _LINE > _BOTTOM:
                yield _page(rows)
                rows, top = [], _MARGIN
            rows.append((row, top))
            top += _LINE
        top += gap
    yield _page(rows)


def _wrap(line: str) -> Iterator[str]:
    """Cut a line at blanks into rows that fit; a longer word runs into the next row."""
    while len(line) > _COLUMNS:
        cut = line.rfind(" ", 1, _COLUMNS + 1)
        if cut < 0:
            cut = line.find(" ", _COLUMNS)
        if cut < 0:
            break
        yield line[:cut]
        line = line[cut + 1 :]
    yield line


def _page(rows: Sequence[tuple[str, float]]) -> PageText:
    words: list[Word] = []
    offset = 0
    for row, top in rows:
        # An unbroken word beyond the margin is squeezed into the row.
        step = min(_LETTER, (WIDTH - 2 * _MARGIN) / max(len(row), 1))
        for match in re.finditer(r"\S+", row):
            box = Box(
                x0=_MARGIN + match.start() * step,
                y0=top,
                x1=_MARGIN + match.end() * step,
                y1=top + _LINE * 0.85,
            )
            words.append(Word(start=offset + match.start(), end=offset + match.end(), box=box))
        offset += len(row) + 1
    text = "".join(f"{row}\n" for row, _ in rows)
    return PageText(width=WIDTH, height=HEIGHT, text=text, words=tuple(words))


def draw(page: PageText, scale: float) -> Image.Image:
    """Return a grey image of a page, ``scale`` pixels a point."""
    size = (round(page.width * scale), round(page.height * scale))
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    font = _font(round(_LETTER / 0.602 * scale))
    for word in page.words:
        step = (word.box.x1 - word.box.x0) / (word.end - word.start)
        for index, letter in enumerate(page.text[word.start : word.end]):
            place = ((word.box.x0 + index * step) * scale, word.box.y0 * scale)
            pen.text(place, letter, fill=0, font=font)
    return image


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, pixels)
        except OSError:
            continue
    return ImageFont.load_default(pixels)
