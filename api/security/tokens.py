"""API tokens: made for an account and some scopes, told once, found again by their hash."""

from collections.abc import Collection
from datetime import datetime, timedelta

from api.failures import InvalidError
from api.security.permissions import SCOPES
from api.security.secret import TOKEN_PREFIX, hash_secret, new_secret
from api.store import Session, accounts
from api.store.tables import ApiTokenRow, UserRow

# A token by password is for a sitting or a script run; longer ones are made on purpose.
SIGN_IN_LIFE = timedelta(hours=12)


def issue(
    session: Session,
    user: UserRow,
    *,
    name: str,
    scopes: Collection[str],
    at: datetime,
    expires_at: datetime | None,
) -> tuple[ApiTokenRow, str]:
    """Make a token; return its row and the token itself, which nobody can read again.

    Raises:
        InvalidError: when a scope does not exist or the token would be expired already.
    """
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise InvalidError(f"There is no scope {unknown[0]!r}.", code="unknown_scope")
    if expires_at is not None and expires_at <= at:
        raise InvalidError("The token would already be expired.")
    token = new_secret(TOKEN_PREFIX)
    row = ApiTokenRow(
        token_hash=hash_secret(token),
        user_id=user.id,
        name=name,
        scopes=sorted(scopes),
        created_at=at,
        expires_at=expires_at,
        revoked_at=None,
    )
    accounts.add_row(session, row)
    return row, token


def find(session: Session, untrusted_token: str, at: datetime) -> ApiTokenRow | None:
    """Return the living token with this text, or ``None``."""
    if not untrusted_token.startswith(TOKEN_PREFIX):
        return None
    row = accounts.find_token(session, hash_secret(untrusted_token))
    if row is None or row.revoked_at is not None:
        return None
    return None if row.expires_at is not None and at >= row.expires_at else row
