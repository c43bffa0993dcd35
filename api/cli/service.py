"""``caselight serve`` and ``caselight work``: pages and API, and the workers behind them."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.assembly import make_engines, open_everything
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
) -> None:
    """Analyse uploaded documents until stopped."""
    logging.getLogger().setLevel(logging.INFO)
    settings = read_settings()
    store, files = open_everything(settings)
    owner = f"{socket.gethostname()}-{os.getpid()}"
    engines = make_engines(settings, with_models=models)
    runner = Runner(store=store, files=files, engines=engines, owner=owner)
    _stop_on_signals(runner.stopping)
    if once:
        work_off(runner)
    else:
        work_on(runner)


def run_server(settings: Settings, port: int) -> None:
    """Serve until interrupted."""
    store, files = open_everything(settings)
    app = create_app(settings, store, files, make_engines(settings))
    # Access logs hold addresses of identified documents; the audit log is the record of reads.
    uvicorn.run(app, host=settings.host, port=port, log_level="warning", access_log=False)


@contextmanager
def worker_processes(settings: Settings, count: int, *, with_models: bool = True) -> Iterator[None]:
    """Run workers as processes of their own: a crash or a memory limit of one ends only itself."""
    open_everything(settings)
    environment = {
        **os.environ,
        "CASELIGHT_DATA_DIR": str(settings.data_dir),
        "CASELIGHT_DATABASE_URL": settings.database_url,
    }
    models = "--models" if with_models else "--no-models"
    command = [sys.executable, "-m", "api.cli", "work", models]
    processes = [subprocess.Popen(command, env=environment) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _stop_on_signals(stopping: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
