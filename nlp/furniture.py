"""The lines of all pages in; the running headers, footers and page numbers among them out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from nlp.document import Span
from nlp.lines import Line

# Letterheads and print footers have up to four lines; deeper lines are the text's own.
_EDGE_LINES = 4
# Printers move a footer by a line when a page is short; body lines repeat nowhere so exactly.
_SAME_PLACE = 14.0
# Odd and even pages may carry different headers and the first page often none.
_SHARE_OF_PAGES = 0.4
# What stands within the text about as often as at its edges is text.
_ELSEWHERE = 0.5
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:strana?|str|stranica|страна|стр|faqe|faqja|page|p)\b\W*)?(\d{1,4})\W*"
    r"(?:(?:od|of|од|nga|prej|/|-)?\W*\d{1,4}\W*)?",
    re.IGNORECASE,
)


def find_furniture(pages: Sequence[Sequence[Line]], text: str) -> tuple[Span, ...]:
    """Return the spans of furniture in text order; a single page has none.

    A line at the edge of a page is furniture when the same words, digits aside, stand at the same
    height on enough pages, or when it is a bare number that grows with the pages.
    """
    filled = [lines for lines in pages if lines]
    if len(filled) < 2:
        return ()
    edge = [line for lines in filled for line in _edge(lines)]
    known = Counter(_mask(text[line.start : line.end]) for lines in filled for line in lines)
    chosen = {*_repeated(edge, text, len(filled), known), *_page_numbers(edge, text)}
    return tuple(Span(start=line.start, end=line.end) for line in sorted(chosen, key=_start))


def _start(line: Line) -> int:
    return line.start


def _edge(lines: Sequence[Line]) -> Iterable[Line]:
    by_height = sorted(lines, key=lambda line: line.y0)
    return {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}


def _repeated(
    edge: Sequence[Line], text: str, page_count: int, known: Counter[str]
) -> Iterable[Line]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in edge:
        groups[_mask(text[line.start : line.end])].append(line)
    needed = max(2, round(_SHARE_OF_PAGES * page_count))
    for words, lines in groups.items():
        if words:
            middle = median(line.y0 for line in lines)
            near = [line for line in lines if abs(line.y0 - middle) <= _SAME_PLACE]
            elsewhere = known[words] - len(near)
            if len({line.page for line in near}) >= needed and elsewhere <= _ELSEWHERE * len(near):
                yield from near


def _mask(words: str) -> str:
    """Return words with their numbers masked; "" where no letter or digit is."""
    masked = re.sub(r"\d+", "#", " ".join(words.split()))
    return masked if re.search(r"[\w#]", masked) else ""


def _page_numbers(edge: Sequence[Line], text: str) -> Iterable[Line]:
    by_difference: dict[int, list[Line]] = defaultdict(list)
    for line in edge:
        match = _PAGE_NUMBER.fullmatch(text, line.start, line.end)
        if match:
            by_difference[int(match[1]) - line.page].append(line)
    for lines in by_difference.values():
        if len({line.page for line in lines}) >= 2:
            yield from lines
