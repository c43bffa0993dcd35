"""Plain text in; a ``Reading`` with monospace word boxes out, as a reader would return it."""

import re
from collections.abc import Iterator

from nlp.document import Box, Reading, ReadPage, TextTrust, Word

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
MARGIN = 56.0
LETTER_WIDTH, LINE_HEIGHT = 5.0, 12.0
LINES_A_PAGE = 60


def reading_from_text(text: str, *, lines_a_page: int = LINES_A_PAGE) -> Reading:
    """Return a reading of the text: one visual line a line, ``\\f`` starts a new page.

    Blank lines stay in the page's text and leave a gap of one line between the boxes.
    """
    chunks = [
        lines[at : at + lines_a_page]
        for part in text.split("\f")
        for lines in [part.removesuffix("\n").split("\n")]
        for at in range(0, len(lines), lines_a_page)
    ]
    pages = tuple(page_from_lines(number, lines) for number, lines in enumerate(chunks, 1))
    return Reading(media_type="text/plain", pages=pages)


def page_from_lines(number: int, lines: list[str]) -> ReadPage:
    """Return one page with a box for each word, ``\\n`` after each line."""
    text = "".join(f"{line}\n" for line in lines)
    return ReadPage(
        number=number,
        width=PAGE_WIDTH,
        height=PAGE_HEIGHT,
        text=text,
        words=tuple(_words(lines)),
        source="plain",
        trust=TextTrust(score=1.0),
    )


def _words(lines: list[str]) -> Iterator[Word]:
    offset = 0
    for row, line in enumerate(lines):
        top = MARGIN + row * LINE_HEIGHT
        for match in re.finditer(r"\S+", line):
            box = Box(
                x0=MARGIN + match.start() * LETTER_WIDTH,
                y0=top,
                x1=MARGIN + match.end() * LETTER_WIDTH,
                y1=top + LINE_HEIGHT * 0.8,
            )
            yield Word(start=offset + match.start(), end=offset + match.end(), box=box)
        offset += len(line) + 1
