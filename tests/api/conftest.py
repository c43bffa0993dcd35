"""A store on each database, with tables, and a small project of people who work in it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from api.engines import Engines
from api.files import FileStore
from api.jobs import Runner
from api.store.engine import Store, open_store
from api.store.migrate import upgrade
from api.store.people import add_project, add_user, set_role
from tests.api.postgresql import Server, find_programs, running_server
from tests.api.text_engines import text_engines
from tests.conftest import IN_CI

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
_numbers = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A project with two reviewers."""

    project_id: str
    first: str
    second: str


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "store.db"
    store = open_store(f"sqlite:///{path}")
    upgrade(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    programs = find_programs()
    if programs is None:
        if IN_CI:
            pytest.fail("CI must have a PostgreSQL server")
        pytest.skip("no PostgreSQL server is installed")
    with running_server(programs) as server:
        _administer(server, "CREATE DATABASE template_store")
        store = open_store(server.url("template_store"))
        upgrade(store)
        store.close()
        yield server


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> str:
    name = f"store_{next(_numbers)}"
    _administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE template_store")
    return postgresql_server.url(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgresql)])
def store_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh store; a test that uses it runs on both databases."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    opened = open_store(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(root=tmp_path / "files")


@pytest.fixture
def engines() -> Engines:
    return text_engines()


@pytest.fixture
def runner(store: Store, files: FileStore, engines: Engines) -> Runner:
    return Runner(store=store, files=files, engines=engines, owner="test")


@pytest.fixture
def team(store: Store) -> Team:
    return make_team(store)


def make_team(store: Store) -> Team:
    with store.write() as session:
        project = add_project(session, "Samples", country="ME")
        ids = []
        for login in ("ana", "boris"):
            user = add_user(session, login, display_name=login.title(), password_hash="-", at=NOON)
            set_role(session, user.id, project.id, "reviewer")
            ids.append(user.id)
        return Team(project_id=project.id, first=ids[0], second=ids[1])


def _administer(server: Server, statement: str) -> None:
    address = server.url("postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
