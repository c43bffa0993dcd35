"""A database address in; a ``Store`` out, with short sessions for reading and for writing."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.failures import StorageFullError

# Longer than any write session of ours lasts, shorter than a person's patience.
BUSY_SECONDS = 10
# The switch of a new file to WAL takes a few milliseconds.
WAL_RETRY_SECONDS = 0.01
# FastAPI serves sync routes from 40 threads; most sessions last milliseconds.
POOL_SIZE = 10
POOL_OVERFLOW = 30

# How a row is locked against other writers (SQLite needs none: it has one writer at a time).
# PostgreSQL's plain FOR UPDATE would also block, and deadlock with, mere references to the row.
LOCK = {"key_share": True}


class Store:
    """Holds the pool of connections to one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = engine.execution_options(**_READING[engine.dialect.name])
        self._writing = engine.execution_options(caselight_write=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session over one unchanging view of the data; what it changes is not kept."""
        with Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session whose changes are kept together, or not at all after an exception.

        Raises:
            StorageFullError: when the database finds no more room.
        """
        try:
            with Session(self._writing, expire_on_commit=False) as session, session.begin():
                yield session
        except OperationalError as error:
            if _is_full(error.orig):
                raise StorageFullError from error
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


_READING: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


def open_store(url: str) -> Store:
    """Open the database at an SQLAlchemy address; tables are made by ``migrations.upgrade``.

    Raises:
        ValueError: when the address is of neither SQLite nor PostgreSQL.
    """
    address = make_url(url)
    if address.get_backend_name() not in _READING:
        raise ValueError(f"a store lives in SQLite or PostgreSQL, not {address.drivername}")
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(
        address,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        # Values hold names and text; an error's message ends in the server's log.
        hide_parameters=True,
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Store(engine)


def _is_full(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_FULL
    return isinstance(error, psycopg.errors.DiskFull)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, too late and never IMMEDIATE.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        # FULL: a decision that was acknowledged survives a power cut, not only a crash of ours.
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _switch_to_wal(connection)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # SQLite answers "locked" to this one at once, whatever busy_timeout says, when another
    # process that also starts on a new file is half-way through the same switch.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(WAL_RETRY_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that read first could no longer upgrade without
    # failing. Readers never wait.
    write = connection.get_execution_options().get("caselight_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
