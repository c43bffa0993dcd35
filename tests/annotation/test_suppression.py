"""An attacker who asks for everything learns no count below the threshold."""

from itertools import combinations, combinations_with_replacement

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from annotation.case_record import CaseRecord
from annotation.statistics import public_figures
from annotation.suppression import Cell, make_safe, year_bands
from tests.annotation.case_records import case

K = 5
CELLS = st.integers(0, 14).flatmap(
    lambda of: st.integers(0, of).map(lambda count: Cell(count=count, of=of))
)
TABLES = st.lists(CELLS, min_size=1, max_size=5).map(lambda cells: dict(enumerate(cells)))


def attack(table: dict[int, Cell], k: int) -> dict[int, tuple[int, int]]:
    """Return the bounds on each block's count that follow from every published union."""
    measure = make_safe(table, k)
    rows, sums = [], []
    for size in range(1, len(table) + 1):
        for blocks in combinations(table, size):
            told = measure.total(blocks)
            if told is not None:
                rows.append([1.0 if block in blocks else 0.0 for block in table])
                sums.append(told.count)
    limits = LinearConstraint(np.array(rows), sums, sums) if rows else ()
    bounds = {}
    for place, block in enumerate(table):
        goal = np.zeros(len(table))
        goal[place] = 1
        sizes = [cell.of for cell in table.values()]
        low, high = (
            milp(
                sign * goal, constraints=limits, bounds=(0, sizes), integrality=np.ones(len(table))
            )
            for sign in (1, -1)
        )
        bounds[block] = (round(low.fun), round(-high.fun))
    return bounds


@settings(max_examples=120, deadline=None)
@given(table=TABLES)
def test_no_small_count_follows_from_any_published_sums(table: dict[int, Cell]) -> None:
    measure = make_safe(table, K)
    bounds = attack(table, K)
    for block, cell in table.items():
        low, high = bounds[block]
        assert low <= cell.count <= high
        # Where a block's size forces the bounds, no publication is to blame.
        if block in measure.concealed and cell.of >= K:
            assert not (low >= 1 and high < K), (block, low, high)
            assert not (cell.of - high >= 1 and cell.of - low < K), (block, low, high)
            assert low < high


@settings(max_examples=120, deadline=None)
@given(table=TABLES)
def test_every_published_sum_is_zero_everything_or_large(table: dict[int, Cell]) -> None:
    measure = make_safe(table, K)
    told = [
        measure.total(blocks)
        for size in range(1, len(table) + 1)
        for blocks in combinations(table, size)
    ]
    for cell in told:
        if cell is not None:
            assert cell.count == 0 or cell.count >= K
            assert cell.without == 0 or cell.without >= K


def test_large_blocks_are_all_published() -> None:
    table = {year: Cell(count=20, of=50) for year in range(4)}
    measure = make_safe(table, 11)
    assert measure.concealed == frozenset()
    assert measure.total([0, 2]) == Cell(count=40, of=100)


def test_one_small_block_takes_a_second_with_it() -> None:
    table = {1: Cell(count=3, of=50), 2: Cell(count=20, of=50), 3: Cell(count=20, of=60)}
    measure = make_safe(table, 11)
    assert measure.concealed == {1, 2}
    assert measure.total([1, 2, 3]) == Cell(count=43, of=160)
    assert measure.total([1]) is None
    assert measure.total([2, 3]) is None
    assert measure.total([3]) == Cell(count=20, of=60)


def test_bands_of_years_hold_enough_cases_each() -> None:
    years = {2015: 4, 2016: 8, 2018: 12, 2020: 3}
    assert year_bands(years, 11) == ((2015, 2016), (2018, 2020))
    assert year_bands({2020: 2}, 11) == ((2020, 2020),)
    assert year_bands({}, 11) == ()


def growing_cases() -> list[CaseRecord]:
    """Return cases of two countries, every second with a common code, some with a rare one."""
    places = [
        ("RS", 2015, 14), ("RS", 2016, 13), ("RS", 2019, 16), ("MK", 2018, 12), ("MK", 2020, 30),
    ]  # fmt: skip
    return [
        case(
            year * 100 + place,
            *(["common"] if place % 2 else []),
            *(["rare"] if place < (year - 2012) // 2 else []),
            country=country,
            year=year,
        )
        for country, year, size in places
        for place in range(size)
    ]


def test_differencing_over_all_public_periods_and_countries_gives_nothing_small() -> None:
    cases, codes = growing_cases(), ["common", "rare"]
    spans = combinations_with_replacement(range(2014, 2022), 2)
    answers = [
        public_figures(cases, codes, countries=countries, first=first, last=last, k=11)
        for first, last in spans
        for countries in (["RS"], ["MK"], ["RS", "MK"])
    ]
    for place, code in enumerate(codes):
        shares = [told.codes[place].shortcoming for told in answers]
        counts = {one.count for one in shares if one is not None}
        differences = {abs(a - b) for a in counts for b in counts}
        assert not {n for n in differences if 0 < n < 11}, (code, sorted(counts))
    assert any(told.codes[0].shortcoming is not None for told in answers)
