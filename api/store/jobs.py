"""The queue of work: claim by lease, renew, finish, give up; a taken-over worker writes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from api.failures import NotFoundError
from api.store.tables import JobRow

# A poisonous document stops being tried after this many attempts.
MAX_ATTEMPTS = 3
# Renewed every third of it; long enough for a paused machine, short enough that after a crash
# nobody waits long.
LEASE = timedelta(seconds=30)
# Before an attempt is repeated: what was full or busy may have recovered by then.
BACKOFF = timedelta(seconds=2)


class LeaseLostError(Exception):
    """Another worker has taken this job over; nothing more may be written for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A worker's right to write for a job until somebody else claims it."""

    job_id: str
    document_id: str
    owner: str
    fence: int
    attempts: int
    max_attempts: int

    @property
    def last_attempt(self) -> bool:
        """Tell whether a failure of this attempt is final."""
        return self.attempts >= self.max_attempts


def enqueue(session: Session, document_id: str, *, at: datetime, kind: str = "analyse") -> JobRow:
    """Add a job for a document."""
    job = JobRow(
        document_id=document_id,
        kind=kind,
        max_attempts=MAX_ATTEMPTS,
        not_before=at,
        created_at=at,
        updated_at=at,
    )
    session.add(job)
    session.flush()
    return job


def claim(session: Session, owner: str, *, at: datetime) -> Lease | None:
    """Take the job that waits longest, or one whose worker went silent; None when there is none.

    The attempt counts as soon as it is claimed, so a job that kills its worker comes to an end.
    """
    waiting = and_(JobRow.state == "queued", JobRow.not_before <= at)
    abandoned = and_(JobRow.state == "running", JobRow.lease_until < at)
    job = session.scalar(
        select(JobRow)
        .where(or_(waiting, abandoned))
        .order_by(JobRow.not_before, JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
    job.state = "running"
    job.attempts += 1
    job.fence += 1
    job.lease_owner, job.lease_until = owner, at + LEASE
    job.updated_at = at
    return Lease(
        job_id=job.id,
        document_id=job.document_id,
        owner=owner,
        fence=job.fence,
        attempts=job.attempts,
        max_attempts=job.max_attempts,
    )


def renew(session: Session, lease: Lease, *, at: datetime) -> None:
    """Prolong a lease, and lock the job until this session ends.

    Called first in every session that writes for the job, so that a worker whose lease was taken
    over can write nothing.

    Raises:
        LeaseLostError: when the job was claimed by another worker, or is no longer running.
    """
    prolonged = session.execute(
        update(JobRow)
        .where(JobRow.id == lease.job_id, JobRow.fence == lease.fence, JobRow.state == "running")
        .values(lease_until=at + LEASE, updated_at=at)
        .execution_options(synchronize_session=False)
    )
    if prolonged.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise LeaseLostError(lease.job_id)


def set_stage(session: Session, lease: Lease, stage: str) -> None:
    """Note the stage a job has reached; the lease was renewed in the same session."""
    session.execute(update(JobRow).where(JobRow.id == lease.job_id).values(stage=stage))


def finish(session: Session, lease: Lease, *, at: datetime, error_code: str | None = None) -> None:
    """End a job: done, or failed for good with a code; the lease was renewed in this session."""
    session.execute(
        update(JobRow)
        .where(JobRow.id == lease.job_id)
        .values(
            state="failed" if error_code else "done",
            error_code=error_code,
            lease_owner=None,
            lease_until=None,
            updated_at=at,
        )
    )


def give_back(session: Session, lease: Lease, *, at: datetime, error_code: str | None) -> None:
    """Put a job back into the queue after an attempt that failed or was stopped.

    An attempt that was stopped (no ``error_code``) does not count, since nobody is to blame.
    """
    session.execute(
        update(JobRow)
        .where(JobRow.id == lease.job_id)
        .values(
            state="queued",
            error_code=error_code,
            attempts=lease.attempts if error_code else lease.attempts - 1,
            not_before=at + BACKOFF if error_code else at,
            lease_owner=None,
            lease_until=None,
            updated_at=at,
        )
    )


def get_job(session: Session, job_id: str) -> JobRow:
    """Return a job's row.

    Raises:
        NotFoundError: when there is no such job.
    """
    job = session.get(JobRow, job_id)
    if job is None:
        raise NotFoundError
    return job


def latest_job(session: Session, document_id: str) -> JobRow | None:
    """Return the newest job of a document."""
    return session.scalar(
        select(JobRow)
        .where(JobRow.document_id == document_id)
        .order_by(JobRow.created_at.desc(), JobRow.id)
        .limit(1)
    )
