"""The whole service on a free port of this machine: real store, worker, analysis and pages."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from api.app import create_app
from api.assembly import make_engines, open_everything
from api.engines import Engines
from api.files import FileStore
from api.jobs import Runner
from api.security.passwords import hash_password
from api.settings import Settings, read_settings
from api.store.engine import Store
from api.store.people import add_project, add_user, set_role
from api.worker import start_worker

PASSWORD = "a sentence for tests"
JUDGMENT = Path(__file__).with_name("judgment.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the service answers, and what it works on."""

    address: str
    store: Store
    project_id: str


@contextmanager
def running_service(folder: Path) -> Iterator[Service]:
    """Run everything in threads of this process until the block ends."""
    settings = read_settings({"CASELIGHT_DATA_DIR": str(folder)})
    store, files = open_everything(settings)
    project_id = _add_people(store)
    # Without the trained models, which take long to load and are tested by themselves.
    engines = make_engines(settings, with_models=False)
    runner = Runner(store=store, files=files, engines=engines, owner="browser-test")
    worker = start_worker(runner)
    server = _server(settings, store, files, engines)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Service(address=f"http://127.0.0.1:{port}", store=store, project_id=project_id)
    server.should_exit = True
    runner.stopping.set()
    thread.join(10)
    worker.join(10)
    store.close()


def _server(settings: Settings, store: Store, files: FileStore, engines: Engines) -> uvicorn.Server:
    app = create_app(settings, store, files, engines)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none")
    return uvicorn.Server(config)


def _add_people(store: Store) -> str:
    at = datetime.now(UTC)
    with store.write() as session:
        project = add_project(session, "Synthetic cases", country="ME")
        for login, name in (("ana", "Ana Primjer"), ("boris", "Boris Proba")):
            user = add_user(
                session, login, display_name=name, password_hash=hash_password(PASSWORD), at=at
            )
            set_role(session, user.id, project.id, "reviewer")
        return project.id
