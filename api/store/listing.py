"""Filters in; documents and cases out, page by page, in an order that new rows do not disturb."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, case, cast, exists, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.store.tables import (
    AnalysisRow,
    AnalysisSuggestionRow,
    CaseNumberRow,
    CaseRow,
    DecisionRow,
    DocumentRow,
    FindingRow,
    SuggestionRow,
)
from nlp.transliterate import to_cyrillic, to_latin

# A place in a list: the row's time and id.
Place = tuple[datetime, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents to list; ``None`` asks for nothing.

    ``text`` is a part, in either script, of the file's name, the court, a number or the title of
    the case, or a defendant's name.
    """

    project_ids: Collection[str]
    state: str | None = None
    case_id: str | None = None
    language: str | None = None
    text: str | None = None


def list_documents(
    session: Session, wanted: DocumentFilter, *, after: Place | None, limit: int
) -> Sequence[DocumentRow]:
    """Return up to ``limit`` documents, newest first, older than a place."""
    query = select(DocumentRow).where(*_conditions(wanted))
    if after is not None:
        query = query.where(tuple_(DocumentRow.created_at, DocumentRow.id) < after)
    order = (DocumentRow.created_at.desc(), DocumentRow.id.desc())
    return session.scalars(query.order_by(*order).limit(limit)).all()


def list_cases(
    session: Session,
    project_ids: Collection[str],
    *,
    text: str | None,
    after: Place | None,
    limit: int,
) -> Sequence[CaseRow]:
    """Return up to ``limit`` cases, newest first, whose title or number contains a text."""
    query = select(CaseRow).where(CaseRow.project_id.in_(project_ids))
    if text:
        numbered = exists().where(
            CaseNumberRow.case_id == CaseRow.id,
            CaseNumberRow.number.icontains(text, autoescape=True),
        )
        query = query.where(or_(CaseRow.title.icontains(text, autoescape=True), numbered))
    if after is not None:
        query = query.where(tuple_(CaseRow.created_at, CaseRow.id) < after)
    order = (CaseRow.created_at.desc(), CaseRow.id.desc())
    return session.scalars(query.order_by(*order).limit(limit)).all()


def count_documents(session: Session, case_ids: Collection[str]) -> Mapping[str, int]:
    """Return how many documents each case has; cases without any are left out."""
    return _count(session, DocumentRow.case_id, case_ids)


def count_findings(session: Session, case_ids: Collection[str]) -> Mapping[str, int]:
    """Return how many findings each case has; cases without any are left out."""
    return _count(session, FindingRow.case_id, case_ids)


def count_suggestions(
    session: Session, document_ids: Collection[str]
) -> Mapping[str, tuple[int, int]]:
    """Return how many suggestions hold in each document, and how many were decided on."""
    made = exists().where(
        AnalysisSuggestionRow.suggestion_id == SuggestionRow.id,
        AnalysisSuggestionRow.analysis_id == DocumentRow.analysis_id,
    )
    decided = exists().where(DecisionRow.suggestion_id == SuggestionRow.id)
    query = (
        select(SuggestionRow.document_id, func.count(), func.sum(case((decided, 1), else_=0)))
        .join(DocumentRow, DocumentRow.id == SuggestionRow.document_id)
        .where(
            SuggestionRow.document_id.in_(document_ids),
            or_(made, SuggestionRow.created_by.is_not(None), decided),
        )
        .group_by(SuggestionRow.document_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def histories_of(
    session: Session, suggestion_ids: Sequence[str]
) -> Mapping[str, Sequence[DecisionRow]]:
    """Return every decision on each suggestion, oldest first; empty for those without."""
    query = select(DecisionRow).where(DecisionRow.suggestion_id.in_(suggestion_ids))
    found: dict[str, list[DecisionRow]] = {one: [] for one in suggestion_ids}
    for row in session.scalars(query.order_by(DecisionRow.suggestion_id, DecisionRow.number)):
        found[row.suggestion_id].append(row)
    return found


def current_ids(session: Session, row: DocumentRow) -> frozenset[str]:
    """Return the ids of the suggestions that the document's present analysis made."""
    query = select(AnalysisSuggestionRow.suggestion_id)
    return frozenset(
        session.scalars(query.where(AnalysisSuggestionRow.analysis_id == row.analysis_id))
    )


def case_titles(session: Session, case_ids: Collection[str]) -> Mapping[str, str]:
    """Return the titles of some cases, by id."""
    query = select(CaseRow.id, CaseRow.title).where(CaseRow.id.in_(case_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def _count(
    session: Session, column: InstrumentedAttribute[str | None], ids: Collection[str]
) -> Mapping[str, int]:
    query = select(column, func.count()).where(column.in_(ids)).group_by(column)
    return {case_id: count for case_id, count in session.execute(query) if case_id is not None}


def _conditions(wanted: DocumentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [DocumentRow.project_id.in_(wanted.project_ids)]
    for column in ("state", "case_id", "language"):
        value = getattr(wanted, column)
        if value is not None:
            conditions.append(getattr(DocumentRow, column) == value)
    if wanted.text:
        conditions.append(or_(*map(_speaks_of, _in_both_scripts(wanted.text))))
    return conditions


def _in_both_scripts(text: str) -> list[str]:
    return sorted({text, to_latin(text), to_cyrillic(text)})


def _speaks_of(text: str) -> ColumnElement[bool]:
    defendants = cast(AnalysisRow.profile["defendants"], Text)
    return or_(
        DocumentRow.name.icontains(text, autoescape=True),
        DocumentRow.court.icontains(text, autoescape=True),
        exists().where(
            CaseRow.id == DocumentRow.case_id, CaseRow.title.icontains(text, autoescape=True)
        ),
        exists().where(
            CaseNumberRow.case_id == DocumentRow.case_id,
            CaseNumberRow.number.icontains(text, autoescape=True),
        ),
        exists().where(
            AnalysisRow.id == DocumentRow.analysis_id,
            defendants.icontains(text, autoescape=True),
        ),
    )
