"""The whole service on a free port of this machine: real store, worker, analysis and pages."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import uvicorn
from PIL import Image, ImageDraw, ImageFont

from api.app import create_app
from api.engines import Engines
from api.files import FileStore
from api.jobs import Runner
from api.security.passwords import hash_password
from api.settings import Settings, read_settings
from api.store.engine import Store, open_store
from api.store.migrate import upgrade
from api.store.people import add_project, add_user, set_role
from api.worker import start_worker
from corpora.library import load
from nlp.pipeline import analyse
from tests.api.text_engines import read
from tests.builders import LETTER_WIDTH, PAGE_HEIGHT, PAGE_WIDTH, reading_from_text

PASSWORD = "a sentence for tests"
JUDGMENT = Path(__file__).with_name("judgment.txt")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
# A letter of this font is 0.602 of its size wide.
FONT_RATIO = 0.602


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the service answers, and what it works on."""

    address: str
    store: Store
    project_id: str


@contextmanager
def running_service(folder: Path) -> Iterator[Service]:
    """Run everything in threads of this process until the block ends."""
    settings = read_settings({"CASELIGHT_DATA_DIR": str(folder), "CASELIGHT_PORT": "1"})
    store = open_store(settings.database_url)
    upgrade(store)
    project_id = _add_people(store)
    files = FileStore(root=settings.files_dir)
    engines = Engines(read=read, analyse=partial(analyse, knowledge=load()), knowledge=load())
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
    app = create_app(
        settings=settings,
        store=store,
        files=files,
        engines=engines,
        render=draw_page,
    )
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


def draw_page(path: Path, media_type: str, page: int, *, dpi: int) -> bytes:
    """Draw a page of a plain text where ``tests.builders`` says its words stand."""
    assert media_type == "text/plain"
    scale = dpi / 72
    size = (round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale))
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, LETTER_WIDTH / FONT_RATIO * scale)
    shown = reading_from_text(path.read_text(encoding="utf-8")).pages[page - 1]
    for word in shown.words:
        place = (word.box.x0 * scale, word.box.y0 * scale)
        pen.text(place, shown.text[word.start : word.end], font=font, fill=20)
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
