"""Pages for signing in and out, the language, and one's own account."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.failures import ForbiddenError, RefusedError, TooManyAttemptsError
from api.pages.rendering import PageRoute, explain, render
from api.pages.viewer import (
    LANGUAGE_COOKIE,
    Viewing,
    find_viewer_if_any,
    language_of,
    refuse_foreign_form,
    safe_address,
)
from api.routes.auth import set_cookie, sign_in
from api.routes.context import services_of
from api.security import sessions
from api.security.permissions import SCOPES
from api.security.secret import same_secret
from api.store import accounts
from api.wording import LANGUAGES

# A year: a language is no secret, and nobody wants to choose it twice.
LANGUAGE_LIFE = 365 * 24 * 3600

# NUL can be compared with no PostgreSQL text.
TEXT = r"^[^\x00]*$"

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/login")
def get_login(request: Request, next: str = "/") -> Response:  # noqa: A002 (the usual name)
    """Show the form, or go on at once when somebody is signed in."""
    if find_viewer_if_any(request):
        return RedirectResponse(safe_address(next), 303)
    return render(request, None, "login.html", next=safe_address(next), login="", problem=None)


@router.post("/login")
def post_login(
    request: Request,
    untrusted_login: Annotated[str, Form(alias="login", max_length=200, pattern=TEXT)],
    untrusted_password: Annotated[str, Form(alias="password", max_length=1024)],
    untrusted_next: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Sign in and go on, or show the form again with what was wrong."""
    refuse_foreign_form(request)
    try:
        user = sign_in(request, untrusted_login, untrusted_password)
    except RefusedError as error:
        return render(
            request,
            None,
            "login.html",
            status=429 if isinstance(error, TooManyAttemptsError) else 401,
            next=safe_address(untrusted_next),
            login=untrusted_login,
            problem=explain(error, language_of(request)),
        )
    services = services_of(request)
    with services.store.write() as session:
        new = sessions.begin(session, user, services.clock())
    answer = RedirectResponse(safe_address(untrusted_next), 303)
    set_cookie(request, answer, new.cookie)
    return answer


@router.post("/logout")
def post_logout(
    request: Request, viewer: Viewing, untrusted_csrf: Annotated[str, Form(alias="csrf")]
) -> Response:
    """End the session."""
    _require_csrf(viewer.csrf, untrusted_csrf)
    with viewer.services.store.write() as session:
        sessions.end(session, viewer.actor.user_id, request.cookies[sessions.COOKIE])
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(sessions.COOKIE, httponly=True, samesite="strict")
    return answer


@router.post("/language")
def post_language(
    request: Request,
    untrusted_language: Annotated[str, Form(alias="language")],
    untrusted_next: Annotated[str, Form(alias="next")] = "/",
    untrusted_csrf: Annotated[str, Form(alias="csrf")] = "",
) -> Response:
    """Change the language of the pages, for the account if there is one, and stay."""
    answer = RedirectResponse(safe_address(untrusted_next), 303)
    if untrusted_language not in LANGUAGES:
        return answer
    viewer = find_viewer_if_any(request)
    if viewer is not None:
        _require_csrf(viewer.csrf, untrusted_csrf)
        with viewer.services.store.write() as session:
            user = accounts.get_user(session, viewer.actor.user_id)
            user.ui_language = untrusted_language
    secure = request.url.scheme == "https"
    answer.set_cookie(
        LANGUAGE_COOKIE,
        untrusted_language,
        max_age=LANGUAGE_LIFE,
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return answer


@router.get("/account")
def get_account(request: Request, viewer: Viewing) -> Response:
    """Show one's account; its script changes the password and lists tokens."""
    return render(request, viewer, "account.html", scopes=SCOPES)


def _require_csrf(csrf: str, untrusted_csrf: str) -> None:
    if not same_secret(csrf, untrusted_csrf):
        raise ForbiddenError(code="csrf")
