"""Nothing in; any history of decisions out (Hypothesis strategies)."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from annotation.decision import Decision, RecordedDecision
from nlp.document import Span

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)

decisions = st.one_of(
    st.builds(
        Decision,
        verdict=st.sampled_from(["confirm", "reject", "unsure", "withdraw"]),
        reason=st.just("why"),
    ),
    st.builds(
        Decision,
        verdict=st.just("correct"),
        code=st.just("other_code"),
        span=st.one_of(st.none(), st.just(Span(start=2, end=3))),
        polarity=st.sampled_from([None, "neutral"]),
    ),
)


@st.composite
def histories(draw: st.DrawFn) -> list[RecordedDecision]:
    said = draw(st.lists(st.tuples(st.sampled_from(["ana", "boris"]), decisions), max_size=8))
    return [
        RecordedDecision(number=number, by=by, at=NOON, decision=decision)
        for number, (by, decision) in enumerate(said, 1)
    ]
