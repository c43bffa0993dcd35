"""Rows of text in; a Markdown table out."""

from collections.abc import Iterable, Sequence


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    """Return a table; ``head`` names its columns, parted by bars."""
    columns = head.split("|")
    lines = [" | ".join(columns), "|".join("---" for _ in columns), *map(" | ".join, rows)]
    return "".join(f"| {line} |\n" for line in lines)
