"""An actor and an act in; may they, or the refusal. ``ACTS`` is the one table of rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.failures import ForbiddenError, NotFoundError

Role = Literal["reviewer", "annotator", "analyst"]
ROLES: tuple[Role, ...] = ("reviewer", "annotator", "analyst")
EVERYONE: frozenset[Role] = frozenset(ROLES)
LABELLERS: frozenset[Role] = frozenset({"reviewer", "annotator"})
REVIEWERS: frozenset[Role] = frozenset({"reviewer"})
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What an act takes: a scope of the token, and a role in the project or administration.

    ``roles`` empty and ``administrator`` false: any signed-in account may, for itself.
    """

    scope: str
    roles: frozenset[Role] = NOBODY
    administrator: bool = False


# Annotators label but the word on findings is a reviewer's; analysts read and never change.
# Administrators manage accounts and read the log; they see a project only as its members.
ACTS: Mapping[str, Right] = {
    "account.read": Right(scope="account"),
    "account.write": Right(scope="account"),
    "projects.list": Right(scope="documents:read"),
    "projects.read": Right(scope="documents:read", roles=EVERYONE),
    "projects.write": Right(scope="admin", administrator=True),
    "users.read": Right(scope="admin", administrator=True),
    "users.write": Right(scope="users:write", administrator=True),
    "documents.list": Right(scope="documents:read"),
    "documents.read": Right(scope="documents:read", roles=EVERYONE),
    "documents.write": Right(scope="documents:write", roles=LABELLERS),
    "suggestions.read": Right(scope="suggestions:read", roles=EVERYONE),
    "suggestions.mark": Right(scope="review:decide", roles=LABELLERS),
    "review.decide": Right(scope="review:decide", roles=LABELLERS),
    "cases.list": Right(scope="documents:read"),
    "cases.read": Right(scope="documents:read", roles=EVERYONE),
    "cases.write": Right(scope="documents:write", roles=REVIEWERS),
    "findings.read": Right(scope="findings:read", roles=EVERYONE),
    "taxonomy.read": Right(scope="documents:read"),
    "audit.read": Right(scope="audit:read", administrator=True),
}
SCOPES: tuple[str, ...] = tuple(sorted({right.scope for right in ACTS.values()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody signed in: by a browser session (all scopes) or by a token (the token's scopes)."""

    user_id: str
    login: str
    display_name: str
    ui_language: str
    administrator: bool
    roles: Mapping[str, Role]
    scopes: frozenset[str]

    def projects(self) -> frozenset[str]:
        """Return the ids of the projects whose data this actor may see."""
        return frozenset(self.roles)


def allowed(actor: Actor, act: str, project_id: str | None = None) -> bool:
    """Tell whether an actor may do an act, in a project where the act belongs to one."""
    right = ACTS[act]
    if right.scope not in actor.scopes:
        return False
    if right.administrator:
        return actor.administrator
    if right.roles and project_id is not None:
        return actor.roles.get(project_id) in right.roles
    return True


def require(actor: Actor, act: str, project_id: str | None = None) -> None:
    """Refuse what is not allowed; without a project, only scope and administration are asked.

    Raises:
        NotFoundError: when the actor is no member of the project: it does not exist for them.
        ForbiddenError: when the token lacks the scope or the role lacks the right.
    """
    if project_id is not None and not ACTS[act].administrator and project_id not in actor.roles:
        raise NotFoundError
    if not allowed(actor, act, project_id):
        raise ForbiddenError
