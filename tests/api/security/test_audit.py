from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from api.security import audit
from api.security.audit import Head
from api.store import Session
from api.store.engine import Store
from api.store.tables import AuditRow
from tests.api.conftest import NOON, Team

Tamper = Callable[[Session], None]


def write_log(store: Store, entries: int = 5) -> None:
    for number in range(entries):
        with store.write() as session:
            audit.append(
                session, None, "documents.read", "document", f"d{number}", "done", {"n": number},
                NOON,
            )  # fmt: skip


def without_guards(session: Session) -> None:
    """Drop the triggers: whoever owns the database file can."""
    if session.get_bind().dialect.name == "sqlite":
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in names.all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
        session.execute(text("ALTER TABLE decisions DISABLE TRIGGER USER"))


def edit(session: Session) -> None:
    session.execute(text("UPDATE audit_log SET outcome = 'refused' WHERE seq = 3"))


def edit_with_its_hash(session: Session) -> None:
    row = session.get(AuditRow, 3)
    assert row is not None
    row.outcome = "refused"
    row.hash = audit.entry_hash(row)


def insert(session: Session) -> None:
    session.execute(text("UPDATE audit_log SET seq = 6 WHERE seq = 5"))
    last = session.get(AuditRow, 4)
    assert last is not None
    row = AuditRow(
        seq=5, at=NOON, user_id=None, act="x", object_kind="x", object_id=None, outcome="done",
        details={}, previous_hash=last.hash,
    )  # fmt: skip
    row.hash = audit.entry_hash(row)
    session.add(row)


def delete(session: Session) -> None:
    session.execute(text("DELETE FROM audit_log WHERE seq = 3"))


def delete_and_renumber(session: Session) -> None:
    session.execute(text("DELETE FROM audit_log WHERE seq = 3"))
    for seq in (4, 5):
        renumber(session, seq, seq - 1)


def reorder(session: Session) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        renumber(session, old, new)


def renumber(session: Session, old: int, new: int) -> None:
    moved = text("UPDATE audit_log SET seq = :new WHERE seq = :old")
    session.execute(moved, {"old": old, "new": new})


@pytest.mark.parametrize(
    "tamper", [edit, edit_with_its_hash, insert, delete, delete_and_renumber, reorder]
)
def test_tampering_breaks_the_chain(store: Store, tamper: Tamper) -> None:
    write_log(store)
    with store.write() as session:
        without_guards(session)
        tamper(session)
    with store.read() as session:
        report = audit.verify(session)
    assert not report.intact


def test_a_cut_tail_shows_against_a_head_kept_elsewhere(store: Store) -> None:
    write_log(store)
    with store.read() as session:
        head = audit.verify(session).head
    with store.write() as session:
        without_guards(session)
        session.execute(text("DELETE FROM audit_log WHERE seq > 3"))
    with store.read() as session:
        assert audit.verify(session).intact
        assert audit.verify(session, head).problems == (("tail_cut", "saved head 5"),)


def test_a_log_that_grew_still_holds_its_old_head(store: Store) -> None:
    write_log(store)
    with store.read() as session:
        head = audit.verify(session).head
    write_log(store)
    with store.read() as session:
        report = audit.verify(session, head)
    assert (report.intact, report.entries) == (True, 10)


def test_a_log_written_anew_does_not_hold_the_old_head(store: Store) -> None:
    write_log(store)
    with store.read() as session:
        report = audit.verify(session, Head(seq=5, hash="0" * 64))
    assert [code for code, _ in report.problems] == ["tail_cut"]


def test_an_empty_log_is_intact(store: Store) -> None:
    with store.read() as session:
        report = audit.verify(session)
    assert report.intact
    assert report.head == Head(seq=0, hash=audit.GENESIS)


def test_the_zone_a_time_was_given_in_does_not_matter(store: Store, team: Team) -> None:
    with store.write() as session:
        moment = datetime(2026, 1, 2, 13, 0, 0, 123456, tzinfo=UTC)
        audit.append(session, team.first, "x", "y", None, "done", {"ж": ["š", 1.5, None]}, moment)
    with store.read() as session:
        assert audit.verify(session).intact
