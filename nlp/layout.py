"""A reading in; one immutable document, and its paragraphs, out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from nlp.document import Document, Page, Reading, ReadPage, Span
from nlp.furniture import find_furniture
from nlp.lines import Line, page_lines

# A first line is indented by about 1 cm (28 pt); boxes of one margin differ by 1 or 2 pt.
_INDENT = 9.0
# Paragraphs stand apart by half a line or more; leading within one varies by a tenth.
_GAP = 1.35
# When the next word needs this much less than the room left, the writer ended the line.
_ROOM_TO_SPARE = 12.0
# A line that ends in no full stop but leaves half the column empty is a heading or an address.
_HALF = 0.5
# "Zbog toga što je:" on a line of its own leads in what follows.
_SHORT_LINE = 40
# A passage is read as one; an encoder sees about 2,000 letters of it.
_LONGEST, _CUT_TO = 2500, 2000
# Blank lines after most lines, sentences cut by many of them, are the reader's habit.
_HABIT, _CUT_SENTENCES = 0.6, 0.2
_ENDS = re.compile(r"[.:;!?…][\"”“'»)]*$")
_ABBREVIATED = re.compile(r"(?:\b\w{1,3}|\d)\.$")
_NUMBERED = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,2})*[.)]|[IVX]{1,5}[.)]|[IVX]{1,5}(?= [^\W\d_])|[^\W\d_]\)"
    r"|[-–—•*·►])\s*\S"
)
_STARTS = re.compile(r"[\"„“”'«»(\-–—•]*\s?[^\W_a-zа-яѓќљњџјѕђћëçčćžšđ]")
_SENTENCE_END = re.compile(r"[.!?;][\"”“»)]*\s+(?=[\"„“«(\-–—]*[^\W\da-zа-яљњџјѓќѕђћëçčćžšđ_])")


def build_document(reading: Reading, *, id: str, name: str) -> Document:  # noqa: A002 (the field's name)
    """Return the document of a reading.

    Args:
        reading: the pages as read; their texts stand unaltered in ``Document.text``, and ``\\n``
            is put between two pages where the first ends in none.
        id: the SHA-256 of the file's bytes, in hex.
        name: the file's name as shown to people.
    """
    texts: list[str] = []
    pages: list[Page] = []
    offset = 0
    for read in reading.pages:
        if texts and not texts[-1].endswith("\n"):
            texts.append("\n")
            offset += 1
        pages.append(_place(read, offset))
        texts.append(read.text)
        offset += len(read.text)
    text = "".join(texts)
    furniture = find_furniture([page_lines(page, text) for page in pages], text)
    return Document(
        id=id,
        name=name,
        media_type=reading.media_type,
        text=text,
        pages=tuple(pages),
        furniture=furniture,
        notices=reading.notices,
    )


def _place(read: ReadPage, offset: int) -> Page:
    return Page(
        number=read.number,
        start=offset,
        end=offset + len(read.text),
        width=read.width,
        height=read.height,
        words=tuple(
            replace(word, start=word.start + offset, end=word.end + offset) for word in read.words
        ),
        source=read.source,
        trust=read.trust,
        ocr_confidence=read.ocr_confidence,
    )


def paragraphs(document: Document) -> tuple[Span, ...]:
    """Return the paragraphs in order, disjoint; no character but white space and furniture is lost.

    A paragraph runs on over a page's end; furniture in between stays inside its span (folding
    leaves it out). Paragraphs over 2,500 code points are cut at sentence ends.
    """
    lines = _body_lines(document)
    if not lines:
        return ()
    column = _measure(lines, document.text)
    starts = [lines[0].start]
    starts += [b.start for a, b in pairwise(lines) if _breaks(a, b, column, document.text)]
    ends = _ends(lines, set(starts))
    spans = (Span(start=start, end=end) for start, end in zip(starts, ends, strict=True))
    return tuple(piece for span in spans for piece in _cut(span, document.text))


def _ends(lines: Sequence[Line], starts: set[int]) -> list[int]:
    return [a.end for a, b in pairwise(lines) if b.start in starts] + [lines[-1].end]


def _body_lines(document: Document) -> list[Line]:
    skipped = {span.start for span in document.furniture}
    return [
        line
        for page in document.pages
        for line in page_lines(page, document.text)
        if line.start not in skipped
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The column of text: margins and line pitch in points, and whether blank lines tell."""

    left: float
    right: float
    pitch: float
    blanks_tell: bool


