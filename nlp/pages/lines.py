"""Words with boxes in a reader's order in; a page's text in reading order, line by line, out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nlp.document import Box, Word

# Words share a line when their boxes overlap by half of the lower one: superscripts still do,
# neighbouring lines set solid do not.
_SAME_LINE = 0.5
# Points a word may start before the end of the one it follows (kerning, italics).
_BACKSTEP = 2.0
# A gutter between columns is at least this wide, in points; wider than justified word gaps.
_GUTTER = 10.0
# Fewer rows with text on both sides of the gutter are a table or a letterhead, not two columns.
_COLUMN_ROWS = 6
# Columns of prose fill this much of their width in the median row; cells of tables do not.
_COLUMN_FILL = 0.6
# A row of a column of prose has at least this many words; cells mostly have fewer.
_COLUMN_WORDS = 3
# A row may run through the gutter (a heading); more than this share means there is no gutter.
_MAX_SPANNING = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters as read; ``spaced`` is False when it continues the piece before it.

    ``turns`` are the counterclockwise quarter turns in which the letters stand on the page;
    ``tabs`` is how many cells of a table end right before it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    spaced: bool = True
    turns: int = 0
    tabs: int = 0

    def turned(self, turns: int) -> "Piece":
        """Return the piece after the page was turned clockwise by quarters around its corner."""
        x0, y0, x1, y1 = self.x0, self.y0, self.x1, self.y1
        if turns == 1:
            x0, y0, x1, y1 = -y1, x0, -y0, x1
        elif turns == 2:
            x0, y0, x1, y1 = -x1, -y1, -x0, -y0
        elif turns == 3:
            x0, y0, x1, y1 = y0, -x1, y1, -x0
        return Piece(self.text, x0, y0, x1, y1, self.spaced, self.turns, self.tabs)


Line = list[Piece]


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Word, ...]]:
    """Return the page's text (each visual line ends in ``\\n``) and its words.

    The direction in which most letters run comes first, so a page whose text stands on its side
    is read as if turned; other directions (stamps in the margin) follow.
    """
    return write(in_order(pieces))


def in_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the visual lines of pieces in reading order, the direction of most letters first."""
    return [line for part in by_direction(pieces) for line in _upright_order(part)]


