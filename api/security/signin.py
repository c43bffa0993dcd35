"""Credentials in; the ``Actor`` they stand for out, or a refusal that tells nothing."""

from datetime import datetime
from typing import cast

from api.failures import TooManyAttemptsError, UnauthenticatedError
from api.security import sessions, throttle, tokens
from api.security.passwords import password_matches
from api.security.permissions import SCOPES, Actor, Role
from api.store import Session, accounts, people
from api.store.tables import UserRow

_ALL_SCOPES = frozenset(SCOPES)


def check_password(
    session: Session,
    *,
    untrusted_login: str,
    untrusted_password: str,
    address: str,
    at: datetime,
) -> UserRow:
    """Return the active account that a login and a password open; the caller counts failures.

    Raises:
        TooManyAttemptsError: when this login or this address must still wait.
        UnauthenticatedError: in all other cases alike, so that accounts cannot be guessed.
    """
    wait = throttle.wait(session, untrusted_login, address, at)
    if wait:
        raise TooManyAttemptsError(int(wait.total_seconds()) + 1)
    user = people.find_user(session, untrusted_login)
    stored = user.password_hash if user is not None and user.active else None
    # The password is tried even without an account: the time taken must not tell.
    if not password_matches(stored, untrusted_password) or user is None:
        raise UnauthenticatedError("Login or password is wrong.", code="wrong_credentials")
    return user


def actor_of_token(session: Session, untrusted_token: str, at: datetime) -> Actor:
    """Return who a bearer token stands for, with the token's scopes.

    Raises:
        UnauthenticatedError: when it is unknown, expired or revoked, or the account is closed.
    """
    row = tokens.find(session, untrusted_token, at)
    if row is None:
        raise UnauthenticatedError("The token is unknown, expired or revoked.")
    return load_actor(session, row.user_id, frozenset(row.scopes) & _ALL_SCOPES)


def actor_of_cookie(session: Session, untrusted_cookie: str, at: datetime) -> Actor:
    """Return who a browser session stands for, with every scope.

    Raises:
        UnauthenticatedError: when it has ended, or the account is closed.
    """
    row = sessions.find(session, untrusted_cookie, at)
    if row is None:
        raise UnauthenticatedError
    return load_actor(session, row.user_id, _ALL_SCOPES)


def load_actor(session: Session, user_id: str, scopes: frozenset[str]) -> Actor:
    """Return an active account with its roles.

    Raises:
        UnauthenticatedError: when the account is closed.
    """
    user = accounts.get_user(session, user_id)
    if not user.active:
        raise UnauthenticatedError
    return Actor(
        user_id=user.id,
        login=user.login,
        display_name=user.display_name,
        ui_language=user.ui_language,
        administrator=user.administrator,
        roles=cast("dict[str, Role]", people.roles_of(session, user.id)),
        scopes=scopes,
    )
