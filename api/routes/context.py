"""A request in; who is asking, and the services that routes work with, out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from api.clock import Clock
from api.engines import Engines
from api.failures import UnauthenticatedError
from api.files import FileStore
from api.security import audit, permissions, sessions, signin
from api.security.permissions import Actor
from api.settings import Settings
from api.store import Session
from api.store.documents import get_document
from api.store.engine import Store
from api.store.tables import DocumentRow

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Renderer(Protocol):
    """Makes a picture of one page of a stranger's file, confined."""

    def __call__(self, untrusted_bytes: bytes, media_type: str, page: int, *, dpi: int) -> bytes:
        """Return the page as PNG.

        Raises:
            UnreadableError: when the page cannot be drawn.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What an application was put together from; routes find it in ``app.state.services``."""

    settings: Settings
    store: Store
    files: FileStore
    engines: Engines
    render: Renderer
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks for which act, through which services."""

    actor: Actor
    act: str
    services: Services

    def require(self, project_id: str) -> None:
        """Refuse the act in a project where this caller may not do it.

        Raises:
            NotFoundError: when the caller is no member.
            ForbiddenError: when their role is too small.
        """
        permissions.require(self.actor, self.act, project_id)

    def document(self, session: Session, document_id: str) -> DocumentRow:
        """Return a document the caller may do the act with.

        Raises:
            NotFoundError: when it does not exist for them.
            ForbiddenError: when their role is too small.
        """
        row = get_document(session, document_id)
        self.require(row.project_id)
        return row

    def log(
        self,
        session: Session,
        object_kind: str,
        object_id: str | None,
        details: Mapping[str, Any],
        at: datetime,
        outcome: str = "done",
    ) -> None:
        """Add the act to the audit log of a writing session."""
        audit.append(
            session, self.actor.user_id, self.act, object_kind, object_id, outcome, details, at
        )

    def note_reading(self, document_id: str, part: str) -> None:
        """Log that a part of a document is read, before it is.

        Raises:
            NotFoundError: when the document does not exist for the caller.
        """
        with self.services.store.write() as session:
            row = self.document(session, document_id)
            self.log(session, "document", row.id, {"part": part}, self.services.clock())

    def projects(self, project_id: str | None) -> tuple[str, ...]:
        """Return the project asked for, or all of the caller's.

        Raises:
            NotFoundError: when the caller is no member of the project asked for.
        """
        if project_id is None:
            return tuple(sorted(self.actor.projects()))
        self.require(project_id)
        return (project_id,)


def services_of(request: Request) -> Services:
    """Return the services of the application that a request came to."""
    return cast("Services", request.app.state.services)


_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="An API token `clt_…`.")
_cookie = APIKeyCookie(
    name=sessions.COOKIE,
    auto_error=False,
    scheme_name="session",
    description="A browser's session; changes also need the header `X-CSRF-Token`.",
)


def signed_in(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    untrusted_cookie: Annotated[str | None, Security(_cookie)],
) -> Actor:
    """Return who a request comes from: a token counts before a cookie.

    Raises:
        UnauthenticatedError: without valid credentials.
        ForbiddenError: when a browser's change lacks the session's token.
    """
    services = services_of(request)
    if credentials is not None:
        with services.store.read() as session:
            return signin.actor_of_token(session, credentials.credentials, services.clock())
    if untrusted_cookie is None:
        raise UnauthenticatedError
    return _by_cookie(request, services, untrusted_cookie)


def _by_cookie(request: Request, services: Services, untrusted_cookie: str) -> Actor:
    at = services.clock()
    with services.store.read() as session:
        row = sessions.find(session, untrusted_cookie, at)
        if row is None:
            raise UnauthenticatedError
        actor = signin.actor_of_cookie(session, untrusted_cookie, at)
    if request.method not in _SAFE_METHODS:
        sessions.require_csrf(row, request.headers.get(sessions.CSRF_HEADER))
    if sessions.needs_touch(row, at):
        with services.store.write() as session:
            sessions.touch(session, untrusted_cookie, at)
    return actor


def renewed(request: Request, caller: Caller) -> Caller:
    """Return a caller with the rights they have now, for answers that go on for long.

    Watching is no use of a browser's session: unlike a request of its own it prolongs nothing.

    Raises:
        UnauthenticatedError: when the session or token has ended, or the account was closed.
        ForbiddenError: when they may no longer do the act.
    """
    services = caller.services
    scheme, _, untrusted_token = request.headers.get("Authorization", "").partition(" ")
    with services.store.read() as session:
        at = services.clock()
        if scheme.lower() == "bearer":
            actor = signin.actor_of_token(session, untrusted_token.strip(), at)
        else:
            actor = signin.actor_of_cookie(session, request.cookies.get(sessions.COOKIE, ""), at)
    permissions.require(actor, caller.act)
    return replace(caller, actor=actor)


def acting(act: str) -> Callable[[Request, Actor], Caller]:
    """Return the dependency of a route that does an act of ``permissions.ACTS``."""

    def caller(request: Request, actor: Annotated[Actor, Depends(signed_in)]) -> Caller:
        permissions.require(actor, act)
        return Caller(actor=actor, act=act, services=services_of(request))

    return caller
