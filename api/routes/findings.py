"""Findings: what people confirmed, filtered, paged, or as a file."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import StreamingResponse

from annotation.export.table import write_csv
from api.paging import read_cursor, write_cursor
from api.routes.context import Caller, acting
from api.routes.mark_answers import answer_findings
from api.routes.parameters import PAGE, Cursor, Limit, OptionalId, Text
from api.routes.shapes.lists import Listing
from api.routes.shapes.marks import FindingAnswer
from api.store.engine import Store
from api.store.findings import FindingFilter, list_findings
from nlp.marks import Polarity, SuggestionKind

router = APIRouter(tags=["findings"])
Reading = Annotated[Caller, Depends(acting("findings.read"))]
Format = Literal["json", "csv", "jsonl"]
_MEDIA_TYPES: Mapping[str, Format] = {"text/csv": "csv", "application/x-ndjson": "jsonl"}
# The columns of the CSV file, in an order that later versions only add to.
COLUMNS = (
    "suggestion_id", "project", "case_id", "document_id", "kind", "code", "group", "stage",
    "polarity", "attribution", "state", "country", "court", "year", "language", "start", "end",
    "quote", "decided_by", "decided_by_name", "decided_at",
)  # fmt: skip
# Rows read at a time while a file is written.
_BATCH = 500


def finding_filter(
    caller: Reading,
    project: OptionalId = None,
    country: Text = None,
    court: Text = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    code: Text = None,
    group: Text = None,
    stage: Text = None,
    language: Text = None,
    polarity: Polarity | None = None,
    vulnerability: Annotated[
        str | None,
        Query(max_length=80, pattern=r"^[^\x00]*$", description="A factor found in the document."),
    ] = None,
    state: Literal["confirmed", "corrected"] | None = None,
    kind: SuggestionKind | None = None,
    case: OptionalId = None,
    document: OptionalId = None,
    reviewer: OptionalId = None,
    text: Annotated[
        str | None,
        Query(max_length=200, pattern=r"^[^\x00]*$", description="Words, found in both scripts."),
    ] = None,
) -> FindingFilter:
    """Return what findings are asked for; an empty value asks for nothing."""
    return FindingFilter(
        project_ids=caller.projects(project or None),
        country=country or None,
        court=court or None,
        year=year,
        code=code or None,
        group=group or None,
        stage=stage or None,
        kind=kind,
        language=language or None,
        polarity=polarity,
        case_id=case or None,
        document_id=document or None,
        decided_by=reviewer or None,
        corrected=None if state is None else state == "corrected",
        vulnerability=vulnerability or None,
        text=text or None,
    )


@router.get(
    "/findings",
    operation_id="listFindings",
    summary="Confirmed findings as JSON pages, or all of them as CSV or JSON lines",
    response_model=Listing[FindingAnswer],
    responses={
        200: {
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/x-ndjson": {"schema": {"type": "string"}},
            }
        }
    },
)
def get_findings(
    caller: Reading,
    wanted: Annotated[FindingFilter, Depends(finding_filter)],
    cursor: Cursor = None,
    limit: Limit = PAGE,
    form: Annotated[Format | None, Query(alias="format")] = None,
    accept: Annotated[str | None, Header(max_length=500)] = None,
) -> Listing[FindingAnswer] | StreamingResponse:
    """Return findings, oldest decision first; files hold every match, pages one part."""
    after = read_cursor(cursor)
    chosen = form or _MEDIA_TYPES.get((accept or "").split(",")[0].split(";")[0].strip(), "json")
    with caller.services.store.write() as session:
        details = {"projects": list(wanted.project_ids), "format": chosen}
        caller.log(session, "findings", None, details, caller.services.clock())
    if chosen == "json":
        return _page(caller, wanted, after, limit)
    rows = every_finding(caller.services.store, wanted)
    lines = write_csv(COLUMNS, rows) if chosen == "csv" else json_lines(rows)
    media_type = "text/csv; charset=utf-8" if chosen == "csv" else "application/x-ndjson"
    headers = {"Content-Disposition": f'attachment; filename="findings.{chosen}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def _page(caller: Caller, wanted: FindingFilter, after: Any, limit: int) -> Listing[FindingAnswer]:
    with caller.services.store.read() as session:
        rows = list_findings(session, wanted, after=after, limit=limit + 1)
        items = answer_findings(session, rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    cursor = write_cursor(last.decided_at, last.suggestion_id) if last else None
    return Listing(items=items, next_cursor=cursor)


def every_finding(store: Store, wanted: FindingFilter) -> Iterator[dict[str, Any]]:
    """Yield each finding that is asked for, as plain values, oldest decision first."""
    after = None
    while True:
        with store.read() as session:
            rows = list_findings(session, wanted, after=after, limit=_BATCH)
            items = answer_findings(session, rows)
        yield from (item.model_dump(mode="json") for item in items)
        if len(rows) < _BATCH:
            return
        after = (rows[-1].decided_at, rows[-1].suggestion_id)


def json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield one line of JSON a row."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
