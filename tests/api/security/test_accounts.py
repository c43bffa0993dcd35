from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.failures import InvalidError
from api.security import throttle
from api.security.passwords import MAX_LENGTH, hash_password, password_matches
from api.security.secret import hash_secret, new_secret, same_secret
from api.security.throttle import LoginThrottle

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def test_a_password_opens_only_with_itself() -> None:
    stored = hash_password("лозинка на Ана 1")
    assert stored.startswith("$argon2id$")
    assert password_matches(stored, "лозинка на Ана 1")
    assert not password_matches(stored, "лозинка на Ана 2")
    assert not password_matches(stored, "")


def test_the_same_password_is_stored_differently_each_time() -> None:
    assert hash_password("correct horse battery") != hash_password("correct horse battery")


@pytest.mark.parametrize("password", ["", "short", "x" * (MAX_LENGTH + 1)])
def test_unfit_passwords_are_refused(password: str) -> None:
    with pytest.raises(InvalidError, match="12 to 1024"):
        hash_password(password)


def test_no_password_opens_an_account_that_does_not_exist() -> None:
    assert not password_matches(None, "no account has this password")


def test_a_damaged_hash_opens_to_nobody() -> None:
    assert not password_matches("$argon2id$damaged", "whatever it is")


def test_secrets_differ_and_only_their_hash_is_kept() -> None:
    one, other = new_secret("clt_"), new_secret("clt_")
    assert one != other
    assert one.startswith("clt_")
    assert len(one) > 40
    assert same_secret(one, one)
    assert not same_secret(one, other)
    assert one not in hash_secret(one)


@given(st.text())
def test_any_text_can_be_tried_as_a_secret(text: str) -> None:
    assert len(hash_secret(text)) == 64


def fail(
    table: LoginThrottle,
    times: int,
    *,
    login: str = "ana",
    address: str = "10.0.0.1",
    at: datetime = NOON,
) -> None:
    for _ in range(times):
        table.failed(login, address, at)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (10, 900), (500, 900)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    table = LoginThrottle()
    fail(table, failures)
    assert table.wait("ana", "10.0.0.1", NOON) == timedelta(seconds=seconds)


def test_waits_end_by_time_and_by_success() -> None:
    table = LoginThrottle()
    fail(table, 5)
    assert table.wait("ana", "10.0.0.1", NOON + timedelta(seconds=31)) == timedelta()
    assert table.wait("ana", "10.0.0.1", NOON + timedelta(seconds=29)) == timedelta(seconds=1)
    table.succeeded("ana", "10.0.0.1")
    assert table.wait("ana", "10.0.0.1", NOON) == timedelta()


def test_an_attacker_elsewhere_does_not_lock_the_account_here() -> None:
    table = LoginThrottle()
    fail(table, 50, address="10.9.9.9")
    assert table.wait("ana", "10.0.0.1", NOON) == timedelta()


def test_failures_of_yesterday_are_forgotten() -> None:
    table = LoginThrottle()
    fail(table, 50)
    tomorrow = NOON + timedelta(hours=25)
    assert table.wait("ana", "10.0.0.1", tomorrow) == timedelta()
    fail(table, 1, at=tomorrow)
    assert table.wait("ana", "10.0.0.1", tomorrow) == timedelta()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MAX_ENTRIES", 3)
    table = LoginThrottle()
    for number in range(10):
        fail(table, 5, login=f"user{number}")
    assert table.wait("user0", "10.0.0.1", NOON) == timedelta()
    assert table.wait("user9", "10.0.0.1", NOON) > timedelta()
