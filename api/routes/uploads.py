"""A form with files in; documents and their jobs, or the reason why not, file by file, out."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, BinaryIO

import msgspec
from fastapi import APIRouter, Depends, Header, Request
from starlette.datastructures import FormData, UploadFile

from api.failures import ConflictError, InvalidError, RefusedError
from api.files import CHUNK
from api.routes.context import Caller, acting
from api.routes.document_answers import links_to
from api.routes.shapes.documents import UploadAnswer, UploadResult
from api.store import accounts
from api.store.cases import get_case
from api.store.tables import IdempotencyRow
from api.upload import accept, display_name

router = APIRouter(prefix="/documents", tags=["documents"])
Writing = Annotated[Caller, Depends(acting("documents.write"))]
# A folder of a large case; more come in several requests.
MAX_FILES = 100
_MAX_FIELDS = 10
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["project", "files"],
                "properties": {
                    "project": {"type": "string", "description": "The project's id."},
                    "case": {"type": "string", "description": "A case of the project, if known."},
                    "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                },
            }
        }
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadForm:
    """What a form holds, as it came."""

    project_id: str
    case_id: str | None
    files: Sequence[UploadFile]


async def upload_form(request: Request, caller: Writing) -> AsyncIterator[UploadForm]:
    """Yield the form, taken in on to disk only after it is known who sends it.

    Raises:
        InvalidError: when it is not a form with a project and at least one file.
    """
    del caller
    async with request.form(max_files=MAX_FILES, max_fields=_MAX_FIELDS) as form:
        yield _read_form(form)


def _read_form(form: FormData) -> UploadForm:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
    project_id = _field(form, "project")
    if project_id is None or not files:
        raise InvalidError("Send a form with `project` and at least one file as `files`.")
    return UploadForm(project_id=project_id, case_id=_field(form, "case"), files=files)


def _field(form: FormData, name: str) -> str | None:
    value = form.get(name)
    # No id has other letters, and PostgreSQL refuses some.
    return value if isinstance(value, str) and value.isascii() and value.isalnum() else None


@router.post(
    "",
    operation_id="uploadDocuments",
    summary="Upload one or many files",
    status_code=202,
    openapi_extra={"requestBody": _BODY},
)
def upload_documents(
    caller: Writing,
    form: Annotated[UploadForm, Depends(upload_form)],
    idempotency_key: Annotated[str | None, Header(max_length=200, pattern=r"^[!-~]+$")] = None,
) -> UploadAnswer:
    """Keep each file and queue its analysis; the same bytes in a project are one document.

    A file that cannot be kept does not hinder the others; if none can, the first reason is the
    answer. The same ``Idempotency-Key`` gives the same answer again.
    """
    caller.require(form.project_id)
    if form.case_id is not None:
        with caller.services.store.read() as session:
            caller.require(get_case(session, form.case_id).project_id)
    if idempotency_key is None:
        return _accept_all(caller, form)
    return _accept_once(caller, form, idempotency_key)


def _accept_once(caller: Caller, form: UploadForm, key: str) -> UploadAnswer:
    request_hash = _hash(form)
    with caller.services.store.read() as session:
        known = accounts.find_answer(session, caller.actor.user_id, key)
    if known is not None and known.request_hash != request_hash:
        raise ConflictError("This Idempotency-Key came with another request.", code="key_reused")
    if known is not None:
        return UploadAnswer.model_validate(known.body)
    answer = _accept_all(caller, form)
    row = IdempotencyRow(
        user_id=caller.actor.user_id,
        key=key,
        request_hash=request_hash,
        status=202,
        body=answer.model_dump(mode="json"),
        created_at=caller.services.clock(),
    )
    with caller.services.store.write() as session:
        accounts.keep_answer(session, row)
    return answer


def _accept_all(caller: Caller, form: UploadForm) -> UploadAnswer:
    results: list[UploadResult] = []
    refusals: list[RefusedError] = []
    for file in form.files:
        try:
            results.append(_accept(caller, form, file))
        except RefusedError as error:
            refusals.append(error)
            name = display_name(file.filename or "")
            results.append(
                UploadResult(name=name, created=False, code=error.code, detail=error.detail)
            )
    if len(refusals) == len(form.files):
        raise refusals[0]
    return UploadAnswer(items=results)


def _accept(caller: Caller, form: UploadForm, file: UploadFile) -> UploadResult:
    services = caller.services
    accepted = accept(
        services.store,
        services.files,
        actor_id=caller.actor.user_id,
        project_id=form.project_id,
        untrusted_name=file.filename or "",
        untrusted_stream=file.file,
        max_bytes=services.settings.max_upload,
        at=services.clock(),
        case_id=form.case_id,
    )
    return UploadResult(
        name=display_name(file.filename or ""),
        created=accepted.created,
        duplicate=not accepted.created,
        document_id=accepted.document_id,
        job_id=accepted.job_id,
        state=accepted.state,  # type: ignore[arg-type]  # only ever written from these words
        links=links_to(accepted.document_id),
    )


def _hash(form: UploadForm) -> str:
    parts: list[str | None] = [form.project_id, form.case_id]
    for file in form.files:
        parts += [file.filename, _digest(file.file)]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _digest(untrusted_stream: BinaryIO) -> str:
    hasher = hashlib.sha256()
    while chunk := untrusted_stream.read(CHUNK):
        hasher.update(chunk)
    untrusted_stream.seek(0)
    return hasher.hexdigest()
