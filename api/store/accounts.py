"""Members, browser sessions, tokens and answers given: rows in and out, nothing decided here."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.failures import NotFoundError
from api.store.tables import (
    ApiTokenRow,
    IdempotencyRow,
    MembershipRow,
    ProjectRow,
    SessionRow,
    UserRow,
)


def add_row(session: Session, row: UserRow | ProjectRow | SessionRow | ApiTokenRow) -> None:
    """Keep a new row; its id is set afterwards."""
    session.add(row)
    session.flush()


def get_user(session: Session, user_id: str) -> UserRow:
    """Return an account.

    Raises:
        NotFoundError: when there is none with this id.
    """
    row = session.get(UserRow, user_id)
    if row is None:
        raise NotFoundError
    return row


def list_users(session: Session) -> Sequence[UserRow]:
    """Return every account, by login."""
    return session.scalars(select(UserRow).order_by(UserRow.login)).all()


def user_names(session: Session, user_ids: Sequence[str]) -> Mapping[str, str]:
    """Return the display names of some accounts, by id."""
    query = select(UserRow.id, UserRow.display_name).where(UserRow.id.in_(user_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def list_members(session: Session, project_id: str) -> Sequence[tuple[UserRow, str]]:
    """Return the members of a project with their roles, by login."""
    query = (
        select(UserRow, MembershipRow.role)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .where(MembershipRow.project_id == project_id)
        .order_by(UserRow.login)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def find_session(session: Session, token_hash: str) -> SessionRow | None:
    """Return the browser session whose cookie has this hash, if there is one."""
    return session.get(SessionRow, token_hash)


def end_sessions(session: Session, user_id: str, *, token_hash: str | None = None) -> None:
    """Forget a person's browser sessions, or only the one with this hash."""
    query = delete(SessionRow).where(SessionRow.user_id == user_id)
    if token_hash is not None:
        query = query.where(SessionRow.token_hash == token_hash)
    session.execute(query)


def revoke_tokens(session: Session, user_id: str, *, at: datetime) -> None:
    """Revoke every API token of a person that still works."""
    of_person = (ApiTokenRow.user_id == user_id, ApiTokenRow.revoked_at.is_(None))
    session.execute(update(ApiTokenRow).where(*of_person).values(revoked_at=at))


def find_token(session: Session, token_hash: str) -> ApiTokenRow | None:
    """Return the API token with this hash, if there is one."""
    return session.scalar(select(ApiTokenRow).where(ApiTokenRow.token_hash == token_hash))


def list_tokens(session: Session, user_id: str) -> Sequence[ApiTokenRow]:
    """Return a person's tokens, newest first."""
    query = select(ApiTokenRow).where(ApiTokenRow.user_id == user_id)
    return session.scalars(query.order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id)).all()


def find_answer(session: Session, user_id: str, key: str) -> IdempotencyRow | None:
    """Return the answer already given to this person's request with this key, if any."""
    return session.get(IdempotencyRow, (user_id, key))


def keep_answer(session: Session, row: IdempotencyRow) -> None:
    """Keep an answer so that the same request gets it again."""
    session.merge(row)
