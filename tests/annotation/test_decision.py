import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.decision import (
    MAX_REASON,
    Decision,
    InvalidDecisionError,
    RecordedDecision,
    standing,
)
from nlp.document import Span
from tests.annotation.histories import NOON, histories


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"verdict": "reject"}, "reason_missing"),
        ({"verdict": "reject", "reason": " \n"}, "reason_missing"),
        ({"verdict": "correct"}, "correction_mismatch"),
        ({"verdict": "confirm", "code": "x"}, "correction_mismatch"),
        ({"verdict": "withdraw", "span": Span(start=0, end=1)}, "correction_mismatch"),
        ({"verdict": "unsure", "polarity": "neutral"}, "correction_mismatch"),
        ({"verdict": "confirm", "reason": "x" * (MAX_REASON + 1)}, "reason_too_long"),
        ({"verdict": "maybe"}, "unknown_verdict"),
    ],
)
def test_a_decision_that_makes_no_sense_cannot_be_made(
    fields: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidDecisionError) as refused:
        Decision(**fields)  # type: ignore[arg-type]
    assert refused.value.code == code


def record(*said: tuple[str, str]) -> tuple[RecordedDecision, ...]:
    return tuple(
        RecordedDecision(
            number=number,
            by=by,
            at=NOON,
            decision=Decision(verdict=verdict, reason="why"),  # type: ignore[arg-type]
        )
        for number, (by, verdict) in enumerate(said, 1)
    )


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], []),
        ([("ana", "confirm")], [1]),
        ([("ana", "confirm"), ("ana", "withdraw")], []),
        ([("ana", "confirm"), ("ana", "reject"), ("ana", "withdraw")], [1]),
        ([("ana", "confirm"), ("boris", "reject"), ("ana", "withdraw")], [2]),
        ([("ana", "confirm"), ("boris", "withdraw")], [1]),
        ([("ana", "confirm"), ("ana", "withdraw"), ("ana", "withdraw")], []),
        ([("ana", "confirm"), ("ana", "withdraw"), ("ana", "unsure")], [3]),
    ],
)
def test_a_withdrawal_takes_back_the_persons_own_latest(
    said: list[tuple[str, str]], left: list[int]
) -> None:
    assert [recorded.number for recorded in standing(record(*said))] == left


@given(histories(), st.randoms())
def test_what_stands_does_not_depend_on_the_order_given(
    history: list[RecordedDecision], random: object
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(shuffled) == standing(history)


@given(histories())
def test_what_stands_was_said_and_not_taken_back(history: list[RecordedDecision]) -> None:
    left = standing(history)
    assert set(left) <= set(history)
    assert all(recorded.decision.verdict != "withdraw" for recorded in left)
