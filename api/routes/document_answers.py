"""Rows of documents in; what the API says of them, with sentences for people, out."""

from collections.abc import Mapping, Sequence

from api.routes.shapes.documents import (
    Counts,
    DocumentAnswer,
    JobAnswer,
    Links,
    NoticeAnswer,
    Progress,
)
from api.store import Session
from api.store.documents import load_notices
from api.store.listing import case_titles, count_suggestions
from api.store.tables import DocumentRow, JobRow
from api.wording import has_phrase, phrase
from nlp.document import Notice


def links_to(document_id: str) -> Links:
    """Return where to go on from a document."""
    root = f"/api/v1/documents/{document_id}"
    return Links(
        document=root,
        progress=f"{root}/progress",
        events=f"{root}/progress/events",
        suggestions=f"{root}/suggestions",
    )


def answer_documents(
    session: Session, rows: Sequence[DocumentRow], language: str
) -> list[DocumentAnswer]:
    """Return documents as the API words them, in the order given."""
    titles = case_titles(session, [row.case_id for row in rows if row.case_id])
    counts = count_suggestions(session, [row.id for row in rows])
    return [_answer(row, language, titles, counts) for row in rows]


def answer_progress(row: DocumentRow, language: str) -> Progress:
    """Return how far the work on a document is."""
    return Progress(
        id=row.id,
        state=row.state,  # type: ignore[arg-type]  # only ever written from these words
        stage=row.stage,
        page=row.page,
        pages=row.page_count,
        sentence=_sentence(row, language),
        reason_code=row.reason_code,
        updated_at=row.updated_at,
    )


def answer_job(row: JobRow) -> JobAnswer:
    """Return a job as the API words it."""
    return JobAnswer.model_validate(row, from_attributes=True)


def answer_notice(notice: Notice, language: str) -> NoticeAnswer:
    """Return a notice with its sentence; one without words is shown by its code."""
    key = f"notice.{notice.code}"
    return NoticeAnswer(
        code=notice.code,
        page=notice.page,
        detail=notice.detail,
        attention=notice.attention,
        sentence=phrase(key, language) if has_phrase(key) else notice.code,
    )


def _answer(
    row: DocumentRow,
    language: str,
    titles: Mapping[str, str],
    counts: Mapping[str, tuple[int, int]],
) -> DocumentAnswer:
    total, decided = counts.get(row.id, (0, 0))
    progress = answer_progress(row, language)
    return DocumentAnswer(
        id=row.id,
        project=row.project_id,
        case_id=row.case_id,
        case_title=titles.get(row.case_id or ""),
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        state=progress.state,
        reason_code=row.reason_code,
        sentence=progress.sentence,
        progress=progress,
        page_count=row.page_count,
        kind=row.kind,  # type: ignore[arg-type]
        country=row.country,
        court=row.court,
        court_level=row.court_level,
        decision_date=row.decision_date,
        language=row.language,
        uploaded_by=row.uploaded_by,
        created_at=row.created_at,
        updated_at=row.updated_at,
        analysis_id=row.analysis_id,
        suggestions=Counts(total=total, decided=decided),
        notices=[answer_notice(notice, language) for notice in load_notices(row)],
        links=links_to(row.id),
    )


def _sentence(row: DocumentRow, language: str) -> str:
    if row.state == "reading" and row.page and row.page_count:
        return phrase("progress.page", language, page=row.page, of=row.page_count)
    if row.state != "failed":
        return phrase(f"progress.{row.state}", language)
    key = f"failure.{row.reason_code}"
    return phrase(key if has_phrase(key) else "failure.analysis_failed", language)
