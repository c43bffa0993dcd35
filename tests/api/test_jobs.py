import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from api.clock import now
from api.files import FileStore
from api.jobs import Runner, run_next
from api.security import audit
from api.store.documents import get_document
from api.store.engine import Store, open_store
from api.store.jobs import LEASE, MAX_ATTEMPTS, latest_job
from api.store.tables import AnalysisRow, AuditRow, DocumentRow, JobRow, SuggestionRow
from api.worker import start_worker, work_off
from nlp.document import Reading, ReadPage
from nlp.marks import Analysis
from tests.api import text_engines
from tests.api.conftest import NOON, Team
from tests.api.test_path import TEXT, send
from tests.conftest import ROOT


def later() -> datetime:
    """Return a time at which every lease given until now is over."""
    return now() + LEASE + timedelta(seconds=1)


def count(store: Store, table: type) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def document(store: Store, document_id: str) -> DocumentRow:
    with store.read() as session:
        return get_document(session, document_id)


def noting_reader(read_pages: list[int]) -> Callable[..., Reading]:
    def read(path: Path, untrusted_name: str, **named: object) -> Reading:
        known = named["known_pages"]
        assert isinstance(known, Mapping)
        reading = text_engines.read(path, untrusted_name, **named)  # type: ignore[arg-type]
        read_pages.extend(page.number for page in reading.pages if page.number not in known)
        return reading

    return read


@pytest.mark.parametrize(
    ("place", "state", "read_again"),
    [("page2", "reading", [2, 3]), ("analysing", "analysing", []), ("keeping", "analysing", [])],
)
def test_a_killed_workers_document_is_finished_once_from_where_it_stood(
    place: str,
    state: str,
    read_again: list[int],
    store: Store,
    store_url: str,
    files: FileStore,
    runner: Runner,
    team: Team,
) -> None:
    accepted = send(store, files, team, content=TEXT + "\fThird page.\n")
    command = [sys.executable, "-m", "tests.api.stuck_worker", store_url, str(files.root), place]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    stopped = document(store, accepted.document_id)
    assert (stopped.state, stopped.page_count) == (state, 3)
    assert not run_next(runner), "its lease still runs"

    read_pages: list[int] = []
    engines = replace(runner.engines, read=noting_reader(read_pages))
    assert work_off(replace(runner, engines=engines, clock=later)) == 1
    assert read_pages == read_again
    assert document(store, accepted.document_id).state == "done"
    assert (count(store, AnalysisRow), count(store, SuggestionRow)) == (1, 2)
    with store.read() as session:
        assert audit.verify(session).intact


def test_a_worker_whose_lease_was_taken_over_writes_nothing(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)

    def be_overtaken(reading: Reading, *, id: str, name: str) -> Analysis:  # noqa: A002
        assert work_off(replace(runner, owner="other", clock=later)) == 1
        return text_engines.analyse(reading, id=id, name=name)

    slow = replace(runner, engines=replace(runner.engines, analyse=be_overtaken))
    assert run_next(slow)
    assert document(store, accepted.document_id).state == "done"
    assert count(store, AnalysisRow) == 1
    assert count(store, AuditRow) == 2


def test_workers_side_by_side_do_each_job_once(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    for number in range(8):
        send(store, files, team, content=f"{number} the delay")
    runners = [replace(runner, owner=f"w{n}") for n in range(3)]
    threads = [start_worker(one) for one in runners]
    for _ in range(200):
        with store.read() as session:
            left = session.scalar(
                select(func.count()).select_from(JobRow).where(JobRow.state != "done")
            )
        if not left:
            break
        threading.Event().wait(0.05)
    runner.stopping.set()
    for thread in threads:
        thread.join(timeout=10)
        assert not thread.is_alive()
    assert count(store, AnalysisRow) == 8
    with store.read() as session:
        assert set(session.scalars(select(JobRow.attempts))) == {1}


def explode(reading: Reading, *, id: str, name: str) -> Analysis:  # noqa: A002
    raise RuntimeError(reading.pages[0].text)


def test_a_document_that_breaks_the_analysis_fails_alone_after_bounded_attempts(
    store: Store,
    files: FileStore,
    runner: Runner,
    team: Team,
    caplog: pytest.LogCaptureFixture,
) -> None:
    accepted = send(store, files, team)
    broken = replace(runner, engines=replace(runner.engines, analyse=explode), clock=later)
    for _ in range(MAX_ATTEMPTS):
        with store.write() as session:
            session.execute(update(JobRow).values(not_before=NOON))
        assert run_next(broken)
    assert not run_next(replace(runner, clock=later))
    failed = document(store, accepted.document_id)
    assert (failed.state, failed.reason_code) == ("failed", "analysis_failed")
    assert failed.reason_detail == "RuntimeError"
    assert "in explode" in caplog.text
    assert "K 12/2019" not in caplog.text


def test_a_job_that_kills_its_worker_each_time_comes_to_an_end(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    with store.write() as session:
        job = latest_job(session, accepted.document_id)
        assert job is not None
        job.state, job.attempts = "running", MAX_ATTEMPTS
        job.lease_until = NOON
    assert run_next(runner)
    failed = document(store, accepted.document_id)
    assert (failed.state, failed.reason_code) == ("failed", "analysis_failed")
    assert not run_next(replace(runner, clock=later))


def test_a_worker_told_to_stop_gives_its_job_back(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    runner.stopping.set()
    assert run_next(runner)
    assert document(store, accepted.document_id).state == "queued"
    runner.stopping.clear()
    assert work_off(runner) == 1
    assert document(store, accepted.document_id).state == "done"
    with store.read() as session:
        job = latest_job(session, accepted.document_id)
        assert job is not None
        assert (job.state, job.attempts) == ("done", 1)


def test_progress_is_seen_while_a_document_is_read(
    store: Store, store_url: str, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    other = open_store(store_url)
    seen = []

    def read(
        path: Path,
        untrusted_name: str,
        *,
        known_pages: Mapping[int, ReadPage],
        on_page: Callable[[ReadPage], None],
        on_progress: Callable[[int, int], None],
    ) -> Reading:
        def progress(page: int, page_count: int) -> None:
            on_progress(page, page_count)
            row = document(other, accepted.document_id)
            seen.append((row.state, row.stage, row.page, row.page_count))

        return text_engines.read(
            path, untrusted_name, known_pages=known_pages, on_page=on_page, on_progress=progress
        )

    work_off(replace(runner, engines=replace(runner.engines, read=read)))
    other.close()
    assert seen == [("reading", "reading", 1, 2), ("reading", "reading", 2, 2)]


def test_a_stored_file_altered_on_disk_is_not_analysed(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    row = document(store, accepted.document_id)
    files.path(row.sha256).write_bytes(b"something else")
    assert run_next(runner)
    changed = document(store, accepted.document_id)
    assert (changed.state, changed.reason_code) == ("failed", "stored_file_damaged")
