"""Cases: the documents of one proceeding, their merged timeline, their findings."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends

from api.paging import read_cursor, write_cursor
from api.routes.content_answers import answer_timeline
from api.routes.context import Caller, acting
from api.routes.document_answers import answer_documents
from api.routes.mark_answers import answer_findings
from api.routes.parameters import PAGE, Cursor, Language, Limit, OptionalId, RowId, Text
from api.routes.shapes.lists import Listing
from api.routes.shapes.marks import CaseAnswer, CaseWithAll, TimelineAnswer
from api.store import Session, analyses, cases
from api.store.findings import FindingFilter, list_findings
from api.store.listing import count_documents, count_findings, list_cases
from api.store.tables import CaseRow, DocumentRow
from nlp.timeline import read_day

router = APIRouter(prefix="/cases", tags=["cases"])


@router.get("", operation_id="listCases", summary="Cases, newest first")
def get_cases(
    caller: Annotated[Caller, Depends(acting("cases.list"))],
    project: OptionalId = None,
    q: Text = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Listing[CaseAnswer]:
    """Return the caller's cases; ``q`` is a part of a title or number."""
    projects = caller.projects(project or None)
    after = read_cursor(cursor)
    with caller.services.store.read() as session:
        rows = list_cases(session, projects, text=q, after=after, limit=limit + 1)
        items = _answers(session, rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return Listing(
        items=items, next_cursor=write_cursor(last.created_at, last.id) if last else None
    )


@router.get("/{case_id}", operation_id="getCase", summary="A case with all that belongs to it")
def get_case(
    caller: Annotated[Caller, Depends(acting("cases.read"))], case_id: RowId, language: Language
) -> CaseWithAll:
    """Return a case with its documents, the timeline merged over them, and its findings."""
    services = caller.services
    with services.store.write() as session:
        row = cases.get_case(session, case_id)
        caller.require(row.project_id)
        caller.log(session, "case", row.id, {}, services.clock())
    with services.store.read() as session:
        rows = cases.case_documents(session, case_id)
        wanted = FindingFilter(project_ids=[row.project_id], case_id=case_id)
        return CaseWithAll(
            **_answers(session, [row])[0].model_dump(),
            documents=answer_documents(session, rows, language),
            timeline=_timeline(session, rows),
            findings=answer_findings(session, list_findings(session, wanted)),
        )


def _answers(session: Session, rows: Sequence[CaseRow]) -> list[CaseAnswer]:
    ids = [row.id for row in rows]
    documents, findings = count_documents(session, ids), count_findings(session, ids)
    return [
        CaseAnswer(
            id=row.id,
            project=row.project_id,
            title=row.title,
            country=row.country,
            numbers=list(cases.case_numbers(session, row.id)),
            document_count=documents.get(row.id, 0),
            finding_count=findings.get(row.id, 0),
            created_at=row.created_at,
        )
        for row in rows
    ]


def _timeline(session: Session, rows: Sequence[DocumentRow]) -> list[TimelineAnswer]:
    """Return the dated events of all documents in their order; what several recite, once."""
    first: dict[tuple[str, str], TimelineAnswer] = {}
    for row in rows:
        if row.analysis_id is not None:
            events = analyses.load_events(session, row.analysis_id)
            kept = analyses.get_analysis(session, row)
            for entry in analyses.load_timeline(kept):
                answer = answer_timeline(row.id, entry, events)
                if entry.date is not None:
                    first.setdefault((entry.date, answer.type), answer)
    return _with_days([first[key] for key in sorted(first)])


def _with_days(entries: Sequence[TimelineAnswer]) -> list[TimelineAnswer]:
    counted = []
    previous: date | None = None
    for entry in entries:
        day = read_day(entry.date)
        days = (day - previous).days if day and previous else None
        counted.append(entry.model_copy(update={"days_since_previous": days}))
        previous = day or previous
    return counted
