"""A person's decision or own mark in; history, finding and audit entry in one transaction out."""

from dataclasses import dataclass
from datetime import datetime

from annotation.decision import Decision, InvalidDecisionError, RecordedDecision, standing
from annotation.finding import FindingState, settle, state_of
from api.failures import InvalidError, StaleError
from api.security import audit
from api.store import Session
from api.store.documents import get_document, load_text
from api.store.findings import put_finding
from api.store.suggestions import (
    add_decision,
    add_suggestion,
    as_suggestion,
    find_by_content,
    get_suggestion,
    load_decisions,
)
from api.store.tables import DecisionRow, FindingRow, SuggestionRow
from corpora.shapes import Knowledge
from nlp.document import Span
from nlp.marks import (
    Attribution,
    Maker,
    Polarity,
    Reason,
    Suggestion,
    SuggestionKind,
    suggestion_id,
)

# Raised when the meaning of a person's mark changes, never when the program does.
PERSON_VERSION = "1"
OWN_MARK = "own_mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as kept, and what the suggestion has become by it."""

    decision: DecisionRow
    state: FindingState
    finding: FindingRow | None


def decide(
    session: Session,
    *,
    actor_id: str,
    suggestion_id: str,
    decision: Decision,
    expected_number: int | None,
    at: datetime,
    knowledge: Knowledge,
) -> Decided:
    """Add a decision to a suggestion and settle its finding anew.

    Args:
        session: a writing session; all of it is kept, or nothing.
        actor_id: who decides.
        suggestion_id: the suggestion's row id.
        decision: what they decide.
        expected_number: the number of the last decision they saw (0 = none); None = whatever.
        at: when.
        knowledge: the codes there are.

    Raises:
        NotFoundError: when there is no such suggestion.
        StaleError: when somebody decided since ``expected_number``.
        InvalidDecisionError: when a correction names an unknown code or a span outside the text,
            or a withdrawal finds nothing of this person to withdraw.
    """
    row = get_suggestion(session, suggestion_id)
    # One writer a document: deciders, analyses and moves all take this lock first.
    document = get_document(session, row.document_id, lock=True)
    history = load_decisions(session, [row.id])[row.id]
    if expected_number is not None and expected_number != len(history):
        raise StaleError
    text = load_text(session, document.id)
    _check(row, decision, history, actor_id, len(text), knowledge)
    recorded = RecordedDecision(number=len(history) + 1, by=actor_id, at=at, decision=decision)
    kept = add_decision(session, row.id, recorded)
    history += (recorded,)
    finding = settle(as_suggestion(row, document_sha256=document.sha256), history)
    found = put_finding(session, row, document, finding, text=text, knowledge=knowledge)
    _log(session, kept, at)
    return Decided(decision=kept, state=state_of(history), finding=found)


def mark(
    session: Session,
    *,
    actor_id: str,
    document_id: str,
    kind: SuggestionKind,
    code: str,
    span: Span,
    polarity: Polarity,
    attribution: Attribution,
    reason: str,
    at: datetime,
    knowledge: Knowledge,
) -> tuple[SuggestionRow, Decided]:
    """Keep a person's own mark: a suggestion of theirs, confirmed at once.

    The same mark made again by the same person confirms the first one again.

    Raises:
        NotFoundError: when the document is unknown or has no text yet.
        InvalidError: when the code is unknown for its kind or the span outside the text.
    """
    document = get_document(session, document_id, lock=True)
    if code not in codes_of(knowledge, kind):
        raise InvalidError(f"There is no {kind} with the code {code!r}.", code="unknown_code")
    if span.end > len(load_text(session, document.id)):
        raise InvalidError("The passage lies outside the text.", code="span_outside_text")
    suggestion = _own_suggestion(
        actor_id, document.sha256, kind, code, span, polarity, attribution, knowledge
    )
    row = find_by_content(session, document.id, suggestion.id) or add_suggestion(
        session, document, suggestion, at=at, created_by=actor_id
    )
    audit.append(
        session, actor_id, "suggestions.mark", "suggestion", row.id, "done", {"code": code}, at
    )
    decided = decide(
        session,
        actor_id=actor_id,
        suggestion_id=row.id,
        decision=Decision(verdict="confirm", reason=reason),
        expected_number=None,
        at=at,
        knowledge=knowledge,
    )
    return row, decided


def _own_suggestion(
    actor_id: str,
    document_sha256: str,
    kind: SuggestionKind,
    code: str,
    span: Span,
    polarity: Polarity,
    attribution: Attribution,
    knowledge: Knowledge,
) -> Suggestion:
    maker = Maker(
        name=f"person:{actor_id}",
        version=PERSON_VERSION,
        taxonomy_version=knowledge.taxonomy_version,
    )
    return Suggestion(
        id=suggestion_id(document_sha256, code, span, polarity, "person", maker),
        document_id=document_sha256,
        kind=kind,
        code=code,
        span=span,
        passage=None,
        score=1.0,
        abstain=False,
        polarity=polarity,
        attribution=attribution,
        source="person",
        reason=Reason(key=OWN_MARK),
        maker=maker,
    )


def codes_of(knowledge: Knowledge, kind: str) -> frozenset[str]:
    """Return the codes a suggestion of a kind may carry."""
    if kind == "shortcoming":
        return frozenset(code.id for code in knowledge.codes)
    if kind == "vulnerability":
        return frozenset(factor.id for factor in knowledge.factors)
    return frozenset(element.id for element in knowledge.elements if kind == "element")


def _check(
    row: SuggestionRow,
    decision: Decision,
    history: tuple[RecordedDecision, ...],
    actor_id: str,
    length: int,
    knowledge: Knowledge,
) -> None:
    if decision.code is not None and decision.code not in codes_of(knowledge, row.kind):
        raise InvalidDecisionError("unknown_code", f"There is no {row.kind} {decision.code!r}.")
    if decision.span is not None and decision.span.end > length:
        raise InvalidDecisionError("span_outside_text", "The passage lies outside the text.")
    own = any(recorded.by == actor_id for recorded in standing(history))
    if decision.verdict == "withdraw" and not own:
        raise InvalidDecisionError("nothing_to_withdraw", "You have no decision here to take back.")


def _log(session: Session, kept: DecisionRow, at: datetime) -> None:
    details = {
        "suggestion": kept.suggestion_id,
        "number": kept.number,
        "verdict": kept.verdict,
        audit.FINGERPRINT: audit.decision_fingerprint(kept),
    }
    audit.append(
        session, kept.user_id, audit.DECISION_ACT, "decision", kept.id, "done", details, at
    )
