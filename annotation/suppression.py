"""Counts of small groups in; which of them may be published out, so that no sum gives one away.

The unit of publication is the block: a country's cases of a span of years. A measure says for each
block how many of its cases have something. A block is concealed when fewer than ``k`` of its cases
have it, or fewer than ``k`` have it not. A sum over blocks is published only when it holds every
concealed block of its measure, or none: so all that subtraction can ever give is a published block
or the sum over all concealed ones, which is kept at ``k`` or more (Hundepool et al., "Statistical
Disclosure Control", Wiley 2012, ch. 4, complementary suppression; here for one-way tables whose
every union of cells may be asked for). It says nothing of what is learnt by comparing two states of
a growing review: publish again only when at least ``k`` cases were added.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

BlockT = TypeVar("BlockT", bound=Hashable)
# Eleven is the usual threshold of health and justice statistics ("fewer than 11").
SMALLEST_CELL = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many of ``of`` cases have something."""

    count: int
    of: int

    @property
    def without(self) -> int:
        """How many do not have it."""
        return self.of - self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Generic[BlockT]):
    """A measure made safe: its cells, the concealed blocks, and whether their sum is safe."""

    cells: Mapping[BlockT, Cell]
    concealed: frozenset[BlockT]
    sum_is_safe: bool

    def total(self, blocks: Collection[BlockT]) -> Cell | None:
        """Return the sum over blocks if it may be published, else ``None``."""
        asked = frozenset(blocks)
        touched = self.concealed & asked
        if touched and (touched != self.concealed or not self.sum_is_safe):
            return None
        cells = [self.cells[block] for block in asked if block in self.cells]
        return Cell(count=sum(cell.count for cell in cells), of=sum(cell.of for cell in cells))


def make_safe(cells: Mapping[BlockT, Cell], k: int = SMALLEST_CELL) -> Measure[BlockT]:
    """Return a measure with as few concealed blocks as the rule allows.

    Args:
        cells: one cell a block; blocks do not overlap.
        k: the smallest number of cases that may be told.
    """
    concealed = {block for block, cell in cells.items() if _small(cell.count, cell.without, k)}
    # Smallest first: concealing them costs the reader least.
    spare = sorted(
        (block for block, cell in cells.items() if cell.of and block not in concealed),
        key=lambda block: (cells[block].of, str(block)),
        reverse=True,
    )
    while concealed and not _hides([cells[block] for block in concealed], k):
        if not spare:
            return Measure(cells=cells, concealed=frozenset(concealed), sum_is_safe=False)
        concealed.add(spare.pop())
    return Measure(cells=cells, concealed=frozenset(concealed), sum_is_safe=True)


def _small(count: int, without: int, k: int) -> bool:
    return 0 < count < k or 0 < without < k


def _hides(cells: Iterable[Cell], k: int) -> bool:
    """Tell whether the sum over concealed cells gives none of them away, nor is small itself."""
    hidden = list(cells)
    count, of = sum(cell.count for cell in hidden), sum(cell.of for cell in hidden)
    if len(hidden) == 1 or _small(count, of - count, k):
        return False
    return all(
        _wide(cell.of, of - cell.of, count, k) and _wide(cell.of, of - cell.of, of - count, k)
        for cell in hidden
    )


def _wide(size: int, others: int, total: int, k: int) -> bool:
    """Tell whether one of the hidden counts, given their sum, may as well be ``k`` or zero."""
    low, high = max(0, total - others), min(size, total)
    return low < high and (low == 0 or high >= k)


def year_bands(
    cases_by_year: Mapping[int, int], k: int = SMALLEST_CELL
) -> tuple[tuple[int, int], ...]:
    """Return spans of years (first, last), each with at least ``k`` cases, oldest first.

    The last span takes what is left over; with fewer than ``k`` cases in all there is one span.
    """
    bands: list[tuple[int, int]] = []
    first, held = None, 0
    for year in sorted(cases_by_year):
        first = year if first is None else first
        held += cases_by_year[year]
        if held >= k:
            bands.append((first, year))
            first, held = None, 0
    if first is not None:
        last = max(cases_by_year)
        if bands:
            bands[-1] = (bands[-1][0], last)
        else:
            bands.append((first, last))
    return tuple(bands)
