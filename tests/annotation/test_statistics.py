"""Counts, intervals and durations against published and hand-worked figures."""

from datetime import date

import pytest

from annotation.statistics import duration, figures, public_figures, share
from tests.annotation.case_records import case, finding

TODAY = date(2026, 1, 1)


def test_a_share_has_the_interval_of_wilson() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 857, table I: 81 of 263, Wilson without correction.
    found = share(81, 263)
    assert (found.percent, found.low, found.high) == (30.8, 25.5, 36.6)


@pytest.mark.parametrize("of", [0, 1, 9])
def test_few_cases_get_no_percentage(of: int) -> None:
    assert share(of, of).percent is None
    assert share(of, of).low is None


def test_only_reviewed_cases_count_above_and_below_the_line() -> None:
    cases = [case(1, "delay"), case(2), case(3, "delay", reviewed=False)]
    told = figures(cases, ["delay"], as_of=TODAY)
    assert (told.cases, told.reviewed) == (3, 2)
    assert told.codes[0].shortcoming == share(1, 2)


def test_a_case_counts_once_however_often_a_code_is_found() -> None:
    twice = case(1, findings=(finding("delay", 1), finding("delay", 2)))
    good = case(2, findings=(finding("delay", 3, polarity="good_practice"),))
    told = figures([twice, good], ["delay"], as_of=TODAY).codes[0]
    assert told.shortcoming == share(1, 2)
    assert told.good_practice == share(1, 2)


def test_durations_follow_the_worked_example_of_kaplan_and_meier() -> None:
    # Remission times of the 6-MP arm of Freireich et al. 1963, the textbook example (median 23).
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    day = date(2020, 1, 1).toordinal()
    cases = [
        case(n, indicted="2020-01-01", judged=date.fromordinal(day + days).isoformat())
        for n, days in enumerate(ended)
    ]
    # An open case is followed until the day of the count, so each starts so many days before it.
    cases += [
        case(90 + n, indicted=date.fromordinal(TODAY.toordinal() - days).isoformat())
        for n, days in enumerate(still)
    ]
    found = duration(cases, ("indicted", "judged"), TODAY)
    assert (found.ended, found.open, found.median) == (9, 12, 23.0)
    assert dict(found.curve)[6.0] == pytest.approx(0.857, abs=0.001)
    assert dict(found.curve)[22.0] == pytest.approx(0.538, abs=0.001)


@pytest.mark.parametrize(
    "dates",
    [
        {"indicted": "2020"},
        {"judged": "2020-01-01"},
        {"indicted": "2021-01-01", "judged": "2020-01-01"},
    ],
)
def test_doubtful_dates_make_no_duration(dates: dict[str, str]) -> None:
    found = duration([case(1, **dates)], ("indicted", "judged"), TODAY)
    assert (found.ended, found.median) == (0, None)


def test_a_country_without_cases_has_zeros_and_no_figures() -> None:
    told = figures([], ["delay"], as_of=TODAY)
    assert (told.cases, told.reviewed, told.years) == (0, 0, None)
    assert told.codes[0].shortcoming == share(0, 0)


def test_public_figures_conceal_what_is_small_and_tell_what_is_not() -> None:
    cases = [
        case(n, *(["often"] if n < 15 else []), *(["rare"] if n < 3 else [])) for n in range(30)
    ]
    told = public_figures(
        cases, ["often", "rare", "never"], countries=["RS"], first=2020, last=2020, k=11
    )
    assert told.reviewed == 30
    assert told.codes[0].shortcoming == share(15, 30)
    assert told.codes[1].shortcoming is None
    assert told.codes[2].shortcoming == share(0, 30)


def test_public_figures_of_too_few_cases_tell_nothing() -> None:
    told = public_figures(
        [case(1, "delay")], ["delay"], countries=["RS"], first=None, last=None, k=11
    )
    assert (told.reviewed, told.codes[0].shortcoming) == (None, None)
