"""A runner in; jobs done one after the other until it is told to stop."""

import logging
import threading
from datetime import timedelta

from api.jobs import Runner, run_next
from api.store import OperationalError

logger = logging.getLogger(__name__)
# An idle worker asks this often; an upload thus waits half of it on average.
IDLE_SECONDS = 0.5
# No upload takes that long; what is older was cut off by a crash.
ABANDONED_AFTER = timedelta(days=1)


def work(runner: Runner) -> None:
    """Do jobs until ``runner.stopping`` is set; a database that is away is waited for."""
    runner.files.discard_abandoned(runner.clock() - ABANDONED_AFTER)
    while not runner.stopping.is_set():
        if not _work_once(runner):
            runner.stopping.wait(IDLE_SECONDS)


def work_off(runner: Runner) -> int:
    """Do every job that waits now; return how many there were."""
    count = 0
    while run_next(runner):
        count += 1
    return count


def start_worker(runner: Runner) -> threading.Thread:
    """Do jobs in a thread of this process; set ``runner.stopping`` and join to end it."""
    thread = threading.Thread(target=work, args=(runner,), name=runner.owner, daemon=True)
    thread.start()
    return thread


def _work_once(runner: Runner) -> bool:
    try:
        return run_next(runner)
    except OperationalError:
        logger.warning("the database did not answer; trying again")
        return False
