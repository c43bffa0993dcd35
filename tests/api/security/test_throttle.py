from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api.security import throttle
from api.store.engine import Store, open_store
from api.store.tables import SignInFailureRow

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def fail(
    store: Store,
    times: int,
    *,
    login: str = "ana",
    address: str = "10.0.0.1",
    at: datetime = NOON,
) -> None:
    with store.write() as session:
        for _ in range(times):
            throttle.failed(session, login, address, at)


def wait(
    store: Store, login: str = "ana", address: str = "10.0.0.1", at: datetime = NOON
) -> timedelta:
    with store.read() as session:
        return throttle.wait(session, login, address, at)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (10, 900), (500, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(
    sqlite_store: Store, failures: int, seconds: int
) -> None:
    fail(sqlite_store, failures)
    assert wait(sqlite_store, address="10.0.0.2") == timedelta(seconds=seconds)


def test_waits_end_by_time_and_by_success(store: Store) -> None:
    fail(store, 5)
    assert wait(store, at=NOON + timedelta(seconds=31)) == timedelta()
    assert wait(store, at=NOON + timedelta(seconds=29)) == timedelta(seconds=1)
    with store.write() as session:
        throttle.succeeded(session, "ana")
    assert wait(store) == timedelta()


def test_a_login_is_guarded_whatever_addresses_the_guesses_come_from(store: Store) -> None:
    for number in range(5):
        fail(store, 1, address=f"10.9.9.{number}")
    assert wait(store) == timedelta(seconds=30)
    assert wait(store, login="boris") == timedelta()


def test_an_address_is_stopped_whatever_logins_it_tries(store: Store) -> None:
    for number in range(throttle.ADDRESS.free):
        fail(store, 1, login=f"user{number}")
    assert wait(store, login="somebody") == timedelta(seconds=30)
    assert wait(store, login="somebody", address="10.0.0.2") == timedelta()
    with store.write() as session:
        throttle.succeeded(session, "user1")
    assert wait(store, login="somebody") == timedelta(seconds=30)
    assert wait(store, login="somebody", at=NOON + timedelta(hours=2)) == timedelta()


def test_processes_count_together(store: Store, store_url: str) -> None:
    other = open_store(store_url)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: fail((store, other)[number % 2], 1), range(8)))
    assert wait(store) == wait(other) == timedelta(seconds=30) * 2**3
    other.close()


def test_failures_of_yesterday_are_forgotten_and_leave_no_row(store: Store) -> None:
    fail(store, 50)
    tomorrow = NOON + timedelta(hours=25)
    assert wait(store, at=tomorrow) == timedelta()
    fail(store, 1, login="boris", address="10.0.0.2", at=tomorrow)
    with store.read() as session:
        assert len(session.scalars(select(SignInFailureRow)).all()) == 2


def test_what_was_typed_is_kept_nowhere(store: Store) -> None:
    fail(store, 1, login="my password, in the wrong field")
    with store.read() as session:
        rows = session.scalars(select(SignInFailureRow)).all()
    assert all(len(row.subject) == 64 for row in rows)
    assert not any("password" in str(vars(row)) for row in rows)
