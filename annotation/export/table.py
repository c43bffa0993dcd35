"""Rows in; lines of a CSV file that no spreadsheet takes for a program out."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = str | int | float | bool | None
# Spreadsheets run a cell that starts so (OWASP, "CSV Injection"); an apostrophe makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it Excel takes UTF-8 for the local code page and breaks every Cyrillic letter.
BYTE_ORDER_MARK = "\ufeff"


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """Yield a CSV file (RFC 4180, CRLF, UTF-8 with a byte order mark), line by line.

    Args:
        columns: the columns in their order; other keys of the rows are left out.
        rows: one mapping a line; a missing value or ``None`` is an empty cell.
    """
    yield BYTE_ORDER_MARK + _line(columns)
    for row in rows:
        yield _line([safe_cell(row.get(column)) for column in columns])


def safe_cell(value: Cell) -> str:
    """Return a value as text that a spreadsheet shows and never computes."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
