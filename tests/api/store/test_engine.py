import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from api.failures import ConflictError, StorageFullError
from api.store import Session
from api.store.engine import Store, open_store
from api.store.people import add_project, find_project
from api.store.tables import MembershipRow, ProjectRow, UserRow
from tests.api.conftest import NOON, Team


def test_a_write_session_keeps_all_or_nothing(store: Store) -> None:
    with pytest.raises(ConflictError), store.write() as session:
        add_and_refuse(session)
    with store.read() as session:
        assert find_project(session, "Lost") is None


def add_and_refuse(session: Session) -> None:
    add_project(session, "Lost")
    raise ConflictError


def test_a_read_session_sees_one_unchanging_view(store: Store) -> None:
    with store.read() as reading:
        assert reading.scalars(select(ProjectRow)).all() == []
        with store.write() as writing:
            add_project(writing, "Later")
        assert reading.scalars(select(ProjectRow)).all() == []
    with store.read() as reading:
        assert len(reading.scalars(select(ProjectRow)).all()) == 1


def test_what_a_read_session_changes_is_not_kept(sqlite_store: Store) -> None:
    with sqlite_store.read() as session:
        add_project(session, "Unkept")
    with sqlite_store.read() as session:
        assert find_project(session, "Unkept") is None


def test_writers_wait_for_one_another(store: Store) -> None:
    with store.write() as session:
        user_id = add_counter(session)

    def add() -> None:
        for _ in range(10):
            with store.write() as session:
                user = session.get(UserRow, user_id, with_for_update=True)
                assert user is not None
                user.display_name = str(int(user.display_name) + 1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        user = session.get(UserRow, user_id)
        assert user is not None
        assert user.display_name == "40"


def add_counter(session: Session) -> str:
    user = UserRow(login="counter", display_name="0", password_hash="-", created_at=NOON)
    session.add(user)
    session.flush()
    return user.id


def test_references_must_exist(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as session:
        session.add(MembershipRow(user_id="0" * 32, project_id="1" * 32, role="reviewer"))


def test_times_come_back_in_utc_to_the_microsecond(store: Store, team: Team) -> None:
    there = datetime(2026, 5, 6, 7, 8, 9, 123456, tzinfo=timezone(timedelta(hours=2)))
    with store.write() as session:
        user = session.get(UserRow, team.first)
        assert user is not None
        user.created_at = there
    with store.read() as session:
        user = session.get(UserRow, team.first)
        assert user is not None
        assert user.created_at == there
        assert user.created_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="zone"), store.write() as session:
        session.add(
            UserRow(
                login="x",
                display_name="x",
                password_hash="-",
                created_at=datetime(2026, 1, 1),  # noqa: DTZ001 (the point of the test)
            )
        )


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        open_store("mysql://localhost/x")


def test_a_full_database_is_told_and_keeps_what_it_had(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        add_project(session, "Before")
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StorageFullError), sqlite_store.write() as session:
        session.add_all(ProjectRow(name="x" * 200) for _ in range(500))
    with sqlite_store.read() as session:
        assert [row.name for row in session.scalars(select(ProjectRow))] == ["Before"]


def test_errors_of_the_database_never_show_the_values(store: Store) -> None:
    with pytest.raises(StatementError) as raised, store.read() as session:
        session.execute(text("SELECT :name FROM nowhere"), {"name": "Canary Kanarić"})
    assert "Canary" not in str(raised.value)
