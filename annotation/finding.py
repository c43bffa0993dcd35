"""A suggestion and its decisions in; the finding they settle on, or none, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from annotation.decision import RecordedDecision, Verdict, standing
from nlp.document import Span
from nlp.marks import Attribution, Polarity, Suggestion, SuggestionKind

FindingState = Literal["open", "confirmed", "corrected", "rejected", "unsure"]
_STATES: dict[Verdict, FindingState] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What people hold to be so; computed, never typed in. The suggestion keeps the original."""

    suggestion_id: str
    kind: SuggestionKind
    code: str
    span: Span
    polarity: Polarity
    attribution: Attribution
    corrected: bool
    decided_by: str
    decided_at: datetime


def state_of(decisions: Sequence[RecordedDecision]) -> FindingState:
    """Return what the last standing decision makes of a suggestion: ``open`` without one."""
    left = standing(decisions)
    return _STATES[left[-1].decision.verdict] if left else "open"


def settle(suggestion: Suggestion, decisions: Sequence[RecordedDecision]) -> Finding | None:
    """Return the finding the decisions make of a suggestion, if any.

    The last standing decision wins. A correction confirms the suggestion with what it changes; a
    later plain confirmation confirms the suggestion as it was made.
    """
    if state_of(decisions) not in ("confirmed", "corrected"):
        return None
    last = standing(decisions)[-1]
    return Finding(
        suggestion_id=suggestion.id,
        kind=suggestion.kind,
        code=last.decision.code or suggestion.code,
        span=last.decision.span or suggestion.span,
        polarity=last.decision.polarity or suggestion.polarity,
        attribution=suggestion.attribution,
        corrected=last.decision.verdict == "correct",
        decided_by=last.by,
        decided_at=last.at,
    )
