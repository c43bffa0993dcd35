"""The report's measures: known values, and what they say where there is nothing to measure."""

import math

import numpy as np
import pytest

from models.evaluation.measures import (
    Count,
    at_threshold,
    calibration_error,
    count_spans,
    interval,
    macro_average_precision,
    total,
)
from models.evaluation.tables import table

GOLD = np.array([[1, 0], [0, -1], [1, 0], [0, 1]], dtype=np.int8)
SCORES = np.array([[0.9, 0.1], [0.8, 0.9], [0.7, 0.2], [0.1, 0.9]])


def test_a_span_counts_only_where_all_of_it_is_the_same() -> None:
    count = count_spans({(0, 4, "PERSON"), (9, 12, "COURT")}, {(0, 4, "PERSON"), (9, 11, "COURT")})
    assert (count.precision, count.recall, count.f()) == (0.5, 0.5, 0.5)


def test_the_f_measure_weighs_recall_as_asked() -> None:
    count = Count(right=6, found=12, there=8)
    assert count.f() == pytest.approx(2 * 0.5 * 0.75 / 1.25)
    assert count.f(2.0) == pytest.approx(5 * 0.5 * 0.75 / (4 * 0.5 + 0.75))
    assert total([count, count]) == Count(right=12, found=24, there=16)


def test_nothing_found_of_nothing_is_no_division_by_zero() -> None:
    empty = Count(right=0, found=0, there=0)
    assert (empty.precision, empty.recall, empty.f()) == (0.0, 0.0, 0.0)
    assert math.isnan(macro_average_precision(SCORES[:, :1], np.zeros((4, 1), dtype=np.int8)))
    assert math.isnan(calibration_error(SCORES, GOLD, least=2.0))


def test_texts_that_do_not_tell_are_left_out() -> None:
    # First code: right at ranks 1 and 3; second: its text is first once the untold one is out.
    assert macro_average_precision(SCORES, GOLD) == pytest.approx(((1 + 2 / 3) / 2 + 1) / 2)
    assert at_threshold(SCORES, GOLD, 0.75) == Count(right=2, found=3, there=3)


def test_scores_that_are_the_share_right_have_no_calibration_error() -> None:
    gold = np.array([[1]] * 3 + [[0]] * 7, dtype=np.int8)
    assert calibration_error(np.full((10, 1), 0.3), gold) == pytest.approx(0.0)
    assert calibration_error(np.full((10, 1), 0.8), gold) == pytest.approx(0.5)


def test_an_interval_draws_documents_and_is_the_same_each_time() -> None:
    groups = ["a", "a", "b", "c"]
    seen: list[int] = []

    def measure(rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
        seen.append(len(rows))
        # Sentences of one document are drawn together.
        assert (rows == 0).sum() == (rows == 1).sum()
        return float(SCORES[rows, 0].mean())

    first = interval(measure, groups, seed=1)
    assert first == interval(measure, groups, seed=1)
    assert first[0] <= SCORES[:, 0].mean() <= first[1]
    assert min(seen) >= 3


def test_a_table_is_markdown() -> None:
    assert table("a|b", [["1", "2"]]) == "| a | b |\n| ---|--- |\n| 1 | 2 |\n"
