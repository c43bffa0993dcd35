"""A page's words and ruling lines in; its lines with tables row by row, tabs between cells, out."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from nlp.pages.lines import Line, Piece, by_direction, in_order
from nlp.pages.rules import Rule, TooManyRulesError

# pdfplumber's own defaults: lines this near are one, and meet, in points.
_SNAP = 3
# pdfplumber compares every crossing with every other: 3,000 took 0.15 CPU-s, and a page of 60
# rows and 12 columns has 800.
_MAX_CROSSINGS = 3_000
# Words of one line of prose stand nearer; cells have at least this between them, in points.
_CELL_GAP = 8.0
# One gap may be a list's number or an address beside a date.
_SIGNS_OF_COLUMNS = 2
# A longer row is prose set in columns and no visual line; ``nlp.lines`` draws the same limit.
_LONGEST_ROW = 400

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells as (x0, y0, x1, y1) boxes in points, row by row; ``box`` is around them all."""

    cells: tuple[Box, ...]
    box: Box


def may_hold_table(pieces: Sequence[Piece]) -> bool:
    """Tell whether words in their reader's order stand side by side as in columns.

    It is asked of every page before ruling lines are looked for, which costs far more.
    """
    signs = 0
    top = pieces[0].y0 if pieces else 0.0
    for before, piece in pairwise(pieces):
        if piece.y1 <= before.y0:
            # Back up beside what was read already; a header drawn last stands above all of it.
            signs += _SIGNS_OF_COLUMNS if piece.y1 > top else 0
        elif piece.y0 < before.y1 and piece.x0 - before.x1 >= _CELL_GAP:
            signs += 1
        if signs >= _SIGNS_OF_COLUMNS:
            return True
        top = min(top, piece.y0)
    return False


def find_tables(rules: Sequence[Rule]) -> tuple[Table, ...]:
    """Return the tables that ruling lines make, as pdfplumber sees them, from the top down.

    A table has cells beside each other: frames of pages and underlines make none.

    Raises:
        TooManyRulesError: when the lines cross too often to be compared.
    """
    if not _enough(rules):
        return ()
    # It takes a third of a second to import, and few documents have tables.
    from pdfplumber import table

    edges = table.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    upright = sum(1 for edge in edges if edge["orientation"] == "v")
    if upright * (len(edges) - upright) > _MAX_CROSSINGS:
        raise TooManyRulesError
    crossings = table.edges_to_intersections(edges, _SNAP, _SNAP)
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    return tuple(_table(cells) for cells in groups if _has_columns(cells))


def _enough(rules: Sequence[Rule]) -> bool:
    """Tell whether there are lines for two cells beside each other."""
    upright = {round(rule.x0) for rule in rules if rule.x0 == rule.x1}
    level = {round(rule.y0) for rule in rules if rule.y0 == rule.y1}
    return len(upright) > 2 and len(level) > 1


def _edge(rule: Rule) -> dict[str, float | str]:
    level = rule.y0 == rule.y1
    return {
        "object_type": "line",
        "orientation": "h" if level else "v",
        "x0": rule.x0, "x1": rule.x1, "top": rule.y0, "bottom": rule.y1,
        "doctop": rule.y0, "width": rule.x1 - rule.x0, "height": rule.y1 - rule.y0,
    }  # fmt: skip


def _has_columns(cells: Sequence[Box]) -> bool:
    tops = [cell[1] for cell in cells]
    return len(set(tops)) < len(tops)


def _table(cells: Sequence[Box]) -> Table:
    ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    x0, y0, x1, y1 = zip(*ordered, strict=True)
    return Table(cells=tuple(ordered), box=(min(x0), min(y0), max(x1), max(y1)))


def with_tables(pieces: Sequence[Piece], tables: Sequence[Table]) -> list[Line]:
    """Return a page's lines; a row of a table is one, its cells apart by tabs.

    A row of prose in columns, and a row with one cell filled, keeps its lines, cell after cell.
    A word broken at a line end inside a cell breaks the row there too. Rows run in the direction
    of most letters.
    """
    turns = by_direction(pieces)[0][0].turns if pieces else 0
    return _arrange(pieces, [_turned(table, turns) for table in tables], turns)


def _turned(table: Table, turns: int) -> Table:
    return _table([_box(Piece("", *cell).turned(turns)) for cell in table.cells])


