import threading
from datetime import datetime, timedelta

import pytest

from api.files import FileStore
from api.store import jobs
from api.store.engine import Store
from tests.api.conftest import NOON, Team
from tests.api.test_path import send


def claim(store: Store, owner: str, at: datetime = NOON) -> jobs.Lease | None:
    with store.write() as session:
        return jobs.claim(session, owner, at=at)


def test_a_job_is_claimed_by_one_worker(store: Store, files: FileStore, team: Team) -> None:
    accepted = send(store, files, team)
    lease = claim(store, "first")
    assert lease is not None
    assert (lease.document_id, lease.job_id) == (accepted.document_id, accepted.job_id)
    assert claim(store, "second") is None


def test_many_workers_share_the_queue_without_taking_a_job_twice(
    store: Store, files: FileStore, team: Team
) -> None:
    sent = {send(store, files, team, content=f"text {n}").job_id for n in range(12)}
    taken: list[str] = []

    def take(owner: str) -> None:
        while (lease := claim(store, owner)) is not None:
            taken.append(lease.job_id)

    threads = [threading.Thread(target=take, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken))
    # A claim that met a locked row may have gone home early; the rest is still there.
    while (lease := claim(store, "last")) is not None:
        taken.append(lease.job_id)
    assert set(taken) == sent


def test_an_abandoned_job_is_taken_over_and_its_old_worker_can_write_nothing(
    store: Store, files: FileStore, team: Team
) -> None:
    send(store, files, team)
    old = claim(store, "old")
    assert old is not None
    late = NOON + jobs.LEASE + timedelta(seconds=1)
    new = claim(store, "new", late)
    assert new is not None
    assert (new.job_id, new.fence, new.attempts) == (old.job_id, old.fence + 1, 2)
    with pytest.raises(jobs.LeaseLostError), store.write() as session:
        jobs.renew(session, old, at=late)
    with store.write() as session:
        jobs.renew(session, new, at=late)


def test_a_renewed_lease_is_not_taken_over(store: Store, files: FileStore, team: Team) -> None:
    send(store, files, team)
    lease = claim(store, "first")
    assert lease is not None
    with store.write() as session:
        jobs.renew(session, lease, at=NOON + jobs.LEASE)
    assert claim(store, "second", NOON + jobs.LEASE + timedelta(seconds=1)) is None


def test_a_finished_job_can_no_longer_be_renewed(
    store: Store, files: FileStore, team: Team
) -> None:
    send(store, files, team)
    lease = claim(store, "first")
    assert lease is not None
    with store.write() as session:
        jobs.finish(session, lease, at=NOON)
    with pytest.raises(jobs.LeaseLostError), store.write() as session:
        jobs.renew(session, lease, at=NOON)


@pytest.mark.parametrize(("error_code", "attempts"), [("MemoryError", 2), (None, 1)])
def test_a_failed_attempt_counts_and_a_stopped_one_does_not(
    error_code: str | None, attempts: int, store: Store, files: FileStore, team: Team
) -> None:
    send(store, files, team)
    lease = claim(store, "first")
    assert lease is not None
    with store.write() as session:
        jobs.give_back(session, lease, at=NOON, error_code=error_code)
    again = claim(store, "second", NOON + jobs.BACKOFF)
    assert again is not None
    assert again.attempts == attempts


def test_an_attempt_that_failed_waits_before_the_next(
    store: Store, files: FileStore, team: Team
) -> None:
    send(store, files, team)
    lease = claim(store, "first")
    assert lease is not None
    with store.write() as session:
        jobs.give_back(session, lease, at=NOON, error_code="MemoryError")
    assert claim(store, "second", NOON) is None
