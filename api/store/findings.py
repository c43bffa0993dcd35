"""Findings: one row for each suggestion people confirmed, filtered and paged by keyset."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, tuple_
from sqlalchemy.orm import Session, aliased

from annotation.finding import Finding
from api.store.tables import DocumentRow, FindingRow, SuggestionRow
from corpora.shapes import Knowledge
from nlp.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """What findings to list; ``None`` asks for nothing. ``text`` is searched in both scripts."""

    project_ids: Sequence[str]
    country: str | None = None
    court: str | None = None
    year: int | None = None
    code: str | None = None
    group: str | None = None
    stage: str | None = None
    kind: str | None = None
    language: str | None = None
    polarity: str | None = None
    case_id: str | None = None
    document_id: str | None = None
    decided_by: str | None = None
    corrected: bool | None = None
    vulnerability: str | None = None
    text: str | None = None


_COLUMNS = (
    "country", "court", "year", "code", "group", "stage", "kind", "language", "polarity",
    "case_id", "document_id", "decided_by", "corrected",
)  # fmt: skip


def put_finding(
    session: Session,
    row: SuggestionRow,
    document: DocumentRow,
    finding: Finding | None,
    *,
    text: str,
    knowledge: Knowledge,
) -> FindingRow | None:
    """Make the stored finding of a suggestion equal to what its decisions settle on."""
    if finding is None:
        kept = session.get(FindingRow, row.id)
        if kept is not None:
            session.delete(kept)
            session.flush()
        return None
    stage = stage_of(knowledge, finding.code)
    quote = text[finding.span.start : finding.span.end]
    kept = session.merge(
        FindingRow(
            suggestion_id=row.id,
            project_id=document.project_id,
            case_id=document.case_id,
            document_id=document.id,
            kind=finding.kind,
            code=finding.code,
            group=stage or finding.kind,
            stage=stage,
            start=finding.span.start,
            end=finding.span.end,
            quote=quote,
            quote_folded=fold(quote).lower,
            polarity=finding.polarity,
            attribution=finding.attribution,
            corrected=finding.corrected,
            decided_by=finding.decided_by,
            decided_at=finding.decided_at,
            country=document.country,
            court=document.court,
            year=document.year,
            language=document.language,
        )
    )
    session.flush()
    return kept


def stage_of(knowledge: Knowledge, code: str) -> str | None:
    """Return the stage of the proceedings a shortcoming belongs to; None for other codes."""
    return next((known.stage for known in knowledge.codes if known.id == code), None)


def refresh_findings(session: Session, document: DocumentRow) -> None:
    """Bring what findings repeat of their document up to date after a new analysis."""
    rows = session.scalars(select(FindingRow).where(FindingRow.document_id == document.id))
    for kept in rows:
        kept.case_id = document.case_id
        kept.country, kept.court = document.country, document.court
        kept.year, kept.language = document.year, document.language


def list_findings(
    session: Session,
    wanted: FindingFilter,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int | None = None,
) -> Sequence[FindingRow]:
    """Return findings, oldest decision first, after the (decided_at, suggestion_id) given."""
    query = select(FindingRow).where(*_conditions(wanted))
    if after is not None:
        query = query.where(tuple_(FindingRow.decided_at, FindingRow.suggestion_id) > after)
    order = (FindingRow.decided_at, FindingRow.suggestion_id)
    return session.scalars(query.order_by(*order).limit(limit)).all()


def _conditions(wanted: FindingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [FindingRow.project_id.in_(wanted.project_ids)]
    for column in _COLUMNS:
        value = getattr(wanted, column)
        if value is not None:
            conditions.append(getattr(FindingRow, column) == value)
    if wanted.text:
        words = fold(wanted.text).lower.split()
        conditions += [FindingRow.quote_folded.contains(word, autoescape=True) for word in words]
    if wanted.vulnerability:
        other = aliased(FindingRow)
        conditions.append(
            exists().where(
                other.document_id == FindingRow.document_id,
                other.kind == "vulnerability",
                other.code == wanted.vulnerability,
            )
        )
    return conditions