def _box(piece: Piece) -> Box:
    return piece.x0, piece.y0, piece.x1, piece.y1


def _arrange(pieces: Sequence[Piece], tables: Sequence[Table], turns: int) -> list[Line]:
    """Return the lines of a page or a cell; tables inside a cell are arranged within it."""
    outer = [table for table in tables if not any(_holds(other, table) for other in tables)]
    inner = [table for table in tables if table not in outer]
    filled = [_Filled(table) for table in outer]
    outside = [piece for piece in pieces if not any(one.take(piece, turns) for one in filled)]
    lines = in_order(outside)
    waiting = [(_place(lines, one.table.box, turns), one) for one in filled]
    found: list[Line] = []
    for index in range(len(lines) + 1):
        for _, one in (pair for pair in waiting if pair[0] == index):
            found += [line for row in one.rows() for line in _row(row, inner, turns)]
        found += lines[index : index + 1]
    return found


def _holds(outer: Table, table: Table) -> bool:
    return outer is not table and any(_inside(table.box, cell) for cell in outer.cells)


def _inside(box: Box, cell: Box) -> bool:
    return cell[0] <= box[0] and cell[1] <= box[1] and box[2] <= cell[2] and box[3] <= cell[3]


def _place(lines: Sequence[Line], box: Box, turns: int) -> int:
    """Return before which line a table stands: the first beneath its top that is not beside it."""
    for index, line in enumerate(lines):
        ends = [_box(piece.turned(turns)) for piece in (line[0], line[-1])]
        left, right = min(x0 for x0, *_ in ends), max(x1 for _, _, x1, _ in ends)
        middle = (ends[0][1] + ends[0][3]) / 2
        if middle > box[1] and left < box[2] and right > box[0]:
            return index
    return len(lines)


class _Filled:
    """A table that takes the words which stand in its cells."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._content: list[list[Piece]] = [[] for _ in table.cells]
        self._xs = sorted({x for cell in table.cells for x in (cell[0], cell[2])})
        self._ys = sorted({y for cell in table.cells for y in (cell[1], cell[3])})
        self._at = {
            slot: index for index, cell in enumerate(table.cells) for slot in self._slots(cell)
        }

    def _slots(self, cell: Box) -> Iterator[tuple[int, int]]:
        columns = range(self._column(cell[0]), self._column(cell[2]))
        rows = range(self._line(cell[1]), self._line(cell[3]))
        return ((column, row) for column in columns for row in rows)

    def _column(self, x: float) -> int:
        return bisect_right(self._xs, x)

    def _line(self, y: float) -> int:
        return bisect_right(self._ys, y)

    def take(self, piece: Piece, turns: int) -> bool:
        """Take a word whose middle stands in a cell; tell whether it does."""
        x0, y0, x1, y1 = _box(piece.turned(turns))
        index = self._at.get((self._column((x0 + x1) / 2), self._line((y0 + y1) / 2)))
        if index is None:
            return False
        self._content[index].append(piece)
        return True

    def rows(self) -> Iterator[list[tuple[Box, list[Piece]]]]:
        """Yield the cells of each row with their words; a cell over rows is in its first."""
        both = zip(self.table.cells, self._content, strict=True)
        for _, row in groupby(both, key=lambda one: one[0][1]):
            yield list(row)


def _row(row: list[tuple[Box, list[Piece]]], inner: Sequence[Table], turns: int) -> list[Line]:
    nested = [[table for table in inner if _inside(table.box, cell)] for cell, _ in row]
    cells = [
        _arrange(pieces, within, turns) for (_, pieces), within in zip(row, nested, strict=True)
    ]
    letters = sum(len(piece.text) + 1 for _, pieces in row for piece in pieces)
    if sum(map(bool, cells)) < 2 or letters > _LONGEST_ROW or any(nested):
        return [line for lines in cells for line in lines]
    return _joined(cells)


def _joined(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """Return a row of cells as one line, more where words are broken at line ends."""
    found: list[Line] = [[]]
    tabs = 0
    for lines in cells:
        for line in lines:
            if not line[0].spaced and found[-1] and not tabs:
                found.append([])
            found[-1] += [replace(line[0], tabs=tabs), *line[1:]]
            tabs = 0
        tabs += 1
    return found
