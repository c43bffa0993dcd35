"""``caselight serve`` and ``caselight work``: pages and API, and the workers behind them."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.assembly import make_engines, open_everything
from api.cli import exits
from api.jobs import Runner
from api.settings import Settings, read_settings
from api.worker import work as work_on
from api.worker import work_off

Port = Annotated[int | None, typer.Option(help="Default: CASELIGHT_PORT or 8765.")]
Models = Annotated[
    bool, typer.Option("--models/--no-models", help="Use the trained models beside the rules.")
]
# Time for the page under way; then the job goes back to the queue by its lease.
_STOP_SECONDS = 20
# A dead worker or parent is noticed within this.
_LOOK_SECONDS = 0.5
# A worker that cannot start must not be tried without a pause.
_RESTART_SECONDS = 2

logger = logging.getLogger(__name__)


def serve(
    port: Port = None,
    workers: Annotated[
        int | None, typer.Option(help="Worker processes to start beside it.")
    ] = None,
    models: Models = True,
) -> None:
    """Serve the pages and the API, with worker processes beside it."""
    settings = read_settings()
    count = settings.workers if workers is None else workers
    with worker_processes(settings, count, with_models=models):
        run_server(settings, port or settings.port)


def work(
    once: Annotated[bool, typer.Option("--once", help="End when no job is waiting.")] = False,
    models: Models = True,
    beside: Annotated[
        int | None, typer.Option(hidden=True, help="End when this parent process does.")
    ] = None,
) -> None:
    """Analyse uploaded documents until stopped."""
    logging.getLogger("api").setLevel(logging.INFO)
    settings = read_settings()
    store, files = open_everything(settings)
    owner = f"{socket.gethostname()}-{os.getpid()}"
    engines = make_engines(settings, with_models=models)
    runner = Runner(store=store, files=files, engines=engines, owner=owner)
    _stop_on_signals(runner.stopping)
    if beside is not None:
        _stop_with_parent(beside, runner.stopping)
    if once:
        work_off(runner)
    else:
        work_on(runner)


def run_server(settings: Settings, port: int) -> None:
    """Serve until interrupted."""
    store, files = open_everything(settings)
    app = create_app(settings, store, files, make_engines(settings))
    # The server raises SIGTERM once more at its end; by default that would orphan the workers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(exits.DONE))
    # Access logs hold addresses of identified documents; the audit log is the record of reads.
    uvicorn.run(app, host=settings.host, port=port, log_level="warning", access_log=False)


@contextmanager
def worker_processes(settings: Settings, count: int, *, with_models: bool = True) -> Iterator[None]:
    """Run workers as processes of their own: a crash or a memory limit of one ends only itself.

    A worker that ends before the block does is started anew; one whose parent is gone ends itself.
    """
    open_everything(settings)
    environment = {
        **os.environ,
        "CASELIGHT_DATA_DIR": str(settings.data_dir),
        "CASELIGHT_DATABASE_URL": settings.database_url,
    }
    models = "--models" if with_models else "--no-models"
    command = [sys.executable, "-m", "api.cli", "work", models, "--beside", str(os.getpid())]
    start = partial(subprocess.Popen, command, env=environment)
    ending = threading.Event()
    keepers = [threading.Thread(target=_keep_one, args=(start, ending)) for _ in range(count)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        ending.set()
        for keeper in keepers:
            keeper.join()


def _keep_one(start: Callable[[], "subprocess.Popen[bytes]"], ending: threading.Event) -> None:
    while not ending.is_set():
        process = start()
        while process.poll() is None and not ending.wait(_LOOK_SECONDS):
            pass
        if process.poll() is None:
            process.terminate()
            _wait(process)
        elif not ending.is_set():
            logger.warning("a worker ended with status %s; starting another", process.returncode)
            ending.wait(_RESTART_SECONDS)


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _stop_with_parent(parent: int, stopping: threading.Event) -> None:
    def watch() -> None:
        while os.getppid() == parent and not stopping.wait(_LOOK_SECONDS):
            pass
        stopping.set()

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _stop_on_signals(stopping: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
