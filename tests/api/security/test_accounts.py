import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.failures import InvalidError
from api.security.passwords import MAX_LENGTH, hash_password, password_matches
from api.security.secret import hash_secret, new_secret, same_secret


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
