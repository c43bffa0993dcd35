"""Suggestions and decisions: added, never changed; read back as the values that were given."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from annotation.decision import Decision, RecordedDecision
from api.failures import NotFoundError
from api.store.tables import AnalysisSuggestionRow, DecisionRow, DocumentRow, SuggestionRow
from nlp.document import Span
from nlp.marks import Maker, Reason, Suggestion


def add_suggestions(
    session: Session,
    row: DocumentRow,
    suggestions: Iterable[Suggestion],
    *,
    analysis_id: str,
    at: datetime,
) -> None:
    """Keep what a run suggests; a suggestion made before by the same maker is only linked."""
    made = select(SuggestionRow.content_id, SuggestionRow.id)
    rows = session.execute(made.where(SuggestionRow.document_id == row.id))
    known = dict(rows.all())
    for suggestion in suggestions:
        if suggestion.id not in known:
            known[suggestion.id] = add_suggestion(session, row, suggestion, at=at).id
        session.merge(
            AnalysisSuggestionRow(analysis_id=analysis_id, suggestion_id=known[suggestion.id])
        )


def add_suggestion(
    session: Session,
    row: DocumentRow,
    suggestion: Suggestion,
    *,
    at: datetime,
    created_by: str | None = None,
) -> SuggestionRow:
    """Keep one suggestion, of a machine or of a person."""
    kept = SuggestionRow(
        document_id=row.id,
        content_id=suggestion.id,
        kind=suggestion.kind,
        code=suggestion.code,
        start=suggestion.span.start,
        end=suggestion.span.end,
        passage=suggestion.passage,
        score=suggestion.score,
        abstain=suggestion.abstain,
        polarity=suggestion.polarity,
        attribution=suggestion.attribution,
        source=suggestion.source,
        reason_key=suggestion.reason.key,
        reason_params=msgspec.to_builtins(suggestion.reason.params),
        maker=msgspec.to_builtins(suggestion.maker),
        created_by=created_by,
        created_at=at,
    )
    session.add(kept)
    session.flush()
    return kept


def get_suggestion(session: Session, suggestion_id: str) -> SuggestionRow:
    """Return a suggestion's row.

    Raises:
        NotFoundError: when there is no such suggestion.
    """
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise NotFoundError
    return row


def find_by_content(session: Session, document_id: str, content_id: str) -> SuggestionRow | None:
    """Return the suggestion of a document with this content, if there is one."""
    return session.scalar(
        select(SuggestionRow).where(
            SuggestionRow.document_id == document_id, SuggestionRow.content_id == content_id
        )
    )


def list_suggestions(
    session: Session, row: DocumentRow, *, obsolete: bool = False
) -> Sequence[SuggestionRow]:
    """Return a document's suggestions in text order: those that hold now, or the obsolete ones.

    A suggestion holds when the current run or a person made it, or when somebody decided on it.
    """
    current = exists().where(
        AnalysisSuggestionRow.suggestion_id == SuggestionRow.id,
        AnalysisSuggestionRow.analysis_id == row.analysis_id,
    )
    decided = exists().where(DecisionRow.suggestion_id == SuggestionRow.id)
    holds = or_(current, SuggestionRow.created_by.is_not(None))
    return session.scalars(
        select(SuggestionRow)
        .where(SuggestionRow.document_id == row.id, ~holds if obsolete else or_(holds, decided))
        .order_by(SuggestionRow.start, SuggestionRow.end, SuggestionRow.code, SuggestionRow.id)
    ).all()


def as_suggestion(row: SuggestionRow, *, document_sha256: str) -> Suggestion:
    """Return a row as the value it was made from."""
    return Suggestion(
        id=row.content_id,
        document_id=document_sha256,
        kind=row.kind,  # type: ignore[arg-type]  # only ever written from a Suggestion
        code=row.code,
        span=Span(start=row.start, end=row.end),
        passage=row.passage,
        score=row.score,
        abstain=row.abstain,
        polarity=row.polarity,  # type: ignore[arg-type]
        attribution=row.attribution,  # type: ignore[arg-type]
        source=row.source,  # type: ignore[arg-type]
        reason=Reason(key=row.reason_key, params=row.reason_params),
        maker=msgspec.convert(row.maker, Maker),
    )


def add_decision(session: Session, suggestion_id: str, recorded: RecordedDecision) -> DecisionRow:
    """Append a decision to a suggestion's history."""
    decision = recorded.decision
    row = DecisionRow(
        suggestion_id=suggestion_id,
        number=recorded.number,
        user_id=recorded.by,
        verdict=decision.verdict,
        reason=decision.reason,
        corrected_code=decision.code,
        corrected_start=decision.span.start if decision.span else None,
        corrected_end=decision.span.end if decision.span else None,
        corrected_polarity=decision.polarity,
        created_at=recorded.at,
    )
    session.add(row)
    session.flush()
    return row


def has_decisions(session: Session, document_id: str) -> bool:
    """Tell whether anybody decided on anything in a document."""
    query = select(DecisionRow.id).join(
        SuggestionRow, SuggestionRow.id == DecisionRow.suggestion_id
    )
    return (
        session.scalar(query.where(SuggestionRow.document_id == document_id).limit(1)) is not None
    )


def load_decisions(
    session: Session, suggestion_ids: Sequence[str]
) -> dict[str, tuple[RecordedDecision, ...]]:
    """Return the history of each suggestion, oldest first; empty for those without decisions."""
    found: dict[str, tuple[RecordedDecision, ...]] = dict.fromkeys(suggestion_ids, ())
    rows = session.scalars(
        select(DecisionRow)
        .where(DecisionRow.suggestion_id.in_(suggestion_ids))
        .order_by(DecisionRow.suggestion_id, DecisionRow.number)
    )
    for row in rows:
        found[row.suggestion_id] += (recorded_decision(row),)
    return found


def recorded_decision(row: DecisionRow) -> RecordedDecision:
    """Return a row as the value it was made from."""
    corrected = row.corrected_start is not None and row.corrected_end is not None
    span = Span(start=row.corrected_start, end=row.corrected_end) if corrected else None  # type: ignore[arg-type]
    decision = Decision(
        verdict=row.verdict,  # type: ignore[arg-type]  # only ever written from a Decision
        reason=row.reason,
        code=row.corrected_code,
        span=span,
        polarity=row.corrected_polarity,  # type: ignore[arg-type]
    )
    return RecordedDecision(number=row.number, by=row.user_id, at=row.created_at, decision=decision)
