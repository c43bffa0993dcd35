"""Accounts, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.failures import ConflictError
from api.routes.context import Caller, acting
from api.routes.parameters import RowId
from api.routes.shapes.accounts import UserAnswer, UserChange, UserQuestion
from api.routes.shapes.lists import Listing
from api.security.passwords import hash_password
from api.store import accounts, people
from api.store.tables import UserRow

router = APIRouter(prefix="/users", tags=["users"])
Writing = Annotated[Caller, Depends(acting("users.write"))]


@router.get("", operation_id="listUsers", summary="All accounts, by login")
def list_users(caller: Annotated[Caller, Depends(acting("users.read"))]) -> Listing[UserAnswer]:
    """Return every account."""
    with caller.services.store.read() as session:
        return Listing(items=[_user(row) for row in accounts.list_users(session)])


@router.post("", operation_id="createUser", summary="Make an account", status_code=201)
def create_user(caller: Writing, question: UserQuestion) -> UserAnswer:
    """Make an account; it sees nothing until it is a member of a project."""
    password_hash = hash_password(question.password)
    at = caller.services.clock()
    with caller.services.store.write() as session:
        row = people.add_user(
            session,
            question.login,
            display_name=question.display_name,
            password_hash=password_hash,
            at=at,
            administrator=question.administrator,
            ui_language=question.ui_language,
        )
        caller.log(session, "user", row.id, {}, at, "created")
        return _user(row)


@router.patch("/{user_id}", operation_id="changeUser", summary="Change an account")
def change_user(caller: Writing, user_id: RowId, question: UserChange) -> UserAnswer:
    """Change what is given; with less rights or a new password its sessions and tokens end."""
    changes = question.model_dump(exclude_none=True)
    if user_id == caller.actor.user_id and not (question.active is None or question.active):
        raise ConflictError("You cannot close your own account.", code="own_account")
    if "password" in changes:
        changes["password_hash"] = hash_password(changes.pop("password"))
    with caller.services.store.write() as session:
        row = accounts.get_user(session, user_id)
        was_administrator = row.administrator
        for field, value in changes.items():
            setattr(row, field, value)
        demoted = was_administrator and not row.administrator
        if "password_hash" in changes or demoted or not row.active:
            accounts.end_sessions(session, row.id)
            accounts.revoke_tokens(session, row.id, at=caller.services.clock())
        details = {"changed": sorted(question.model_dump(exclude_none=True))}
        caller.log(session, "user", row.id, details, caller.services.clock())
        return _user(row)


def _user(row: UserRow) -> UserAnswer:
    return UserAnswer(
        id=row.id,
        login=row.login,
        display_name=row.display_name,
        ui_language=row.ui_language,
        administrator=row.administrator,
        active=row.active,
        created_at=row.created_at,
    )