def _measure(lines: Sequence[Line], text: str) -> _Column:
    lefts = Counter(round(line.x0 / 2) * 2 for line in lines)
    rights = sorted(line.x1 for line in lines)
    pitches = [b.y0 - a.y0 for a, b in pairwise(lines) if a.page == b.page and b.y0 > a.y0]
    return _Column(
        left=float(lefts.most_common(1)[0][0]),
        right=rights[int(len(rights) * 0.95)],
        pitch=median(pitches) if pitches else 0.0,
        blanks_tell=_blanks_tell(lines, text),
    )


def _blanks_tell(lines: Sequence[Line], text: str) -> bool:
    after = [line for line in lines if line.after_blank]
    cut = sum(text[line.start].islower() for line in after)
    return len(after) <= _HABIT * len(lines) or cut <= _CUT_SENTENCES * len(after)


def _breaks(before: Line, line: Line, column: _Column, text: str) -> bool:
    """Tell whether a paragraph starts with a line."""
    first, second = text[before.start : before.end], text[line.start : line.end]
    return (
        (line.after_blank and column.blanks_tell)
        or _stands_apart(before, line, column)
        or _heading_between(before, first, second, column)
        or _is_indented(before, line, first, column)
        or _ended_early(before, line, (first, second), column)
    )


def _stands_apart(before: Line, line: Line, column: _Column) -> bool:
    pitch = line.y0 - before.y0
    return before.page == line.page and column.pitch > 0 and pitch > _GAP * column.pitch


def _heading_between(before: Line, first: str, second: str, column: _Column) -> bool:
    if is_heading(second):
        runs_on = is_heading(first) and before.x1 - before.x0 > _HALF * (column.right - column.left)
        return not runs_on
    return is_heading(first)


def is_heading(line: str) -> bool:
    """Tell whether a line is a heading by its looks: short, in capitals or in spaced letters."""
    letters = [c for c in line if c.isalpha()]
    if len(letters) < 3 or len(line) > 90:
        return False
    capitals = sum(c.isupper() for c in letters)
    tokens = line.split()
    single = sum(len(token.strip(".:")) <= 2 for token in tokens)
    spaced = len(tokens) >= 5 and single >= 0.8 * len(tokens) and "." not in line.rstrip(".:")
    return capitals >= 0.85 * len(letters) or spaced


def _is_indented(before: Line, line: Line, first: str, column: _Column) -> bool:
    return (
        line.x0 - column.left > _INDENT
        and line.x0 - before.x0 > _INDENT
        and line.x1 > column.left + (column.right - column.left) * _HALF
        and not _ABBREVIATED.search(first)
    )


def _ended_early(before: Line, line: Line, texts: tuple[str, str], column: _Column) -> bool:
    first, second = texts
    room = column.right - before.x1
    if first.endswith(":") and room > _HALF * (column.right - column.left):
        return True
    if not _STARTS.match(second):
        return False
    if second.endswith(":") and len(second) < _SHORT_LINE and room > line.first_width:
        return True
    spare = room - line.first_width
    if _ENDS.search(first) and not (_ABBREVIATED.search(first) and spare < 3 * _ROOM_TO_SPARE):
        return spare > _ROOM_TO_SPARE or bool(_NUMBERED.match(second))
    return room > _HALF * (column.right - column.left) and not second[0].isdigit()


def _cut(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    while span.end - start > _LONGEST:
        stop = _cut_place(text, start, start + _CUT_TO)
        end = start + len(text[start:stop].rstrip())
        yield Span(start=start, end=end)
        start = stop
    yield Span(start=start, end=span.end)


def _cut_place(text: str, start: int, limit: int) -> int:
    """Return where the next piece starts: after the last sentence, else the last word, in reach."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start + 1, limit)]
    if ends:
        return ends[-1]
    spaces = [match.end() for match in re.finditer(r"\s+", text[start + 1 : limit])]
    return start + 1 + spaces[-1] if spaces else limit
