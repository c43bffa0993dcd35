"""A claimed job in; its document read, analysed and kept, each stage in one transaction."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.clock import Clock
from api.engines import Engines
from api.failures import ConflictError
from api.files import FileStore
from api.security import audit
from api.store import Session
from api.store.analyses import add_analysis
from api.store.cases import propose
from api.store.documents import (
    add_text,
    get_document,
    load_notices,
    load_page_readings,
    save_page_reading,
    save_reading,
    set_progress,
)
from api.store.engine import Store
from api.store.findings import refresh_findings
from api.store.forgetting import forget_reading
from api.store.jobs import Lease, enqueue, finish, get_job, renew, set_stage
from api.store.suggestions import add_suggestions, has_decisions
from api.store.tables import DocumentRow, JobRow
from nlp.document import Reading, ReadPage
from nlp.marks import Analysis

WORKING = ("queued", "reading", "analysing")
# People cannot follow faster, and a write a page would slow the reading of long documents down.
PROGRESS_EVERY = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a stage works with; ``check`` raises when the worker must stop or lost its lease."""

    store: Store
    files: FileStore
    engines: Engines
    lease: Lease
    clock: Clock
    check: Callable[[], None]


def run(work: Work) -> None:
    """Bring a document from the stage its job has reached to its end.

    Raises:
        UnreadableError: when the file cannot be read; no further attempt would help.
        LeaseLostError: when another worker has taken over; nothing was written since.
    """
    with work.store.write() as session:
        renew(session, work.lease, at=work.clock())
        is_read = get_job(session, work.lease.job_id).stage == "analysing"
        row = get_document(session, work.lease.document_id)
        count = row.page_count
        state = "analysing" if is_read else "reading"
        set_progress(row, work.clock(), state=state, stage=state, page_count=count)
    if not is_read:
        _keep_reading(work, row, _read(work, row))
    _analyse(work)


def retry(session: Session, *, actor_id: str, document_id: str, at: datetime) -> JobRow:
    """Queue a document again.

    It is read anew unless it was read well or people decided on it already, since their
    decisions count in its text; then it is only analysed anew.

    Raises:
        NotFoundError: when there is no such document.
        ConflictError: when it is being worked on already.
    """
    row = get_document(session, document_id, lock=True)
    if row.state in WORKING:
        raise ConflictError("This document is being worked on already.")
    keeps_text = row.state == "done" or has_decisions(session, row.id)
    job = enqueue(session, row.id, at=at)
    if keeps_text:
        job.stage = "analysing"
    else:
        forget_reading(session, row)
    set_progress(row, at, state="queued", page_count=row.page_count)
    details = {"read_anew": not keeps_text}
    audit.append(session, actor_id, "documents.write", "document", row.id, "retried", details, at)
    return job


def _read(work: Work, row: DocumentRow) -> Reading:
    with work.store.read() as session:
        known = load_page_readings(session, row.id)
    told = work.clock()

    def checkpoint(page: ReadPage) -> None:
        work.check()
        with work.store.write() as session:
            renew(session, work.lease, at=work.clock())
            save_page_reading(session, row.id, _storable(page))

    def progress(page: int, page_count: int) -> None:
        nonlocal told
        work.check()
        now = work.clock()
        if page not in (1, page_count) and now - told < PROGRESS_EVERY:
            return
        told = now
        with work.store.write() as session:
            renew(session, work.lease, at=now)
            current = get_document(session, row.id)
            set_progress(
                current, now, state="reading", stage="reading", page=page, page_count=page_count
            )

    path = work.files.check(row.sha256)
    return work.engines.read(
        path, row.name, known_pages=known, on_page=checkpoint, on_progress=progress
    )


def _keep_reading(work: Work, row: DocumentRow, reading: Reading) -> None:
    now = work.clock()
    with work.store.write() as session:
        renew(session, work.lease, at=now)
        set_stage(session, work.lease, "analysing")
        current = get_document(session, row.id)
        current.media_type = reading.media_type
        current.notices = [dataclasses.asdict(notice) for notice in reading.notices]
        save_reading(session, row.id, map(_storable, reading.pages))
        set_progress(
            current, now, state="analysing", stage="analysing", page_count=len(reading.pages)
        )


def _analyse(work: Work) -> None:
    work.check()
    with work.store.read() as session:
        row = get_document(session, work.lease.document_id)
        reading = Reading(
            media_type=row.media_type or "",
            pages=tuple(load_page_readings(session, row.id).values()),
            notices=load_notices(row),
        )
    analysis = work.engines.analyse(reading, id=row.sha256, name=row.name)
    work.check()
    now = work.clock()
    with work.store.write() as session:
        renew(session, work.lease, at=now)
        _keep_analysis(session, work, analysis, now)
        finish(session, work.lease, at=now)


def _keep_analysis(session: Session, work: Work, analysis: Analysis, now: datetime) -> None:
    row = get_document(session, work.lease.document_id, lock=True)
    add_text(session, row, analysis.document)
    version = work.engines.knowledge.taxonomy_version
    kept = add_analysis(session, row, analysis, taxonomy_version=version, at=now)
    add_suggestions(session, row, analysis.suggestions, analysis_id=kept.id, at=now)
    _describe(row, analysis)
    propose(session, row, analysis.profile, at=now)
    refresh_findings(session, row)
    attention = any(notice.attention for notice in load_notices(row))
    state = "needs_attention" if attention else "done"
    set_progress(row, now, state=state, page_count=len(analysis.document.pages))
    details = {"analysis": kept.id, "suggestions": len(analysis.suggestions)}
    audit.append(session, None, "analysis.run", "document", row.id, state, details, now)


def _describe(row: DocumentRow, analysis: Analysis) -> None:
    profile = analysis.profile
    row.notices = [dataclasses.asdict(notice) for notice in analysis.document.notices]
    row.kind, row.country, row.language = profile.kind, profile.country, profile.language
    row.court, row.court_level = profile.court, profile.court_level
    row.decision_date = profile.decision_date
    row.year = int(profile.decision_date[:4]) if profile.decision_date else None


def _storable(page: ReadPage) -> ReadPage:
    """Replace NUL, which PostgreSQL cannot keep, by a character as long: offsets stay."""
    if "\0" not in page.text:
        return page
    return dataclasses.replace(page, text=page.text.replace("\0", "\ufffd"))
