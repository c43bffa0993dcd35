"""The name of a style sheet, script or picture of ours in; its bytes out."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

# Only what is listed here is ever served, whatever else may lie in the folder.
_MEDIA_TYPES: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file as it is sent; ``etag`` changes with its content."""

    content: bytes
    media_type: str
    etag: str


@cache
def static_files() -> Mapping[str, StaticFile]:
    """Return all files under ``static``, by path; they are read once a process."""
    return dict(_files_in(files("api.pages").joinpath("static"), ""))


def _files_in(folder: Traversable, prefix: str) -> list[tuple[str, StaticFile]]:
    found: list[tuple[str, StaticFile]] = []
    for entry in folder.iterdir():
        media_type = _MEDIA_TYPES.get(entry.name.rpartition(".")[2])
        if entry.is_dir():
            found += _files_in(entry, f"{prefix}{entry.name}/")
        elif media_type is not None:
            content = entry.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            file = StaticFile(content=content, media_type=media_type, etag=etag)
            found.append((prefix + entry.name, file))
    return found


@router.get("/static/{path:path}")
def get_static(path: str, request: Request) -> Response:
    """Send one of our own files; a browser keeps it but asks each time whether it changed.

    Raises:
        HTTPException: 404 when there is no such file.
    """
    file = static_files().get(path)
    if file is None:
        raise HTTPException(404)
    headers = {"ETag": file.etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
