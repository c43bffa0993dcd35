"""Reviewed cases in; counts with their denominators, intervals and durations out.

Only reviewed cases count, above and below the line: a case that is half read says nothing about
what it lacks. Machine suggestions are never counted; only how many of them were decided on is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from scipy.stats import CensoredData, binomtest, ecdf

from annotation.case_record import CaseRecord
from annotation.suppression import Cell, Measure, make_safe, year_bands
from nlp.marks import Polarity

# Below ten cases a percentage pretends to a precision that is not there.
PERCENT_FROM = 10
_CONFIDENCE = 0.95
Block = tuple[str, int, int]
Steps = tuple[str, str]
STEPS: tuple[Steps, ...] = (("indicted", "judged"), ("judged", "appealed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``count`` of ``of`` cases; percentages only from ``PERCENT_FROM`` cases on.

    ``low`` and ``high`` are the 95 % interval in percent (Wilson, JASA 22 (1927) 209).
    """

    count: int
    of: int
    percent: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFigures:
    """In how many cases a code was found; ``None`` where the number is suppressed."""

    code: str
    shortcoming: Share | None
    good_practice: Share | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Days from one step to the next, open cases included (Kaplan and Meier, JASA 53 (1958) 457).

    ``median`` is ``None`` when fewer than half of the cases reached the end. ``curve`` holds
    (days, share of cases still open).
    """

    start: str
    end: str
    ended: int
    open: int
    median: float | None
    curve: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All numbers of a review; ``None`` where one is suppressed.

    ``suppressed_below`` is the smallest number told, ``None`` when every number is told;
    ``years`` are those the figures cover, wider than asked for where numbers are suppressed.
    """

    cases: int | None
    reviewed: int | None
    documents: int | None
    suggested: int
    decided: int
    years: tuple[int, int] | None
    suppressed_below: int | None
    levels: Mapping[str, int] | None
    codes: Sequence[CodeFigures]
    durations: Sequence[Duration]


def share(count: int, of: int) -> Share:
    """Return a share, with percentage and interval where there are cases enough."""
    if of < PERCENT_FROM:
        return Share(count=count, of=of)
    interval = binomtest(count, of).proportion_ci(_CONFIDENCE, method="wilson")
    return Share(
        count=count,
        of=of,
        percent=round(100 * count / of, 1),
        low=round(100 * interval.low, 1),
        high=round(100 * interval.high, 1),
    )


def figures(cases: Sequence[CaseRecord], codes: Sequence[str], *, as_of: date) -> Figures:
    """Return every number of a review for those who may see its cases.

    Args:
        cases: all cases asked for, reviewed or not.
        codes: the codes, factors and elements to count.
        as_of: the day up to which open cases are followed.
    """
    reviewed = [case for case in cases if case.reviewed]
    return Figures(
        cases=len(cases),
        reviewed=len(reviewed),
        documents=sum(case.documents for case in cases),
        suggested=sum(case.suggested for case in cases),
        decided=sum(case.decided for case in cases),
        years=_years(cases),
        suppressed_below=None,
        levels=_levels(reviewed),
        codes=tuple(
            CodeFigures(
                code=code,
                shortcoming=_found(reviewed, code, "shortcoming"),
                good_practice=_found(reviewed, code, "good_practice"),
            )
            for code in codes
        ),
        durations=tuple(duration(cases, step, as_of) for step in STEPS),
    )


def public_figures(
    universe: Sequence[CaseRecord],
    codes: Sequence[str],
    *,
    countries: Sequence[str],
    first: int | None,
    last: int | None,
    k: int,
) -> Figures:
    """Return the numbers that may leave the house: no count below ``k`` can be worked out.

    Args:
        universe: every case of the project, whatever is asked for: what may be told depends on it.
        codes: what to count.
        countries: whose cases.
        first: from this year; widened to the block of years that holds it.
        last: to this year; widened likewise.
        k: the smallest number told.
    """
    cases = [case for case in universe if case.reviewed and case.country and case.year]
    blocks = _blocks(cases, k)
    asked = [b for b in blocks if b[0] in countries and _meets(b, first, last)]
    of_block = {block: [c for c in cases if _holds(block, c)] for block in blocks}
    total = _safe(of_block, lambda _: True, k).total(asked)

    def told(code: str, polarity: Polarity) -> Share | None:
        cell = _safe(of_block, lambda case: case.has(code, polarity), k).total(asked)
        return share(cell.count, cell.of) if cell is not None and total is not None else None

    return Figures(
        cases=total.count if total else None,
        reviewed=total.count if total else None,
        documents=None,
        suggested=sum(case.suggested for case in universe),
        decided=sum(case.decided for case in universe),
        years=(min(b[1] for b in asked), max(b[2] for b in asked)) if asked else None,
        suppressed_below=k,
        levels=None,
        codes=tuple(
            CodeFigures(
                code=code,
                shortcoming=told(code, "shortcoming"),
                good_practice=told(code, "good_practice"),
            )
            for code in codes
        ),
        durations=(),
    )


def duration(cases: Sequence[CaseRecord], step: Steps, as_of: date) -> Duration:
    """Return how long a step took; a case without the end counts as open until ``as_of``."""
    ended, still = [], []
    for case in cases:
        start, end = _day(getattr(case, step[0])), _day(getattr(case, step[1]))
        if start and end and end >= start:
            ended.append((end - start).days)
        elif start and end is None and as_of >= start:
            still.append((as_of - start).days)
    if not ended:
        return Duration(start=step[0], end=step[1], ended=0, open=len(still), median=None, curve=())
    curve = ecdf(CensoredData(uncensored=ended, right=still)).sf
    below = np.flatnonzero(curve.probabilities <= 0.5)
    return Duration(
        start=step[0],
        end=step[1],
        ended=len(ended),
        open=len(still),
        median=float(curve.quantiles[below[0]]) if below.size else None,
        curve=tuple(
            (float(days), round(float(left), 4))
            for days, left in zip(curve.quantiles, curve.probabilities, strict=True)
        ),
    )


def _found(reviewed: Sequence[CaseRecord], code: str, polarity: Polarity) -> Share:
    return share(sum(case.has(code, polarity) for case in reviewed), len(reviewed))


def _levels(reviewed: Sequence[CaseRecord]) -> Mapping[str, int]:
    levels = sorted(case.level or "unknown" for case in reviewed)
    return {level: len(list(members)) for level, members in groupby(levels)}


def _years(cases: Sequence[CaseRecord]) -> tuple[int, int] | None:
    years = [case.year for case in cases if case.year is not None]
    return (min(years), max(years)) if years else None


def _blocks(cases: Sequence[CaseRecord], k: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for country in sorted({case.country for case in cases if case.country}):
        years: dict[int, int] = {}
        for case in cases:
            if case.country == country and case.year:
                years[case.year] = years.get(case.year, 0) + 1
        blocks += [(country, *band) for band in year_bands(years, k)]
    return tuple(blocks)


def _holds(block: Block, case: CaseRecord) -> bool:
    country, first, last = block
    return case.country == country and case.year is not None and first <= case.year <= last


def _meets(block: Block, first: int | None, last: int | None) -> bool:
    return (first is None or block[2] >= first) and (last is None or block[1] <= last)


def _safe(
    of_block: Mapping[Block, Sequence[CaseRecord]],
    has: Callable[[CaseRecord], bool],
    k: int,
) -> Measure[Block]:
    cells = {
        block: Cell(count=sum(map(has, members)), of=len(members))
        for block, members in of_block.items()
    }
    return make_safe(cells, k)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso and len(iso) == len("2000-01-01") else None
