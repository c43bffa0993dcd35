"""Documents: listed, shown, followed, retried, moved."""

from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from api import analysis
from api.failures import RefusedError
from api.paging import read_cursor, write_cursor
from api.routes.context import Caller, acting, renewed
from api.routes.document_answers import answer_documents, answer_job, answer_progress
from api.routes.parameters import PAGE, Cursor, Language, Limit, OptionalId, RowId, Text
from api.routes.shapes.documents import (
    CaseMove,
    DocumentAnswer,
    JobAnswer,
    Profile,
    Progress,
    State,
)
from api.routes.shapes.lists import Listing
from api.store import cases
from api.store.analyses import get_analysis, load_makers, load_profile
from api.store.jobs import get_job
from api.store.listing import DocumentFilter, list_documents

router = APIRouter(tags=["documents"])
Browsing = Annotated[Caller, Depends(acting("documents.list"))]
Reading = Annotated[Caller, Depends(acting("documents.read"))]
Writing = Annotated[Caller, Depends(acting("documents.write"))]
_FINAL = frozenset({"done", "needs_attention", "failed"})
# Faster than a page is read by eye, slow enough for many watchers.
_LOOK_EVERY = 1.0
# Proxies cut silent connections after a minute; browsers reconnect by themselves.
_LOOKS = 600


@router.get("/documents", operation_id="listDocuments", summary="Documents, newest first")
def get_documents(
    caller: Browsing,
    language: Language,
    project: OptionalId = None,
    state: State | None = None,
    case: OptionalId = None,
    document_language: Text = None,
    q: Text = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Listing[DocumentAnswer]:
    """Return the caller's documents; ``q`` is a part of a name, court, case number or defendant."""
    wanted = DocumentFilter(
        project_ids=caller.projects(project or None),
        state=state,
        case_id=case or None,
        language=document_language or None,
        text=q,
    )
    after = read_cursor(cursor)
    with caller.services.store.read() as session:
        rows = list_documents(session, wanted, after=after, limit=limit + 1)
        items = answer_documents(session, rows[:limit], language)
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Listing(
        items=items, next_cursor=write_cursor(last.created_at, last.id) if last else None
    )


@router.get("/documents/{document_id}", operation_id="getDocument", summary="One document")
def get_document(caller: Reading, document_id: RowId, language: Language) -> Profile:
    """Return a document with its state and what it says of itself."""
    caller.note_reading(document_id, "profile")
    with caller.services.store.read() as session:
        row = caller.document(session, document_id)
        answer = answer_documents(session, [row], language)[0].model_dump()
        if row.analysis_id is None:
            return Profile(**answer)
        kept = get_analysis(session, row)
        profile = load_profile(kept)
        makers = tuple(f"{maker.name} {maker.version}" for maker in load_makers(kept))
    return Profile(
        **answer,
        case_numbers=profile.case_numbers,
        defendants=profile.defendants,
        makers=makers,
    )


@router.get(
    "/documents/{document_id}/progress", operation_id="getProgress", summary="How far the work is"
)
def get_progress(caller: Reading, document_id: RowId, language: Language) -> Progress:
    """Return the state of the work on a document."""
    with caller.services.store.read() as session:
        return answer_progress(caller.document(session, document_id), language)


@router.get(
    "/documents/{document_id}/progress/events",
    operation_id="watchProgress",
    summary="How far the work is, as server-sent events until it ends",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
def watch_progress(
    request: Request, caller: Reading, document_id: RowId, language: Language
) -> StreamingResponse:
    """Send the progress whenever it changes; the stream ends with the right to see it."""
    get_progress(caller, document_id, language)
    return StreamingResponse(
        _watch(request, caller, document_id, language), media_type="text/event-stream"
    )


async def _watch(
    request: Request, caller: Caller, document_id: str, language: str
) -> AsyncIterator[str]:
    shown = None
    for _ in range(_LOOKS):
        try:
            progress = await to_thread.run_sync(_look, request, caller, document_id, language)
        except RefusedError:
            # The answer has begun, so there is no status left to send: the stream just ends.
            return
        if progress != shown:
            shown = progress
            yield f"event: progress\ndata: {progress.model_dump_json()}\n\n"
        if progress.state in _FINAL or await request.is_disconnected():
            return
        await anyio.sleep(_LOOK_EVERY)


def _look(request: Request, caller: Caller, document_id: str, language: str) -> Progress:
    """Return the progress for somebody who may still see it, asked anew each time."""
    return get_progress(renewed(request, caller), document_id, language)


@router.post(
    "/documents/{document_id}/retry",
    operation_id="retryDocument",
    summary="Read and analyse a document again",
    status_code=202,
)
def retry_document(caller: Writing, document_id: RowId) -> JobAnswer:
    """Queue a document again; nothing that was decided is lost."""
    at = caller.services.clock()
    with caller.services.store.write() as session:
        row = caller.document(session, document_id)
        job = analysis.retry(session, actor_id=caller.actor.user_id, document_id=row.id, at=at)
        session.flush()
        return answer_job(job)


@router.post(
    "/documents/{document_id}/case",
    operation_id="moveDocument",
    summary="Put a document into another case, or a new one",
)
def move_document(
    caller: Annotated[Caller, Depends(acting("cases.write"))],
    document_id: RowId,
    question: CaseMove,
    language: Language,
) -> DocumentAnswer:
    """Move a document with its findings."""
    at = caller.services.clock()
    with caller.services.store.write() as session:
        row = caller.document(session, document_id)
        if question.case_id is None:
            title = question.title or row.name
            case = cases.add_case(session, row.project_id, title, country=row.country, at=at)
        else:
            case = cases.get_case(session, question.case_id)
            caller.require(case.project_id)
        cases.move_document(session, row, case)
        caller.log(session, "document", row.id, {"case": case.id}, at)
        return answer_documents(session, [row], language)[0]


@router.get("/jobs/{job_id}", operation_id="getJob", summary="Work on a document")
def show_job(caller: Reading, job_id: RowId) -> JobAnswer:
    """Return a job of one of the caller's documents."""
    with caller.services.store.read() as session:
        job = get_job(session, job_id)
        caller.document(session, job.document_id)
        return answer_job(job)
