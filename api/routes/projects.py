"""Projects and their members."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.routes.context import Caller, acting
from api.routes.parameters import RowId
from api.routes.shapes.accounts import (
    MemberAnswer,
    MemberQuestion,
    ProjectAnswer,
    ProjectQuestion,
)
from api.routes.shapes.lists import Listing
from api.security.permissions import Role
from api.store import accounts, people
from api.store.tables import ProjectRow

router = APIRouter(prefix="/projects", tags=["projects"])
Administering = Annotated[Caller, Depends(acting("projects.write"))]


@router.get("", operation_id="listProjects", summary="The projects one belongs to, by name")
def list_projects(
    caller: Annotated[Caller, Depends(acting("projects.list"))],
) -> Listing[ProjectAnswer]:
    """Return the caller's projects."""
    with caller.services.store.read() as session:
        rows = people.list_projects(session, caller.actor.user_id)
        return Listing(items=[_project(row, caller.actor.roles.get(row.id)) for row in rows])


@router.post("", operation_id="createProject", summary="Make a project", status_code=201)
def create_project(caller: Administering, question: ProjectQuestion) -> ProjectAnswer:
    """Make a project; who makes it becomes its first reviewer."""
    with caller.services.store.write() as session:
        row = people.add_project(session, question.name, country=question.country)
        people.set_role(session, caller.actor.user_id, row.id, "reviewer")
        caller.log(session, "project", row.id, {}, caller.services.clock(), "created")
        return _project(row, "reviewer")


@router.get("/{project_id}", operation_id="getProject", summary="One project")
def get_project(
    caller: Annotated[Caller, Depends(acting("projects.read"))], project_id: RowId
) -> ProjectAnswer:
    """Return a project of the caller's."""
    caller.require(project_id)
    with caller.services.store.read() as session:
        row = people.get_project(session, project_id)
        return _project(row, caller.actor.roles.get(row.id))


@router.get("/{project_id}/members", operation_id="listMembers", summary="Who is in a project")
def list_members(caller: Administering, project_id: RowId) -> Listing[MemberAnswer]:
    """Return the members of a project, by login."""
    with caller.services.store.read() as session:
        people.get_project(session, project_id)
        members = accounts.list_members(session, project_id)
        return Listing(
            items=[
                MemberAnswer(
                    user_id=user.id,
                    login=user.login,
                    display_name=user.display_name,
                    role=role,  # type: ignore[arg-type]  # only ever written from a Role
                )
                for user, role in members
            ]
        )


@router.put(
    "/{project_id}/members/{user_id}",
    operation_id="setMember",
    summary="Give a person a role in a project",
    status_code=204,
)
def set_member(
    caller: Administering, project_id: RowId, user_id: RowId, question: MemberQuestion
) -> None:
    """Give a person a role in place of any other; with a role lost, their tokens stop."""
    _give_role(caller, project_id, user_id, question.role)


@router.delete(
    "/{project_id}/members/{user_id}",
    operation_id="removeMember",
    summary="Take a person out of a project",
    status_code=204,
)
def remove_member(caller: Administering, project_id: RowId, user_id: RowId) -> None:
    """Take a person out of a project and stop their tokens; what they decided stays."""
    _give_role(caller, project_id, user_id, None)


def _give_role(caller: Caller, project_id: str, user_id: str, role: Role | None) -> None:
    at = caller.services.clock()
    with caller.services.store.write() as session:
        people.get_project(session, project_id)
        accounts.get_user(session, user_id)
        before = people.set_role(session, user_id, project_id, role)
        if before not in {None, role}:
            # A program was trusted with the rights of that day; with others it asks anew.
            accounts.revoke_tokens(session, user_id, at=at)
        caller.log(session, "project", project_id, {"user": user_id, "role": role}, at)


def _project(row: ProjectRow, role: Role | None) -> ProjectAnswer:
    return ProjectAnswer(id=row.id, name=row.name, country=row.country, role=role)
