"""Whether the service lives, and whether it can work."""

import os
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api import problems
from api.routes.context import services_of
from api.routes.shapes.lists import Answer
from api.store.health import is_reachable

router = APIRouter(prefix="/health", tags=["health"])


class Health(Answer):
    """That all is well."""

    status: Literal["ok"] = "ok"


@router.get("/live", operation_id="getLive", summary="Whether the process answers")
def get_live() -> Health:
    """Answer."""
    return Health()


@router.get(
    "/ready", operation_id="getReady", summary="Whether database and file store can be used",
    response_model=Health,
)  # fmt: skip
def get_ready(request: Request) -> Health | JSONResponse:
    """Ask the database and look whether files can be written."""
    services = services_of(request)
    if not is_reachable(services.store):
        return problems.problem(503, "database_unreachable", "The database does not answer.")
    if not os.access(services.settings.data_dir, os.W_OK):
        return problems.problem(503, "storage_unwritable", "Files cannot be written.")
    return Health()
