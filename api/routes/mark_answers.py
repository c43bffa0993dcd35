"""Rows of suggestions, decisions and findings in; what the API says of them out."""

from collections.abc import Mapping, Sequence

from annotation.decision import standing
from annotation.finding import state_of
from api.routes.shapes.lists import Rectangle
from api.routes.shapes.marks import (
    DecisionAnswer,
    FindingAnswer,
    MakerAnswer,
    SuggestionAnswer,
)
from api.store import Session
from api.store.accounts import user_names
from api.store.documents import load_document
from api.store.listing import current_ids, histories_of
from api.store.suggestions import recorded_decision
from api.store.tables import DecisionRow, DocumentRow, FindingRow, SuggestionRow
from corpora.reasons import render
from nlp.document import Document, Span


def etag_of(suggestion_id: str, decisions: int) -> str:
    """Return the ETag of a suggestion with so many decisions."""
    return f'"{suggestion_id}-{decisions}"'


def answer_suggestions(
    session: Session, document_row: DocumentRow, rows: Sequence[SuggestionRow], language: str
) -> list[SuggestionAnswer]:
    """Return suggestions of one document, with evidence, reason, boxes and state."""
    if not rows:
        return []
    document = load_document(session, document_row)
    histories = histories_of(session, [row.id for row in rows])
    current = current_ids(session, document_row)
    names = user_names(
        session, sorted({one.user_id for made in histories.values() for one in made})
    )
    return [
        _suggestion(
            row,
            document,
            histories[row.id],
            names,
            language,
            obsolete=row.created_by is None and row.id not in current,
        )
        for row in rows
    ]


def answer_history(session: Session, suggestion_id: str) -> list[DecisionAnswer]:
    """Return every decision on a suggestion, oldest first."""
    rows = histories_of(session, [suggestion_id])[suggestion_id]
    names = user_names(session, sorted({row.user_id for row in rows}))
    return [answer_decision(row, names) for row in rows]


def answer_decision(row: DecisionRow, names: Mapping[str, str]) -> DecisionAnswer:
    """Return a decision with the name of who decided."""
    return DecisionAnswer(
        id=row.id,
        suggestion_id=row.suggestion_id,
        number=row.number,
        user_id=row.user_id,
        user=names.get(row.user_id, row.user_id),
        verdict=row.verdict,  # type: ignore[arg-type]  # only ever written from a Decision
        reason=row.reason,
        code=row.corrected_code,
        start=row.corrected_start,
        end=row.corrected_end,
        polarity=row.corrected_polarity,  # type: ignore[arg-type]
        created_at=row.created_at,
    )


def answer_findings(session: Session, rows: Sequence[FindingRow]) -> list[FindingAnswer]:
    """Return findings with the names of who decided them."""
    names = user_names(session, sorted({row.decided_by for row in rows}))
    return [
        FindingAnswer(
            start=row.start,
            end=row.end,
            suggestion_id=row.suggestion_id,
            project=row.project_id,
            case_id=row.case_id,
            document_id=row.document_id,
            kind=row.kind,  # type: ignore[arg-type]  # only ever written from a Finding
            code=row.code,
            group=row.group,
            stage=row.stage,
            quote=row.quote,
            polarity=row.polarity,  # type: ignore[arg-type]
            attribution=row.attribution,  # type: ignore[arg-type]
            state="corrected" if row.corrected else "confirmed",
            decided_by=row.decided_by,
            decided_by_name=names.get(row.decided_by, row.decided_by),
            decided_at=row.decided_at,
            country=row.country,
            court=row.court,
            year=row.year,
            language=row.language,
        )
        for row in rows
    ]


def _suggestion(
    row: SuggestionRow,
    document: Document,
    history: Sequence[DecisionRow],
    names: Mapping[str, str],
    language: str,
    *,
    obsolete: bool,
) -> SuggestionAnswer:
    span = Span(start=row.start, end=row.end)
    boxes = [
        Rectangle(page=number, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1)
        for number, box in document.boxes(span)
    ]
    first, last = document.page_range(span)
    recorded = tuple(recorded_decision(one) for one in history)
    left = standing(recorded)
    made = history[left[-1].number - 1] if left else None
    return SuggestionAnswer(
        start=row.start,
        end=row.end,
        id=row.id,
        content_id=row.content_id,
        document_id=row.document_id,
        kind=row.kind,  # type: ignore[arg-type]  # only ever written from a Suggestion
        code=row.code,
        passage=row.passage,
        quote=document.quote(span),
        pages=list(range(first, last + 1)),
        boxes=boxes,
        score=row.score,
        abstain=row.abstain,
        polarity=row.polarity,  # type: ignore[arg-type]
        attribution=row.attribution,  # type: ignore[arg-type]
        source=row.source,  # type: ignore[arg-type]
        reason_key=row.reason_key,
        reason=render(row.reason_key, row.reason_params, language),
        maker=MakerAnswer(**row.maker),
        created_by=row.created_by,
        created_at=row.created_at,
        state=state_of(recorded),
        decision=answer_decision(made, names) if made else None,
        decisions=len(history),
        obsolete=obsolete,
        etag=etag_of(row.id, len(history)),
    )
