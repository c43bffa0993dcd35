"""Cases of a project: found by their numbers, made when new, changed when a person says so."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.failures import InvalidError, NotFoundError
from api.store.engine import LOCK
from api.store.people import get_project
from api.store.tables import CaseNumberRow, CaseRow, DocumentRow, FindingRow
from nlp.marks import Profile

MAX_TITLE = 300
_MAX_NUMBER = 100


def propose(session: Session, row: DocumentRow, profile: Profile, *, at: datetime) -> CaseRow:
    """Put a document into the case that shares a number with it, else into a new one.

    A document that is in a case already stays there; the case learns the document's numbers.
    """
    # Two documents of one new case that are analysed at once must not make it twice.
    get_project(session, row.project_id, lock=True)
    numbers = [number for number in profile.case_numbers if len(number) <= _MAX_NUMBER]
    case = session.get(CaseRow, row.case_id) if row.case_id else None
    case = case or find_case(session, row.project_id, numbers)
    if case is None:
        title = numbers[0] if numbers else row.name
        case = add_case(session, row.project_id, title, country=profile.country, at=at)
    for number in numbers:
        session.merge(CaseNumberRow(case_id=case.id, number=number))
    _put(session, row, case)
    return case


def find_case(session: Session, project_id: str, numbers: Sequence[str]) -> CaseRow | None:
    """Return the oldest case of a project that bears one of the numbers (in normal form)."""
    return session.scalar(
        select(CaseRow)
        .join(CaseNumberRow, CaseNumberRow.case_id == CaseRow.id)
        .where(CaseRow.project_id == project_id, CaseNumberRow.number.in_(numbers))
        .order_by(CaseRow.created_at, CaseRow.id)
        .limit(1)
    )


def add_case(
    session: Session, project_id: str, title: str, *, country: str | None, at: datetime
) -> CaseRow:
    """Make a case."""
    case = CaseRow(project_id=project_id, title=title[:MAX_TITLE], country=country, created_at=at)
    session.add(case)
    session.flush()
    return case


def get_case(session: Session, case_id: str) -> CaseRow:
    """Return a case's row.

    Raises:
        NotFoundError: when there is no such case.
    """
    case = session.get(CaseRow, case_id)
    if case is None:
        raise NotFoundError
    return case


def case_numbers(session: Session, case_id: str) -> tuple[str, ...]:
    """Return the numbers a case is known by, sorted."""
    query = select(CaseNumberRow.number).where(CaseNumberRow.case_id == case_id)
    return tuple(sorted(session.scalars(query)))


def case_documents(session: Session, case_id: str) -> Sequence[DocumentRow]:
    """Return the documents of a case, by the date of the decision, undated ones last."""
    return session.scalars(
        select(DocumentRow)
        .where(DocumentRow.case_id == case_id)
        .order_by(
            DocumentRow.decision_date.is_(None),
            DocumentRow.decision_date,
            DocumentRow.created_at,
            DocumentRow.id,
        )
    ).all()


def move_document(session: Session, row: DocumentRow, case: CaseRow) -> None:
    """Put a document and its findings into another case of its project.

    Raises:
        InvalidError: when the case belongs to another project.
    """
    if case.project_id != row.project_id:
        raise InvalidError("The case belongs to another project.")
    session.refresh(row, with_for_update=LOCK)
    _put(session, row, case)


def _put(session: Session, row: DocumentRow, case: CaseRow) -> None:
    row.case_id = case.id
    session.execute(
        update(FindingRow).where(FindingRow.document_id == row.id).values(case_id=case.id)
    )
