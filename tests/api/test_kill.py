"""Processes killed with SIGKILL: analysis completes exactly once, and no decision is lost."""

import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.api.product import (
    free_port,
    running_product,
    sign_in,
    start_server,
    wait_until_ready,
)
from tests.conftest import ROOT

CASE = ROOT / "corpora" / "synthetic" / "rs-primer"
# A lease of 30 seconds, and the time to notice that it has run out.
RECOVERY_SECONDS = 35
pytestmark = pytest.mark.slow


def count(data: Path, table: str, document: str) -> int:
    with sqlite3.connect(data / "caselight.db") as database:
        found: int = database.execute(
            f"SELECT count(*) FROM {table} WHERE document_id = ?",  # noqa: S608
            (document,),
        ).fetchone()[0]
        return found


def test_a_killed_worker_is_replaced_and_the_analysis_is_there_once(tmp_path: Path) -> None:
    with running_product(tmp_path) as product:
        scan = (CASE / "appeal.scan.pdf").read_bytes()
        document = product.upload("sken.pdf", scan).json()["items"][0]["document_id"]
        while product.progress(document)["state"] == "queued":
            time.sleep(0.05)
        (worker,) = product.workers()
        os.kill(worker, signal.SIGKILL)
        killed = time.monotonic()
        reading = product.progress(document)
        assert reading["state"] in {"reading", "analysing"}
        while product.progress(document)["updated_at"] == reading["updated_at"]:
            assert time.monotonic() - killed < RECOVERY_SECONDS
            time.sleep(0.2)
        assert product.wait(document, 120)["state"] in {"done", "needs_attention"}
        assert product.workers() != [worker]
        assert count(tmp_path, "analyses", document) == 1


def test_a_decision_outlives_a_killed_server_and_its_workers_do_not(tmp_path: Path) -> None:
    with running_product(tmp_path) as product:
        judgment = (CASE / "first_instance.pdf").read_bytes()
        document = product.upload("presuda.pdf", judgment).json()["items"][0]["document_id"]
        product.wait(document, 120)
        path = f"/documents/{document}/suggestions"
        first = product.client.get(path).json()["items"][0]
        decided = product.client.post(
            f"/suggestions/{first['id']}/decisions", json={"verdict": "confirm"}
        )
        workers = product.workers()
        product.process.kill()
        assert decided.status_code == 201
        product.process.wait(10)
    for _ in range(50):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.2)
    else:
        pytest.fail("a worker outlives its server")
    port = free_port()
    server = start_server(tmp_path, port, workers=1)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", server)
        again = sign_in(f"http://127.0.0.1:{port}", server)
        with closing(again.client):
            found = again.client.get("/findings").json()["items"]
        assert [one["suggestion_id"] for one in found] == [first["id"]]
    finally:
        server.terminate()
        server.wait(60)
