import threading
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from annotation.decision import Decision
from api.files import FileStore
from api.jobs import Runner
from api.store.engine import Store, open_store
from api.store.migrate import configuration, ping, upgrade
from api.store.tables import Base
from api.worker import work_off
from tests.api.conftest import Team
from tests.api.test_path import decide, send, suggestion_ids


def test_the_migrated_tables_are_those_of_the_models(store: Store) -> None:
    with store.write() as session:
        config = configuration()
        config.attributes["connection"] = session.connection()
        command.check(config)
    names = set(inspect(store.engine).get_table_names())
    assert names == set(Base.metadata.tables) | {"alembic_version"}


def test_upgrading_twice_changes_nothing(store: Store, team: Team) -> None:
    upgrade(store)
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM projects")).scalar() == 1


def test_two_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        store = open_store(f"sqlite:///{tmp_path}/new.db")
        try:
            upgrade(store)
        except DatabaseError as error:
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_that_is_away_says_why(tmp_path: Path, store: Store) -> None:
    assert ping(store) is None
    missing = open_store(f"sqlite:///{tmp_path}/no/such/folder.db")
    assert "unable to open" in (ping(missing) or "")
    missing.close()


@pytest.mark.parametrize("table", ["decisions", "audit_log"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET user_id = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_alter_what_is_append_only(
    table: str,
    statement: str,
    store: Store,
    files: FileStore,
    runner: Runner,
    team: Team,
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    suggestion = suggestion_ids(runner, accepted.document_id)[0]
    decide(runner, team.first, suggestion, Decision(verdict="confirm"))
    with pytest.raises(DatabaseError, match="append-only"), store.write() as session:
        session.execute(text(statement.format(table)))
    with store.read() as session:
        assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
