"""A document and its fold in; the same fold with a tab where two columns stand side by side out.

Signatures stand in columns: read along the line, "Ana Izmišljen    Marko Nepostoji" would be one
name. A tab joins no words of a name, and has the same length as the blank it stands for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from nlp.document import Document, Page, Word
from nlp.fold import Folded

# Typists part columns by many blanks; justified lines seldom show more than two.
_WIDE = re.compile(r"(?<=\S)[^\S\n]{3,}(?=\S)")
# Printed columns stand further apart than three letters are high; a justified blank never does.
_HEIGHTS_APART = 3.0


def part_columns(document: Document, folded: Folded) -> Folded:
    """Return the fold with ``\\t`` for each blank between columns.

    A line's end is one too where the line before or after it has columns: there the next line
    does not run on.
    """
    gaps = {*_typed(document.text), *(g for page in document.pages for g in _printed(page))}
    if not gaps:
        return folded
    places = sorted({place for gap in gaps for place in _blanks(document, folded, gap)})
    text, lower = list(folded.text), list(folded.lower)
    for place in places:
        text[place] = lower[place] = "\t"
    return replace(folded, text="".join(text), lower="".join(lower))


def _typed(text: str) -> Iterator[int]:
    return (match.start() for match in _WIDE.finditer(text))


def _printed(page: Page) -> Iterator[int]:
    return (left.end for left, right in pairwise(page.words) if _apart(left, right))


def _apart(left: Word, right: Word) -> bool:
    height = left.box.y1 - left.box.y0
    same_line = abs(left.box.y0 - right.box.y0) < height / 2
    return same_line and right.box.x0 - left.box.x1 > _HEIGHTS_APART * height > 0


def _blanks(document: Document, folded: Folded, gap: int) -> Iterator[int]:
    """Yield the folded places of the blank at an offset and of its line's two ends."""
    text = document.text
    before, after = text.rfind("\n", 0, gap), text.find("\n", gap)
    for offset in (before, gap, after):
        if offset < 0:
            continue
        place = bisect_right(folded.starts, offset) - 1
        if place >= 0 and folded.text[place] == " ":
            yield place
