"""An untrusted stream and name in; a stored file, a document and its job out, or none of them."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from api.files import FileStore, StoredFile
from api.security import audit
from api.store import Session
from api.store.cases import get_case, move_document
from api.store.documents import find_document
from api.store.engine import Store
from api.store.jobs import enqueue, latest_job
from api.store.people import get_project
from api.store.tables import DocumentRow

MAX_NAME = 255
NAMELESS = "document"
# Kept although it is a format character: it joins emoji, and letters of some scripts.
_JOINER = "\u200d"
# Controls, direction overrides and the like, halves of characters, line and paragraph breaks.
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What became of an upload; ``created`` is false when the project had these bytes already."""

    document_id: str
    job_id: str | None
    state: str
    created: bool


def accept(
    store: Store,
    files: FileStore,
    *,
    actor_id: str,
    project_id: str,
    untrusted_name: str,
    untrusted_stream: BinaryIO,
    max_bytes: int,
    at: datetime,
    case_id: str | None = None,
) -> Accepted:
    """Keep an upload and queue its analysis; the same bytes in a project are one document.

    Raises:
        TooLargeError: when the stream is longer than ``max_bytes``.
        StorageFullError: when there is no room for it.
        NotFoundError: when there is no such project or case.
        InvalidError: when the case belongs to another project.
    """
    stored = files.save(untrusted_stream, max_bytes=max_bytes)
    with store.write() as session:
        # Two uploads of the same bytes meet here: the second waits, then finds the document.
        get_project(session, project_id, lock=True)
        row = find_document(session, project_id, stored.sha256)
        created = row is None
        if row is None:
            row = _add_document(session, actor_id, project_id, untrusted_name, stored, at)
            if case_id is not None:
                move_document(session, row, get_case(session, case_id))
            enqueue(session, row.id, at=at)
        outcome = "created" if created else "duplicate"
        audit.append(session, actor_id, "documents.write", "document", row.id, outcome, {}, at)
        job = latest_job(session, row.id)
        return Accepted(
            document_id=row.id,
            job_id=job.id if job else None,
            state=row.state,
            created=created,
        )


def display_name(untrusted_name: str) -> str:
    """Return a name fit to be shown: composed, without control characters, at most 255 long.

    It never names a file: stored files are named by their content.
    """
    shown = "".join(
        character
        for character in untrusted_name
        if character == _JOINER or unicodedata.category(character) not in _UNSHOWN
    )
    return unicodedata.normalize("NFC", shown).strip()[:MAX_NAME].strip() or NAMELESS


def _add_document(
    session: Session,
    actor_id: str,
    project_id: str,
    untrusted_name: str,
    stored: StoredFile,
    at: datetime,
) -> DocumentRow:
    row = DocumentRow(
        project_id=project_id,
        sha256=stored.sha256,
        name=display_name(untrusted_name),
        size=stored.size,
        uploaded_by=actor_id,
        created_at=at,
        updated_at=at,
    )
    session.add(row)
    session.flush()
    return row
