"""A page's number in; its picture, drawn once by a confined process and then kept, out.

The original file never reaches a browser: only these pictures do.
"""

import os
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.failures import NotFoundError, RefusedError
from api.routes.content import PageNumber
from api.routes.context import Caller, acting
from api.routes.parameters import RowId
from api.security.cell import render_in_cell
from api.security.cell_messages import CellLimits
from api.settings import Settings
from api.store import documents
from nlp.failures import UnreadableError

router = APIRouter(prefix="/documents/{document_id}", tags=["content"])
# Sharp enough to read small print at twice its size; an A4 page is about 150 kB.
DPI = 110
# A reviewer has turned the page by then; real pages take well under a second.
DRAW_SECONDS = 30


class UndrawableError(RefusedError):
    """The page cannot be drawn."""

    code = "undrawable"


def render_confined(
    settings: Settings, untrusted_bytes: bytes, media_type: str, page: int, *, dpi: int
) -> bytes:
    """Draw a page in a confined child process; see ``Renderer``."""
    limits = CellLimits(
        memory_bytes=settings.read_memory, cpu_seconds=DRAW_SECONDS, wall_seconds=DRAW_SECONDS
    )
    return render_in_cell(untrusted_bytes, media_type, page, dpi=dpi, limits=limits)


@router.get(
    "/pages/{number}/image",
    operation_id="getPageImage",
    summary="The picture of a page",
    response_class=Response,
    responses={200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
def get_page_image(
    caller: Annotated[Caller, Depends(acting("documents.read"))],
    document_id: RowId,
    number: PageNumber,
) -> Response:
    """Return a page as PNG."""
    caller.note_reading(document_id, f"image {number}")
    with caller.services.store.read() as session:
        row = caller.document(session, document_id)
        if not documents.load_pages(session, document_id, numbers=[number]):
            raise NotFoundError("There is no such page.")
    content = _picture(caller, row.sha256, row.media_type or "", number)
    return Response(content, media_type="image/png", headers={"Cache-Control": "no-store"})


def _picture(caller: Caller, sha256: str, media_type: str, number: int) -> bytes:
    services = caller.services
    kept = services.settings.images_dir / sha256[:2] / sha256 / f"{number}-{DPI}.png"
    if kept.is_file():
        return kept.read_bytes()
    try:
        content = services.render(services.files.read(sha256), media_type, number, dpi=DPI)
    except UnreadableError as error:
        raise UndrawableError(code=error.code) from error
    _keep(kept, content)
    return content


def _keep(path: Path, content: bytes) -> None:
    """Write a picture so that nobody ever sees a part of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(path)
