"""A template's name and its values in; an HTML answer in the viewer's language out."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.failures import (
    ForbiddenError,
    NotFoundError,
    RefusedError,
    TooManyAttemptsError,
    UnauthenticatedError,
)
from api.pages.static_files import static_files
from api.pages.viewer import Viewer, find_viewer_if_any, language_of
from api.wording import LANGUAGES, has_phrase, phrase, words_of

# Long texts of one page, which no script ever shows.
_SERVER_ONLY = ("help.", "login.")
_STATUSES: tuple[tuple[type[RefusedError], int], ...] = (
    (UnauthenticatedError, 401),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (TooManyAttemptsError, 429),
)
_API = "/api/"
_BROKEN = 500
_SENTENCES: Mapping[int, str] = {
    404: "error.not_found",
    405: "error.not_found",
    413: "error.too_large",
    _BROKEN: "error.internal_error",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = _static
    return environment


def _static(path: str) -> str:
    return f"/static/{path}?{static_files()[path].etag[1:9]}"


def render(
    request: Request, viewer: Viewer | None, template: str, *, status: int = 200, **values: Any
) -> Response:
    """Return a page; templates find ``t`` (key -> sentence), ``actor``, ``csrf`` and ``values``."""
    language = viewer.language if viewer else language_of(request)
    words = {
        key: text for key, text in words_of(language).items() if not key.startswith(_SERVER_ONLY)
    }
    html = (
        _environment()
        .get_template(template)
        .render(
            t=partial(_sentence, language),
            language=language,
            languages=LANGUAGES.items(),
            words=words,
            here=request.url.path,
            actor=viewer.actor if viewer else None,
            csrf=viewer.csrf if viewer else None,
            **values,
        )
    )
    return HTMLResponse(html, status)


def _sentence(language: str, key: str, **blanks: str | int) -> str:
    return phrase(key, language, **blanks)


def explain(error: RefusedError, language: str) -> str:
    """Return the sentence for a refusal in a language; English where there is none yet."""
    key = f"error.{error.code}"
    return phrase(key, language) if has_phrase(key) else error.detail


class PageRoute(APIRoute):
    """A route whose refusals are pages; who is not signed in is sent to sign in, and back."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Return the handler, with refusals turned into pages."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                result: Response = await handle(request)
            except UnauthenticatedError:
                return RedirectResponse(f"/login?next={quote(_here(request))}", 303)
            except RefusedError as error:
                return _problem_page(request, error)
            return result

        return answer


def _here(request: Request) -> str:
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def show_problem(request: Request, problem: Response) -> Response | None:
    """Return a page in place of a problem for a browser outside the API, else ``None``."""
    wanted = request.headers.get("accept", "")
    if "text/html" not in wanted or request.url.path.startswith(_API):
        return None
    # The database may be what is broken: then nobody is asked who looks.
    viewer = find_viewer_if_any(request) if problem.status_code < _BROKEN else None
    key = _SENTENCES.get(problem.status_code, "error.invalid")
    sentence = phrase(key, viewer.language if viewer else language_of(request))
    page = render(request, viewer, "problem.html", status=problem.status_code, problem=sentence)
    if "allow" in problem.headers:
        page.headers["allow"] = problem.headers["allow"]
    return page


def _problem_page(request: Request, error: RefusedError) -> Response:
    viewer = find_viewer_if_any(request)
    language = viewer.language if viewer else language_of(request)
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)
    sentence = explain(error, language)
    return render(request, viewer, "problem.html", status=status, problem=sentence)
