"""A data folder in; the real ``caselight serve`` with its workers as processes of their own out."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx

from tests.conftest import ROOT

LOGIN, PASSWORD, PROJECT = "ana", "a sentence for tests", "Samples"
FINAL = frozenset({"done", "needs_attention", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A running service, and a client signed in as a reviewer."""

    address: str
    process: "subprocess.Popen[bytes]"
    client: httpx.Client
    project: str

    def upload(self, name: str, content: bytes) -> Any:
        """Return the answer to an upload of one file."""
        return self.client.post(
            "/documents", data={"project": self.project}, files=[("files", (name, content))]
        )

    def progress(self, document_id: str, lang: str = "en") -> dict[str, Any]:
        """Return the state of the work on a document."""
        answer = self.client.get(f"/documents/{document_id}/progress", params={"lang": lang})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def wait(self, document_id: str, seconds: float = 60) -> dict[str, Any]:
        """Return the final progress of a document."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.progress(document_id)
            if found["state"] in FINAL:
                return found
            time.sleep(0.2)
        raise AssertionError(f"not ended after {seconds} s: {found}")

    def workers(self) -> list[int]:
        """Return the process ids of the service's workers."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for path in children for pid in path.read_text().split()]


def command(
    *words: str, data: Path, given: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run ``caselight`` with a data folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words],
        env=environment(data),
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def environment(data: Path) -> Mapping[str, str]:
    """Return this process's environment with a data folder of its own."""
    return {**os.environ, "CASELIGHT_DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}


@contextmanager
def running_product(data: Path, *, workers: int = 1) -> Iterator[Product]:
    """Add a reviewer, serve until the block ends, and end every process that was started."""
    add_reviewer(data)
    port = free_port()
    process = start_server(data, port, workers=workers)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, process)
        product = sign_in(address, process)
        with closing(product.client):
            yield product
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(60)


def add_reviewer(data: Path) -> None:
    """Make the account that tests work with, once."""
    done = command(
        *("user", "add", LOGIN, "--project", PROJECT, "--password-stdin"),
        data=data,
        given=PASSWORD + "\n",
    )
    assert done.returncode == 0, done.stderr


def start_server(data: Path, port: int, *, workers: int) -> "subprocess.Popen[bytes]":
    """Start ``caselight serve`` without the trained models, which take long to load."""
    words = ["serve", "--port", str(port), "--workers", str(workers), "--no-models"]
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", *words], env=environment(data), cwd=ROOT
    )


def sign_in(address: str, process: "subprocess.Popen[bytes]") -> Product:
    """Return a client with a token."""
    client = httpx.Client(base_url=f"{address}/api/v1", timeout=60)
    answer = client.post("/auth/token", json={"login": LOGIN, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    project = client.get("/me").json()["memberships"][0]["project"]
    return Product(address=address, process=process, client=client, project=project)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when the service answers that it is ready."""
    for _ in range(300):
        assert process.poll() is None, "the server ended at its start"
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health/ready") as answer:  # noqa: S310
                json.load(answer)
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not become ready")
