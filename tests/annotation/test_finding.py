from hypothesis import given

from annotation.decision import Decision, RecordedDecision, standing
from annotation.finding import settle, state_of
from nlp.document import Span
from nlp.marks import Maker, Reason, Suggestion
from tests.annotation.histories import NOON, histories

SUGGESTION = Suggestion(
    id="0" * 32,
    document_id="1" * 64,
    kind="shortcoming",
    code="some_code",
    span=Span(start=5, end=9),
    passage=None,
    score=0.7,
    abstain=False,
    polarity="shortcoming",
    attribution="court_self",
    source="cue",
    reason=Reason(key="cue"),
    maker=Maker(name="maker", version="1"),
)


def record(*decisions: Decision) -> list[RecordedDecision]:
    return [
        RecordedDecision(number=number, by="ana", at=NOON, decision=decision)
        for number, decision in enumerate(decisions, 1)
    ]


def test_without_a_decision_there_is_no_finding() -> None:
    assert state_of([]) == "open"
    assert settle(SUGGESTION, []) is None


def test_a_confirmation_makes_the_suggestion_a_finding() -> None:
    finding = settle(SUGGESTION, record(Decision(verdict="confirm")))
    assert finding is not None
    assert (finding.code, finding.span, finding.corrected) == ("some_code", SUGGESTION.span, False)
    assert (finding.decided_by, finding.decided_at) == ("ana", NOON)


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    span = Span(start=1, end=4)
    finding = settle(SUGGESTION, record(Decision(verdict="correct", span=span)))
    assert finding is not None
    assert (finding.code, finding.span, finding.corrected) == ("some_code", span, True)
    assert finding.polarity == SUGGESTION.polarity


def test_a_rejection_after_a_confirmation_ends_the_finding() -> None:
    history = record(Decision(verdict="confirm"), Decision(verdict="reject", reason="No."))
    assert settle(SUGGESTION, history) is None
    assert state_of(history) == "rejected"
    back = record(*(r.decision for r in history), Decision(verdict="withdraw"))
    assert settle(SUGGESTION, back) is not None


@given(histories())
def test_a_finding_is_there_exactly_when_the_last_standing_decision_confirms(
    history: list[RecordedDecision],
) -> None:
    left = standing(history)
    confirmed = bool(left) and left[-1].decision.verdict in ("confirm", "correct")
    finding = settle(SUGGESTION, history)
    assert (finding is not None) == confirmed
    if finding is not None:
        assert finding.decided_by == left[-1].by
        assert finding.corrected == (left[-1].decision.verdict == "correct")
