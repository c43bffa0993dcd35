"""Audit entries in; rows of the log out, and the rows in their order. Hashes are made above."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from api.store.tables import AuditRow, DecisionRow

# Any constant no other lock of ours uses: writers of the log queue up behind it (PostgreSQL).
_LOCK = 0x_CA5E_11A7


def lock_log(session: Session) -> None:
    """Keep other writers of the log waiting until this transaction ends.

    On SQLite a writing session already holds the only write lock there is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def last_entry(session: Session) -> AuditRow | None:
    """Return the newest entry of the log."""
    return session.scalar(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1))


def add_entry(session: Session, row: AuditRow) -> None:
    """Add an entry, so that the next one sees it."""
    session.add(row)
    session.flush()


def every_entry(session: Session) -> Iterator[AuditRow]:
    """Yield the whole log, oldest first, a thousand rows at a time."""
    query = select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)
    yield from session.scalars(query)


def newest_entries(session: Session, *, before: int | None, limit: int) -> Sequence[AuditRow]:
    """Return up to ``limit`` entries, newest first, older than a sequence number."""
    query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    return session.scalars(query).all()


def every_decision(session: Session) -> Iterator[DecisionRow]:
    """Yield every decision, oldest first."""
    query = select(DecisionRow).order_by(DecisionRow.created_at, DecisionRow.id)
    yield from session.scalars(query.execution_options(yield_per=1000))
