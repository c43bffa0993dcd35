"""``caselight demo``: three synthetic cases, one login a role, and the service running."""

import json
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.assembly import open_everything
from api.cli.service import run_server, worker_processes
from api.clock import now
from api.files import FileStore
from api.security.passwords import hash_password
from api.settings import Settings, read_settings
from api.store.engine import Store
from api.store.people import add_project, add_user, set_role
from api.upload import accept
from corpora.synthetic_cases import SyntheticCase, load_cases

_LOGINS = "demo-logins.json"
_ROLES = ("reviewer", "annotator", "analyst", "administrator")
_PROJECT = "Demo (synthetic cases)"


def demo(
    data: Annotated[Path, typer.Option(help="Folder of the demo's data.")] = Path("var/demo"),
    port: Annotated[int | None, typer.Option(help="Default: 8765.")] = None,
    workers: Annotated[int, typer.Option(help="Worker processes.")] = 1,
) -> None:
    """Load three synthetic cases and serve them on this machine only."""
    settings = read_settings({**os.environ, "CASELIGHT_DATA_DIR": str(data)})
    store, files = open_everything(settings)
    logins = _read_logins(settings) or _fill(settings, store, files)
    store.close()
    chosen = port or settings.port
    with worker_processes(settings, workers):
        _greet(settings.host, chosen, logins)
        run_server(settings, chosen)


def _read_logins(settings: Settings) -> dict[str, str] | None:
    path = settings.data_dir / _LOGINS
    if not path.is_file():
        return None
    logins: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return logins


def _fill(settings: Settings, store: Store, files: FileStore) -> dict[str, str]:
    passwords = {role: secrets.token_urlsafe(12) for role in _ROLES}
    reviewer, project = _add_people(store, passwords)
    for case in load_cases():
        _upload(settings, store, files, case, reviewer, project)
    path = settings.data_dir / _LOGINS
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(passwords, stream)
    return passwords


def _add_people(store: Store, passwords: dict[str, str]) -> tuple[str, str]:
    at = now()
    with store.write() as session:
        project = add_project(session, _PROJECT)
        ids = {}
        for role, password in passwords.items():
            user = add_user(
                session,
                role,
                display_name=role.capitalize(),
                password_hash=hash_password(password),
                at=at,
                administrator=role == "administrator",
            )
            ids[role] = user.id
            if role != "administrator":
                set_role(session, user.id, project.id, role)
        return ids["reviewer"], project.id


def _upload(
    settings: Settings,
    store: Store,
    files: FileStore,
    case: SyntheticCase,
    reviewer: str,
    project: str,
) -> None:
    for document in case.documents:
        with document.pdf.open("rb") as stream:
            accept(
                store,
                files,
                actor_id=reviewer,
                project_id=project,
                untrusted_name=f"{case.id}-{document.name}.pdf",
                untrusted_stream=stream,
                max_bytes=settings.max_upload,
                at=now(),
            )


def _greet(host: str, port: int, logins: dict[str, str]) -> None:
    print(f"\nCaselight is at http://{host}:{port}  (synthetic cases; stop with Ctrl+C)\n")
    for role, password in logins.items():
        print(f"  {role:14} {password}")
    print("\nThe cases are being read; their progress shows in the document list.\n")
    sys.stdout.flush()
