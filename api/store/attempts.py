"""Failed sign-ins of a login or an address: counted in the database, for all processes alike."""

from datetime import datetime

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from api.store.tables import SignInFailureRow

# Any constant no other lock of ours uses: two counts at once must not become one (PostgreSQL).
_LOCK = 0x_CA5E_51F1


def failures_of(session: Session, subject: str) -> tuple[int, datetime] | None:
    """Return how often a subject (a hash) failed and when last, or ``None``."""
    row = session.get(SignInFailureRow, subject)
    return None if row is None else (row.count, row.last)


def lock_failures(session: Session) -> None:
    """Keep others from counting until this transaction ends.

    On SQLite a writing session already holds the only write lock there is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def keep_failures(session: Session, subject: str, count: int, last: datetime) -> None:
    """Keep how often a subject failed; the counts were locked before they were read."""
    session.merge(SignInFailureRow(subject=subject, count=count, last=last))


def forget_failures(session: Session, subject: str) -> None:
    """Forget the failures of a subject."""
    session.execute(delete(SignInFailureRow).where(SignInFailureRow.subject == subject))


def forget_failures_before(session: Session, moment: datetime) -> None:
    """Forget every subject whose last failure is older, so that the table stays small."""
    session.execute(delete(SignInFailureRow).where(SignInFailureRow.last < moment))
