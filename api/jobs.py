"""A queue in; one job claimed, kept alive, run and ended out, whatever happens inside it."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.analysis import Work, run
from api.clock import Clock, now
from api.engines import Engines
from api.files import DamagedFileError, FileStore
from api.security import audit
from api.store import OperationalError
from api.store.documents import get_document, set_progress
from api.store.engine import Store
from api.store.jobs import LEASE, Lease, LeaseLostError, claim, finish, give_back, renew
from nlp.failures import UnreadableError

logger = logging.getLogger(__name__)
# Details come from readers of strangers' files; a line is enough.
MAX_DETAIL = 300
ANALYSIS_FAILED = "analysis_failed"


class StoppedError(Exception):
    """The worker was asked to stop; the job goes back into the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """What a worker runs jobs with; set ``stopping`` to end the present job at its next page."""

    store: Store
    files: FileStore
    engines: Engines
    owner: str
    clock: Clock = now
    stopping: threading.Event = field(default_factory=threading.Event)


def run_next(runner: Runner) -> bool:
    """Claim a job and bring it to an end; False when none was waiting."""
    with runner.store.write() as session:
        lease = claim(session, runner.owner, at=runner.clock())
    if lease is None:
        return False
    if lease.attempts > lease.max_attempts:
        # The worker of the last attempt died with it.
        _fail(runner, lease, ANALYSIS_FAILED, "")
        return True
    with _kept_alive(runner, lease) as lost:
        _run(runner, lease, lost)
    return True


def _run(runner: Runner, lease: Lease, lost: threading.Event) -> None:
    work = Work(
        store=runner.store,
        files=runner.files,
        engines=runner.engines,
        lease=lease,
        clock=runner.clock,
        check=lambda: _check(runner, lease, lost),
    )
    try:
        run(work)
    except LeaseLostError:
        logger.warning("job %s was taken over", lease.job_id)
    except StoppedError:
        _give_back(runner, lease, None)
    except UnreadableError as error:
        _fail(runner, lease, error.code, error.detail)
    except DamagedFileError as error:
        _fail(runner, lease, error.code, "")
    except Exception as error:  # noqa: BLE001  one document must never stop the others
        # The message may quote the document: the log gets the places, not the words.
        places = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s: %s\n%s", lease.job_id, type(error).__name__, places)  # noqa: TRY400
        if lease.last_attempt:
            _fail(runner, lease, ANALYSIS_FAILED, type(error).__name__)
        else:
            _give_back(runner, lease, type(error).__name__)


def _check(runner: Runner, lease: Lease, lost: threading.Event) -> None:
    if lost.is_set():
        raise LeaseLostError(lease.job_id)
    if runner.stopping.is_set():
        raise StoppedError


@contextmanager
def _kept_alive(runner: Runner, lease: Lease) -> Iterator[threading.Event]:
    """Renew a lease from a thread until the block ends; the event tells that it was lost."""
    lost, done = threading.Event(), threading.Event()

    def beat() -> None:
        while not done.wait(LEASE.total_seconds() / 3):
            try:
                with runner.store.write() as session:
                    renew(session, lease, at=runner.clock())
            except LeaseLostError:
                lost.set()
                return
            except OperationalError:
                logger.warning("the lease of job %s could not be renewed now", lease.job_id)

    thread = threading.Thread(target=beat, name=f"lease-{lease.job_id}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        done.set()
        thread.join()


def _fail(runner: Runner, lease: Lease, code: str, detail: str) -> None:
    at = runner.clock()
    try:
        with runner.store.write() as session:
            renew(session, lease, at=at)
            finish(session, lease, at=at, error_code=code)
            row = get_document(session, lease.document_id)
            reason = (code, detail[:MAX_DETAIL])
            set_progress(row, at, state="failed", page_count=row.page_count, reason=reason)
            details = {"reason": code, "attempts": lease.attempts}
            audit.append(session, None, "analysis.run", "document", row.id, "failed", details, at)
    except LeaseLostError:
        logger.warning("job %s was taken over", lease.job_id)


def _give_back(runner: Runner, lease: Lease, error_code: str | None) -> None:
    at = runner.clock()
    try:
        with runner.store.write() as session:
            renew(session, lease, at=at)
            give_back(session, lease, at=at, error_code=error_code)
            row = get_document(session, lease.document_id)
            set_progress(row, at, state="queued", page_count=row.page_count)
    except LeaseLostError:
        logger.warning("job %s was taken over", lease.job_id)
