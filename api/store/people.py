"""Projects, accounts and memberships: added, found, listed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.failures import ConflictError, NotFoundError
from api.store.engine import LOCK
from api.store.tables import MembershipRow, ProjectRow, UserRow


def add_project(session: Session, name: str, *, country: str | None = None) -> ProjectRow:
    """Make a project."""
    project = ProjectRow(name=name, country=country)
    session.add(project)
    session.flush()
    return project


def get_project(session: Session, project_id: str, *, lock: bool = False) -> ProjectRow:
    """Return a project's row, locked against other writers if asked.

    Raises:
        NotFoundError: when there is no such project.
    """
    project = session.get(ProjectRow, project_id, with_for_update=LOCK if lock else None)
    if project is None:
        raise NotFoundError
    return project


def find_project(session: Session, name: str) -> ProjectRow | None:
    """Return the first project with this name, if there is one."""
    query = select(ProjectRow).where(ProjectRow.name == name)
    return session.scalar(query.order_by(ProjectRow.id).limit(1))


def list_projects(session: Session, user_id: str) -> Sequence[ProjectRow]:
    """Return the projects a person is a member of, by name."""
    return session.scalars(
        select(ProjectRow)
        .join(MembershipRow, MembershipRow.project_id == ProjectRow.id)
        .where(MembershipRow.user_id == user_id)
        .order_by(ProjectRow.name, ProjectRow.id)
    ).all()


def add_user(
    session: Session,
    login: str,
    *,
    display_name: str,
    password_hash: str,
    at: datetime,
    administrator: bool = False,
    ui_language: str = "en",
) -> UserRow:
    """Make an account.

    Raises:
        ConflictError: when the login is taken.
    """
    if find_user(session, login) is not None:
        raise ConflictError("This login is taken.")
    user = UserRow(
        login=login,
        display_name=display_name,
        password_hash=password_hash,
        administrator=administrator,
        ui_language=ui_language,
        created_at=at,
    )
    session.add(user)
    session.flush()
    return user


def find_user(session: Session, login: str) -> UserRow | None:
    """Return the account with a login, if there is one."""
    return session.scalar(select(UserRow).where(UserRow.login == login))


def set_role(session: Session, user_id: str, project_id: str, role: str | None) -> str | None:
    """Give a person a role in a project, another than before, or none; return the one before."""
    kept = session.get(MembershipRow, (user_id, project_id))
    before = kept.role if kept is not None else None
    if role is not None:
        session.merge(MembershipRow(user_id=user_id, project_id=project_id, role=role))
    elif kept is not None:
        session.delete(kept)
    return before


def roles_of(session: Session, user_id: str) -> dict[str, str]:
    """Return a person's role in each project they are a member of."""
    rows = session.execute(
        select(MembershipRow.project_id, MembershipRow.role).where(MembershipRow.user_id == user_id)
    )
    return dict(rows.all())
