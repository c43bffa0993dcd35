"""A cookie in; the person behind it out. Sessions end after a time of rest and after a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from api.failures import ForbiddenError
from api.security.secret import hash_secret, new_secret, same_secret
from api.store import Session, accounts
from api.store.tables import SessionRow, UserRow

COOKIE = "caselight_session"
CSRF_HEADER = "X-CSRF-Token"
# A working day, so that nobody types passwords over an open file; an unattended screen in a
# shared office closes after an hour.
ABSOLUTE_LIFE = timedelta(hours=12)
IDLE_LIFE = timedelta(hours=1)
# Saves a write on almost every request.
TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """The cookie's value, told once, and the token that forms and scripts must send along."""

    cookie: str
    csrf: str


def begin(session: Session, user: UserRow, at: datetime) -> NewSession:
    """Start a browser session within a writing session."""
    new = NewSession(cookie=new_secret(), csrf=new_secret())
    row = SessionRow(
        token_hash=hash_secret(new.cookie),
        user_id=user.id,
        csrf=new.csrf,
        created_at=at,
        expires_at=at + ABSOLUTE_LIFE,
        last_seen=at,
    )
    accounts.add_row(session, row)
    return new


def find(session: Session, untrusted_cookie: str, at: datetime) -> SessionRow | None:
    """Return the living browser session of a cookie, or ``None``."""
    row = accounts.find_session(session, hash_secret(untrusted_cookie))
    if row is None or at >= row.expires_at or at - row.last_seen >= IDLE_LIFE:
        return None
    return row


def needs_touch(row: SessionRow, at: datetime) -> bool:
    """Tell whether it is time to note that the session is in use."""
    return at - row.last_seen >= TOUCH_AFTER


def touch(session: Session, untrusted_cookie: str, at: datetime) -> None:
    """Note within a writing session that a browser session is in use."""
    row = accounts.find_session(session, hash_secret(untrusted_cookie))
    if row is not None:
        row.last_seen = at


def end(session: Session, user_id: str, untrusted_cookie: str) -> None:
    """Forget within a writing session one of a person's browser sessions."""
    accounts.end_sessions(session, user_id, token_hash=hash_secret(untrusted_cookie))


def require_csrf(row: SessionRow, untrusted_token: str | None) -> None:
    """Refuse a change that was not asked for from a page of ours.

    Raises:
        ForbiddenError: when the token is not the session's.
    """
    if untrusted_token is None or not same_secret(row.csrf, untrusted_token):
        raise ForbiddenError(f"The header {CSRF_HEADER} is missing or wrong.", code="csrf")
