"""Signing in and out, one's own account, and API tokens."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.failures import ForbiddenError, NotFoundError, RefusedError, UnauthenticatedError
from api.routes.context import Caller, acting, services_of
from api.routes.parameters import RowId
from api.routes.shapes.accounts import (
    LanguageChange,
    Me,
    MembershipAnswer,
    NewToken,
    PasswordChange,
    SessionAnswer,
    SignIn,
    TokenAnswer,
    TokenQuestion,
)
from api.routes.shapes.lists import Listing
from api.security import audit, sessions, signin, throttle, tokens
from api.security.passwords import hash_password, password_matches
from api.security.permissions import SCOPES
from api.store import accounts
from api.store.tables import ApiTokenRow, UserRow

router = APIRouter(tags=["accounts"])
Reading = Annotated[Caller, Depends(acting("account.read"))]
Writing = Annotated[Caller, Depends(acting("account.write"))]


def sign_in(request: Request, untrusted_login: str, untrusted_password: str) -> UserRow:
    """Return the account that a login and a password open; each attempt is logged.

    Raises:
        TooManyAttemptsError: when this login or this address must still wait.
        UnauthenticatedError: when they open none.
    """
    services = services_of(request)
    address = request.client.host if request.client else ""
    at = services.clock()
    try:
        with services.store.read() as session:
            user = signin.check_password(
                session,
                untrusted_login=untrusted_login,
                untrusted_password=untrusted_password,
                address=address,
                at=at,
            )
    except RefusedError as error:
        with services.store.write() as session:
            if isinstance(error, UnauthenticatedError):
                throttle.failed(session, untrusted_login, address, at)
            audit.append(session, None, "sign_in", "user", None, error.code, {}, at)
        raise
    with services.store.write() as session:
        throttle.succeeded(session, untrusted_login)
        audit.append(session, user.id, "sign_in", "user", user.id, "done", {}, at)
    return user


@router.post(
    "/auth/token",
    operation_id="createTokenByPassword",
    summary="Exchange login and password for a bearer token of 12 hours",
)
def create_token_by_password(request: Request, question: SignIn) -> NewToken:
    """Sign a program in."""
    user = sign_in(request, question.login, question.password)
    services = services_of(request)
    at = services.clock()
    with services.store.write() as session:
        row, token = tokens.issue(
            session,
            user,
            name="sign-in",
            scopes=SCOPES,
            at=at,
            expires_at=at + tokens.SIGN_IN_LIFE,
        )
        return NewToken(token=token, **_token(row).model_dump())


@router.post(
    "/auth/session", operation_id="beginSession", summary="Begin a browser session (sets a cookie)"
)
def begin_session(request: Request, response: Response, question: SignIn) -> SessionAnswer:
    """Sign a browser in."""
    user = sign_in(request, question.login, question.password)
    services = services_of(request)
    with services.store.write() as session:
        new = sessions.begin(session, user, services.clock())
    set_cookie(request, response, new.cookie)
    return SessionAnswer(csrf=new.csrf, user_id=user.id)


def set_cookie(request: Request, response: Response, cookie: str) -> None:
    """Give a browser its cookie: unreadable to scripts, never sent from another site."""
    response.set_cookie(
        sessions.COOKIE,
        cookie,
        max_age=int(sessions.ABSOLUTE_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


@router.delete(
    "/auth/session", operation_id="endSession", summary="End the browser session", status_code=204
)
def end_session(caller: Writing, request: Request, response: Response) -> None:
    """Sign a browser out."""
    untrusted_cookie = request.cookies.get(sessions.COOKIE)
    if untrusted_cookie is not None:
        with caller.services.store.write() as session:
            sessions.end(session, caller.actor.user_id, untrusted_cookie)
    response.delete_cookie(sessions.COOKIE, httponly=True, samesite="strict")


@router.get("/me", operation_id="getMe", summary="Who is signed in, with which rights")
def get_me(caller: Reading) -> Me:
    """Return the caller's account."""
    actor = caller.actor
    memberships = [
        MembershipAnswer(project=project, role=role)
        for project, role in sorted(actor.roles.items())
    ]
    return Me(
        id=actor.user_id,
        login=actor.login,
        display_name=actor.display_name,
        ui_language=actor.ui_language,
        administrator=actor.administrator,
        scopes=sorted(actor.scopes),
        memberships=memberships,
    )


@router.post(
    "/me/password",
    operation_id="changePassword",
    summary="Change one's password; ends all browser sessions and tokens",
    status_code=204,
)
def change_password(caller: Writing, question: PasswordChange) -> None:
    """Change the caller's password."""
    with caller.services.store.write() as session:
        user = accounts.get_user(session, caller.actor.user_id)
        if not password_matches(user.password_hash, question.old_password):
            raise ForbiddenError("The old password is wrong.", code="wrong_credentials")
        user.password_hash = hash_password(question.new_password)
        at = caller.services.clock()
        accounts.end_sessions(session, user.id)
        accounts.revoke_tokens(session, user.id, at=at)
        caller.log(session, "user", user.id, {"changed": ["password"]}, at)


@router.put(
    "/me/language", operation_id="changeLanguage", summary="Choose the language of the pages",
    status_code=204,
)  # fmt: skip
def change_language(caller: Writing, question: LanguageChange) -> None:
    """Change the caller's UI language."""
    with caller.services.store.write() as session:
        accounts.get_user(session, caller.actor.user_id).ui_language = question.ui_language


@router.get("/tokens", operation_id="listTokens", summary="One's own API tokens, newest first")
def list_tokens(caller: Reading) -> Listing[TokenAnswer]:
    """Return the caller's tokens, without their secrets."""
    with caller.services.store.read() as session:
        rows = accounts.list_tokens(session, caller.actor.user_id)
        return Listing(items=[_token(row) for row in rows])


@router.post(
    "/tokens", operation_id="createToken", summary="Make an API token", status_code=201
)  # fmt: skip
def create_token(caller: Writing, question: TokenQuestion) -> NewToken:
    """Make a token of the caller's with some of the caller's own scopes."""
    scopes = frozenset(question.scopes) or caller.actor.scopes
    if not scopes <= caller.actor.scopes and scopes <= frozenset(SCOPES):
        raise ForbiddenError("A token cannot have more scopes than the one that asks for it.")
    at = caller.services.clock()
    with caller.services.store.write() as session:
        user = accounts.get_user(session, caller.actor.user_id)
        row, token = tokens.issue(
            session,
            user,
            name=question.name,
            scopes=scopes,
            at=at,
            expires_at=question.expires_at,
        )
        caller.log(session, "token", row.id, {"scopes": sorted(scopes)}, at)
        return NewToken(token=token, **_token(row).model_dump())


@router.delete(
    "/tokens/{token_id}", operation_id="revokeToken", summary="Revoke an API token", status_code=204
)
def revoke_token(caller: Writing, token_id: RowId) -> None:
    """Revoke one of the caller's tokens, at once and for ever."""
    at = caller.services.clock()
    with caller.services.store.write() as session:
        row = session.get(ApiTokenRow, token_id)
        if row is None or row.user_id != caller.actor.user_id:
            raise NotFoundError
        row.revoked_at = row.revoked_at or at
        caller.log(session, "token", row.id, {}, at, "revoked")


def _token(row: ApiTokenRow) -> TokenAnswer:
    return TokenAnswer(
        id=row.id,
        name=row.name,
        scopes=list(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
