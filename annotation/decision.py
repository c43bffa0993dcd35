"""What a person says of a suggestion: one immutable decision, checked when it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nlp.document import Span
from nlp.marks import Polarity

Verdict = Literal["confirm", "reject", "correct", "unsure", "withdraw"]
VERDICTS: tuple[Verdict, ...] = ("confirm", "reject", "correct", "unsure", "withdraw")
# A paragraph or two; longer texts belong into a report.
MAX_REASON = 4000


class InvalidDecisionError(Exception):
    """The decision does not make sense; ``code`` is stable, the message says what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict with its reason; ``code``, ``span`` and ``polarity`` are what a correction changes.

    ``withdraw`` takes back the same person's latest decision that still stands.

    Raises:
        InvalidDecisionError: a rejection without a reason, a correction that corrects nothing, a
            corrected field on another verdict, or a reason longer than ``MAX_REASON``.
    """

    verdict: Verdict
    reason: str = ""
    code: str | None = None
    span: Span | None = None
    polarity: Polarity | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise InvalidDecisionError("unknown_verdict", f"{self.verdict!r} is no verdict.")
        if self.verdict == "reject" and not self.reason.strip():
            raise InvalidDecisionError("reason_missing", "A rejection needs a reason.")
        if len(self.reason) > MAX_REASON:
            raise InvalidDecisionError(
                "reason_too_long", f"A reason has at most {MAX_REASON} characters."
            )
        corrects = (self.code, self.span, self.polarity) != (None, None, None)
        if corrects != (self.verdict == "correct"):
            raise InvalidDecisionError(
                "correction_mismatch", "A correction, and only a correction, changes something."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDecision:
    """A decision as kept: ``number`` counts from 1 within its suggestion; ``by`` is a person."""

    number: int
    by: str
    at: datetime
    decision: Decision


def standing(decisions: Sequence[RecordedDecision]) -> tuple[RecordedDecision, ...]:
    """Return, in order, the decisions that were not withdrawn, without the withdrawals.

    A withdrawal takes back the latest standing decision of the person who withdraws.
    """
    kept: list[RecordedDecision] = []
    for recorded in sorted(decisions, key=lambda recorded: recorded.number):
        if recorded.decision.verdict != "withdraw":
            kept.append(recorded)
            continue
        own = [place for place, other in enumerate(kept) if other.by == recorded.by]
        if own:
            del kept[own[-1]]
    return tuple(kept)