def by_direction(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces apart by their turns, the turns of most letters first."""
    if not any(piece.turns for piece in pieces):
        return [list(pieces)]
    letters = Counter[int]()
    for piece in pieces:
        letters[piece.turns] += len(piece.text)
    return [
        [piece for piece in pieces if piece.turns == turns] for turns, _ in letters.most_common()
    ]


def _upright_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of pieces that all run in one direction, which need not be upright."""
    turns = pieces[0].turns if pieces else 0
    if not turns:
        return in_reading_order(_lines(pieces))
    lines = in_reading_order(_lines([piece.turned(turns) for piece in pieces]))
    return [[piece.turned(4 - turns) for piece in line] for line in lines]


def write(lines: Iterable[Sequence[Piece]]) -> tuple[str, tuple[Word, ...]]:
    """Return the text of lines as they are, and the words' offsets and boxes in it."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    for line in lines:
        for index, piece in enumerate(line):
            gap = "\t" * piece.tabs or (" " if index and piece.spaced else "")
            parts.append(gap)
            length += len(gap)
            box = Box(x0=piece.x0, y0=piece.y0, x1=piece.x1, y1=piece.y1)
            words.append(Word(start=length, end=length + len(piece.text), box=box))
            parts.append(piece.text)
            length += len(piece.text)
        parts.append("\n")
        length += 1
    return "".join(parts), tuple(words)


def _lines(pieces: Iterable[Piece]) -> list[Line]:
    lines: list[Line] = []
    for piece in pieces:
        if lines and _follows(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _follows(before: Piece, piece: Piece) -> bool:
    return piece.x0 >= before.x1 - _slack(before) and _level(before, piece)


def _slack(piece: Piece) -> float:
    return max(_BACKSTEP, (piece.y1 - piece.y0) / 3)


def _level(a: Piece, b: Piece) -> bool:
    return _overlap(a.y0, a.y1, b.y0, b.y1) >= _SAME_LINE


def _overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    return (min(a1, b1) - max(a0, b0)) / max(min(a1 - a0, b1 - b0), 0.1)


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return the lines in the order people read them, leaving a plausible order alone.

    The order in the file is mostly right, and right where geometry errs (cells of tables), so
    it is kept unless lines run across a gutter or jump back.
    """
    if len(lines) < 2:
        return lines
    rows = None
    if _wide_gaps(lines) >= _COLUMN_ROWS:
        rows = _rows(lines)
        gutter = _gutter(rows)
        if gutter is not None and any(_crosses(line, gutter) for line in lines):
            return _by_columns(rows, gutter)
    blocks = _blocks(lines)
    if len(blocks) == 1:
        return lines
    blocks.sort(key=_top)
    if all(_bottom(a) <= _top(b) + _BACKSTEP for a, b in pairwise(blocks)):
        return [line for block in blocks for line in block]
    rows = rows or _rows(lines)
    gutter = _gutter(rows)
    return rows if gutter is None else _by_columns(rows, gutter)


def _blocks(lines: list[Line]) -> list[list[Line]]:
    blocks = [[lines[0]]]
    for before, line in pairwise(lines):
        down = line[0].y0 >= before[0].y0 - _slack(before[0])
        right = line[0].x0 >= before[-1].x1 - _BACKSTEP
        beside = line[0].x0 >= min(piece.x0 for piece in before) + _GUTTER
        if down or right or (beside and not _meet(before, line)):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _meet(a: Line, b: Line) -> bool:
    return min(a[-1].x1, b[-1].x1) > max(a[0].x0, b[0].x0)


def _top(block: list[Line]) -> float:
    return min(line[0].y0 for line in block)


def _bottom(block: list[Line]) -> float:
    return max(line[0].y1 for line in block)


def _rows(lines: list[Line]) -> list[Line]:
    pieces = sorted((piece for line in lines for piece in line), key=lambda p: (p.y0 + p.y1, p.x0))
    rows: list[Line] = []
    for piece in pieces:
        if rows and _level(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.x0)
    return rows


def _gaps(line: Line) -> list[tuple[float, float]]:
    return [(a.x1, b.x0) for a, b in pairwise(line) if b.x0 - a.x1 >= _GUTTER]


def _wide_gaps(lines: list[Line]) -> int:
    tops = {round(line[0].y0) for line in lines}
    side_by_side = len(lines) - len(tops)
    return side_by_side + sum(1 for line in lines if _gaps(line))


def _gutter(rows: list[Line]) -> float | None:
    """Return the x of the gutter between two columns of prose, None where there is none."""
    gaps = [gap for row in rows for gap in _gaps(row)]
    if len(gaps) < _COLUMN_ROWS:
        return None
    centres = sorted((left + right) / 2 for left, right in gaps)
    best = max(centres, key=lambda x: sum(1 for left, right in gaps if left < x < right))
    both = [row for row in rows if _split(row, best) is not None and _crosses(row, best)]
    spanning = sum(1 for row in rows if _split(row, best) is None)
    if len(both) < _COLUMN_ROWS or spanning > _MAX_SPANNING * len(rows):
        return None
    return best if _prose(both, best) else None


def _prose(rows: list[Line], gutter: float) -> bool:
    left = [[p for p in row if p.x1 <= gutter] for row in rows]
    right = [[p for p in row if p.x0 >= gutter] for row in rows]
    return all(
        _fill(side) >= _COLUMN_FILL and median(map(len, side)) >= _COLUMN_WORDS
        for side in (left, right)
    )


def _fill(side: list[Line]) -> float:
    width = max(row[-1].x1 for row in side) - min(row[0].x0 for row in side)
    return median((row[-1].x1 - row[0].x0) / max(width, 0.1) for row in side)


def _split(row: Line, gutter: float) -> tuple[Line, Line] | None:
    left = [piece for piece in row if piece.x1 <= gutter]
    right = [piece for piece in row if piece.x0 >= gutter]
    if len(left) + len(right) < len(row):
        return None
    if left and right and right[0].x0 - left[-1].x1 < _GUTTER:
        return None
    return left, right


def _crosses(line: Line, gutter: float) -> bool:
    return line[0].x0 < gutter < line[-1].x1


def _by_columns(rows: list[Line], gutter: float) -> list[Line]:
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        sides = _split(row, gutter)
        if sides is None:
            ordered += [*left, *right, row]
            left, right = [], []
            continue
        for column, side in zip((left, right), sides, strict=True):
            if side:
                column.append(side)
    return [*ordered, *left, *right]
