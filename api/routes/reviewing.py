"""Suggestions shown; decisions and own marks taken, each settled into findings at once."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from annotation.decision import Decision
from annotation.finding import FindingState
from api import reviewing
from api.failures import InvalidError, StaleError
from api.routes.context import Caller, acting
from api.routes.mark_answers import answer_decision, answer_history, answer_suggestions, etag_of
from api.routes.parameters import Language, RowId, Text
from api.routes.shapes.lists import Listing
from api.routes.shapes.marks import (
    DecisionAnswer,
    DecisionQuestion,
    MarkQuestion,
    SuggestionAnswer,
)
from api.store.suggestions import get_suggestion, list_suggestions
from api.store.tables import SuggestionRow
from nlp.document import Span
from nlp.marks import Source, SuggestionKind

router = APIRouter(tags=["review"])
Reading = Annotated[Caller, Depends(acting("suggestions.read"))]
Deciding = Annotated[Caller, Depends(acting("review.decide"))]
IfMatch = Annotated[
    str | None,
    Header(max_length=200, description="The `etag` seen; 412 if somebody decided since."),
]
_ETAG = re.compile(r'"([0-9A-Za-z_-]+)-(\d{1,9})"')


@router.get(
    "/documents/{document_id}/suggestions",
    operation_id="listSuggestions",
    summary="What is suggested, in text order",
)
def get_suggestions(
    caller: Reading,
    document_id: RowId,
    language: Language,
    kind: SuggestionKind | None = None,
    code: Text = None,
    source: Source | None = None,
    state: FindingState | None = None,
    min_score: Annotated[float | None, Query(ge=0, le=1)] = None,
    obsolete: bool = False,
) -> Listing[SuggestionAnswer]:
    """Return the suggestions that hold, or with ``obsolete`` those of earlier analyses."""
    caller.note_reading(document_id, "suggestions")

    def wanted(row: SuggestionRow) -> bool:
        return (
            (kind is None or row.kind == kind)
            and (not code or row.code == code)
            and (source is None or row.source == source)
            and (min_score is None or row.score >= min_score)
        )

    with caller.services.store.read() as session:
        document = caller.document(session, document_id)
        rows = [
            row for row in list_suggestions(session, document, obsolete=obsolete) if wanted(row)
        ]
        items = answer_suggestions(session, document, rows, language)
    return Listing(items=[item for item in items if state is None or item.state == state])


@router.get(
    "/suggestions/{suggestion_id}", operation_id="getSuggestion", summary="One suggestion"
)  # fmt: skip
def show_suggestion(
    caller: Reading, suggestion_id: RowId, language: Language, response: Response
) -> SuggestionAnswer:
    """Return a suggestion; its ``ETag`` changes with each decision."""
    with caller.services.store.read() as session:
        document_id = get_suggestion(session, suggestion_id).document_id
    caller.note_reading(document_id, f"suggestion {suggestion_id}")
    answer = _show(caller, suggestion_id, language)
    response.headers["ETag"] = answer.etag
    return answer


@router.get(
    "/suggestions/{suggestion_id}/decisions",
    operation_id="listDecisions",
    summary="All decisions on a suggestion, oldest first",
)
def get_decisions(caller: Reading, suggestion_id: RowId) -> Listing[DecisionAnswer]:
    """Return the history, withdrawals included."""
    with caller.services.store.read() as session:
        caller.document(session, get_suggestion(session, suggestion_id).document_id)
        return Listing(items=answer_history(session, suggestion_id))


@router.post(
    "/suggestions/{suggestion_id}/decisions",
    operation_id="decide",
    summary="Confirm, reject, correct, or say that one is unsure",
    status_code=201,
)
def decide(
    caller: Deciding,
    suggestion_id: RowId,
    question: DecisionQuestion,
    response: Response,
    if_match: IfMatch = None,
) -> DecisionAnswer:
    """Keep a decision and settle the finding; the answer's ``ETag`` is the suggestion's new one."""
    decision = Decision(
        verdict=question.verdict,
        reason=question.reason,
        code=question.code,
        span=_span(question.start, question.end),
        polarity=question.polarity,
    )
    return _decide(caller, suggestion_id, decision, if_match, response)


@router.post(
    "/suggestions/{suggestion_id}/undo",
    operation_id="undoDecision",
    summary="Take back one's own latest decision",
    status_code=201,
)
def undo_decision(
    caller: Deciding, suggestion_id: RowId, response: Response, if_match: IfMatch = None
) -> DecisionAnswer:
    """Withdraw the caller's latest decision that still stands; the history keeps both."""
    return _decide(caller, suggestion_id, Decision(verdict="withdraw"), if_match, response)


@router.post(
    "/documents/{document_id}/marks",
    operation_id="addMark",
    summary="Mark a passage oneself, confirmed at once",
    status_code=201,
)
def add_mark(
    caller: Annotated[Caller, Depends(acting("suggestions.mark"))],
    document_id: RowId,
    question: MarkQuestion,
    language: Language,
) -> SuggestionAnswer:
    """Keep a person's own mark: a suggestion whose maker is that person."""
    span = _span(question.start, question.end)
    if span is None:
        raise InvalidError("Give the start and the end of the passage.")
    services = caller.services
    with services.store.write() as session:
        caller.document(session, document_id)
        row, _ = reviewing.mark(
            session,
            actor_id=caller.actor.user_id,
            document_id=document_id,
            kind=question.kind,
            code=question.code,
            span=span,
            polarity=question.polarity,
            attribution=question.attribution,
            reason=question.reason,
            at=services.clock(),
            knowledge=services.engines.knowledge,
        )
    return _show(caller, row.id, language)


def _decide(
    caller: Caller,
    suggestion_id: str,
    decision: Decision,
    untrusted_etag: str | None,
    response: Response,
) -> DecisionAnswer:
    expected = _expected_number(suggestion_id, untrusted_etag)
    services = caller.services
    with services.store.write() as session:
        caller.document(session, get_suggestion(session, suggestion_id).document_id)
        decided = reviewing.decide(
            session,
            actor_id=caller.actor.user_id,
            suggestion_id=suggestion_id,
            decision=decision,
            expected_number=expected,
            at=services.clock(),
            knowledge=services.engines.knowledge,
        )
    made = decided.decision
    response.headers["ETag"] = etag_of(suggestion_id, made.number)
    return answer_decision(made, {caller.actor.user_id: caller.actor.display_name})


def _show(caller: Caller, suggestion_id: str, language: str) -> SuggestionAnswer:
    with caller.services.store.read() as session:
        row = get_suggestion(session, suggestion_id)
        document = caller.document(session, row.document_id)
        return answer_suggestions(session, document, [row], language)[0]


def _expected_number(suggestion_id: str, untrusted_etag: str | None) -> int | None:
    if untrusted_etag is None or untrusted_etag.strip() == "*":
        return None
    match = _ETAG.fullmatch(untrusted_etag.strip())
    if match is None or match[1] != suggestion_id:
        raise StaleError
    return int(match[2])


def _span(start: int | None, end: int | None) -> Span | None:
    if start is None and end is None:
        return None
    if start is None or end is None or start >= end:
        raise InvalidError("A passage starts before it ends, and needs both.", code="invalid_span")
    return Span(start=start, end=end)
