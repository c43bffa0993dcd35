"""A request for a page in; who looks at it, in which language, out."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.failures import RefusedError, UnauthenticatedError
from api.routes.context import Caller, Services, services_of
from api.security import permissions, sessions, signin
from api.security.permissions import Actor
from api.wording import LANGUAGES, choose_language

LANGUAGE_COOKIE = "caselight_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody signed in through a browser; ``csrf`` goes into forms and scripts' requests."""

    actor: Actor
    csrf: str
    language: str
    services: Services

    def caller(self, act: str) -> Caller:
        """Return this person as the caller of an act.

        Raises:
            ForbiddenError: when they may not do it anywhere.
        """
        permissions.require(self.actor, act)
        return Caller(actor=self.actor, act=act, services=self.services)


def find_viewer(request: Request) -> Viewer:
    """Return who looks.

    Raises:
        UnauthenticatedError: when nobody is signed in.
    """
    services = services_of(request)
    untrusted_cookie = request.cookies.get(sessions.COOKIE, "")
    at = services.clock()
    with services.store.read() as session:
        row = sessions.find(session, untrusted_cookie, at)
        if row is None:
            raise UnauthenticatedError
        actor = signin.actor_of_cookie(session, untrusted_cookie, at)
    if sessions.needs_touch(row, at):
        with services.store.write() as session:
            sessions.touch(session, untrusted_cookie, at)
    return Viewer(actor=actor, csrf=row.csrf, language=actor.ui_language, services=services)


def find_viewer_if_any(request: Request) -> Viewer | None:
    """Return who looks, or ``None`` when nobody is signed in."""
    try:
        return find_viewer(request)
    except UnauthenticatedError:
        return None


def language_of(request: Request) -> str:
    """Return the language of somebody who is not signed in: chosen before, or the browser's."""
    untrusted_chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if untrusted_chosen in LANGUAGES:
        return untrusted_chosen
    return choose_language(request.headers.get("accept-language"))


def safe_address(untrusted_address: str) -> str:
    """Return an address on this server to go on to, or the first page for any other."""
    inside = untrusted_address.startswith("/") and not untrusted_address.startswith("//")
    plain = "\\" not in untrusted_address and untrusted_address.isprintable()
    return untrusted_address if inside and plain else "/"


def refuse_foreign_form(request: Request) -> None:
    """Refuse a form that another site sent for a person who has no session yet.

    Raises:
        RefusedError: when the browser says that the form came from elsewhere.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise RefusedError(code="csrf")


Viewing = Annotated[Viewer, Depends(find_viewer)]
