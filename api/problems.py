"""Refusals and errors in; RFC 9457 ``application/problem+json`` answers out, one shape for all."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from annotation.decision import InvalidDecisionError
from api.failures import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    RefusedError,
    StaleError,
    StorageFullError,
    TooLargeError,
    TooManyAttemptsError,
    UnauthenticatedError,
)

MEDIA_TYPE = "application/problem+json"
# Relative, as RFC 9457 allows: the slugs are documented with the API, on every installation.
TYPE_PREFIX = "/problems/"

_STATUSES: tuple[tuple[type[RefusedError], int], ...] = (
    (UnauthenticatedError, 401),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (StaleError, 412),
    (ConflictError, 409),
    (TooLargeError, 413),
    (InvalidError, 422),
    (TooManyAttemptsError, 429),
    (StorageFullError, 507),
)
# What Starlette refuses by itself, with the slug and the sentence we give it.
_HTTP: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "The request cannot be understood."),
    401: ("unauthenticated", "Sign in first, or send a valid token."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not know this method."),
    406: ("not_acceptable", "This cannot be given in the form asked for."),
    413: ("too_large", "The request is larger than this server accepts."),
    415: ("unsupported_media_type", "This address takes another kind of content."),
}

# A request and its problem in; a page for the person in front of a browser out, or ``None`` when
# the request came from a program.
Page = Callable[[Request, JSONResponse], Response | None]


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """Return a problem answer: ``type`` is the stable slug, ``detail`` a sentence for people."""
    body = {
        "type": TYPE_PREFIX + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def answer_refusal(error: RefusedError) -> JSONResponse:
    """Return the answer to an act that was refused."""
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)
    headers = {}
    if isinstance(error, UnauthenticatedError):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyAttemptsError):
        headers["Retry-After"] = str(error.retry_after)
    return problem(status, error.code, error.detail, headers=headers)


def install(app: FastAPI, page: Page) -> None:
    """Make every error of an application answer as a problem, or as a page where one is shown."""
    answers: tuple[tuple[type[Exception], Callable[[Exception], JSONResponse]], ...] = (
        (RefusedError, _refused),
        (InvalidDecisionError, _invalid_decision),
        (RequestValidationError, _invalid_request),
        (HTTPException, _http),
        (Exception, _broken),
    )
    for kind, answer in answers:
        app.add_exception_handler(kind, partial(_shown, answer, page))


async def _shown(
    answer: Callable[[Exception], JSONResponse], page: Page, request: Request, error: Exception
) -> Response:
    made = answer(error)
    # Pages ask the database who looks; the loop must not wait for it.
    return await to_thread.run_sync(page, request, made) or made


def _refused(error: Exception) -> JSONResponse:
    assert isinstance(error, RefusedError)  # noqa: S101 (registered for it alone)
    return answer_refusal(error)


def _invalid_decision(error: Exception) -> JSONResponse:
    assert isinstance(error, InvalidDecisionError)  # noqa: S101
    return problem(422, error.code, str(error))


def _invalid_request(error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    # The values themselves stay out: they may be passwords or names.
    places = [
        {"where": "/".join(str(part) for part in one["loc"]), "message": one["msg"]}
        for one in error.errors()
    ]
    return problem(422, "invalid", "Something in the request is not as it must be.", errors=places)


def _http(error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    code, sentence = _HTTP.get(error.status_code, ("refused", str(error.detail)))
    return problem(error.status_code, code, sentence, headers=error.headers)


def _broken(_error: Exception) -> JSONResponse:
    return problem(500, "internal_error", "Something went wrong here; the server's log has more.")
