"""The parts of the service in; one ASGI application out."""

from functools import partial

from fastapi import FastAPI
from fastapi.middleware import Middleware
from starlette.types import ASGIApp

from api import problems
from api.clock import Clock, now
from api.engines import Engines
from api.files import FileStore
from api.pages import ROUTERS as PAGE_ROUTERS
from api.pages.rendering import show_problem
from api.routes import ROUTERS
from api.routes.body import BodyLimit
from api.routes.context import Renderer, Services
from api.routes.images import render_confined
from api.routes.shapes.lists import Problem
from api.security.headers import SecurityHeaders
from api.settings import MEGABYTE, Settings
from api.store.engine import Store

API = "/api/v1"
# What a form adds to the files it carries.
FORM_OVERHEAD = MEGABYTE
_DESCRIPTION = """\
Suggests where judgments and indictments in trafficking cases fell short; people decide.

**Sign in**: `POST /api/v1/auth/token` with the JSON body `{"login": "ana", "password": "…"}`
answers `{"token": "clt_…", …}`; send it with every other request as the header
`Authorization: Bearer clt_…`. It lives 12 hours; `POST /api/v1/tokens` makes lasting ones.

**Walk through**: `getMe` names your projects · `uploadDocuments` takes files ·
`getProgress` until `state` is `done`, `needs_attention` or `failed` · `listSuggestions` ·
`decide` (send the suggestion's `etag` as `If-Match`) · `listFindings`, as JSON, CSV or JSON lines.

Offsets count Unicode code points of a document's text, not bytes and not UTF-16 units.
Every error is an RFC 9457 problem whose `type` ends in a stable word.
"""
_PROBLEM = {"model": Problem, "content": {problems.MEDIA_TYPE: {}}}


class _Service(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        # Outermost, so that the answer to an error nobody foresaw carries the headers too.
        return SecurityHeaders(super().build_middleware_stack())


def create_app(
    settings: Settings,
    store: Store,
    files: FileStore,
    engines: Engines,
    *,
    render: Renderer | None = None,
    clock: Clock = now,
) -> FastAPI:
    """Put the application together; it does no work of its own until it is asked.

    Args:
        settings: what was set.
        store: an open store, already migrated.
        files: where uploads lie.
        engines: what analyses work with; routes need only its knowledge.
        render: draws page images; by default a confined child does.
        clock: tells the time.
    """
    app = _Service(
        title="Caselight",
        version="1",
        description=_DESCRIPTION,
        openapi_url=f"{API}/openapi.json",
        # Their scripts come from elsewhere; this service works without any network.
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(BodyLimit, max_bytes=settings.max_upload + FORM_OVERHEAD),
        ],
    )
    app.state.services = Services(
        settings=settings,
        store=store,
        files=files,
        engines=engines,
        render=render or partial(render_confined, settings),
        clock=clock,
    )
    problems.install(app, show_problem)
    for router in ROUTERS:
        app.include_router(router, prefix=API, responses={"default": _PROBLEM})
    for router in PAGE_ROUTERS:
        app.include_router(router)
    return app
