"""Acts in; a log whose entries are chained by hashes out, and whether it was tampered with.

Each hash covers the entry and the hash before it, so an edit, an insertion, a deletion or a
change of order breaks the chain; a cut tail shows against a head saved elsewhere. The entry of a
decision carries the decision's fingerprint, so replacing the decision alone shows, too.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from api.store import Session
from api.store import audit as log
from api.store.tables import AuditRow, DecisionRow

GENESIS = "0" * 64
# The act under which reviewing logs a decision; its object is the decision's row.
DECISION_ACT = "review.decide"
FINGERPRINT = "fingerprint"

Problem = Literal[
    "entry_changed",
    "entry_missing",
    "chain_broken",
    "tail_cut",
    "decision_changed",
    "decision_missing",
    "decision_unlogged",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry of a log: keep it elsewhere, and a cut tail can be seen."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What a check found: how many entries, the head to keep, and each problem with its place."""

    entries: int
    head: Head
    problems: tuple[tuple[Problem, str], ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def append(
    session: Session,
    actor_id: str | None,
    act: str,
    object_kind: str,
    object_id: str | None,
    outcome: str,
    details: Mapping[str, Any],
    at: datetime,
) -> AuditRow:
    """Add an act to the log within the caller's writing session.

    Args:
        session: a writing session; the entry is kept if and only if the act is.
        actor_id: who did it; ``None`` when nobody was signed in.
        act: what was done, as in ``permissions.ACTS`` or a stage of a job.
        object_kind: what it was done to, as ``document`` or ``suggestion``.
        object_id: the id of that object.
        outcome: ``done``, ``refused`` or another stable word.
        details: JSON values; ids, codes and numbers only, never names, quotes or reasons.
        at: when.
    """
    log.lock_log(session)
    last = log.last_entry(session)
    row = AuditRow(
        seq=last.seq + 1 if last else 1,
        at=at,
        user_id=actor_id,
        act=act,
        object_kind=object_kind,
        object_id=object_id,
        outcome=outcome,
        details=dict(details),
        previous_hash=last.hash if last else GENESIS,
    )
    row.hash = entry_hash(row)
    log.add_entry(session, row)
    return row


def entry_hash(row: AuditRow) -> str:
    """Return the hex SHA-256 over an entry and the hash before it, in canonical JSON."""
    return _digest(
        [
            row.seq,
            row.at.astimezone(UTC).isoformat(),
            row.user_id,
            row.act,
            row.object_kind,
            row.object_id,
            row.outcome,
            row.details,
            row.previous_hash,
        ]
    )


def decision_fingerprint(row: DecisionRow) -> str:
    """Return the hex SHA-256 over all of a decision: what its log entry binds."""
    return _digest(
        [
            row.id,
            row.suggestion_id,
            row.number,
            row.user_id,
            row.verdict,
            row.reason,
            row.corrected_code,
            row.corrected_start,
            row.corrected_end,
            row.corrected_polarity,
            row.created_at.astimezone(UTC).isoformat(),
        ]
    )


def verify(session: Session, head: Head | None = None) -> AuditReport:
    """Check the whole log, and every decision against it.

    Args:
        session: a reading session.
        head: a head saved earlier and elsewhere; without one a cut tail cannot be seen.
    """
    problems: list[tuple[Problem, str]] = []
    previous, count, logged, head_seen = Head(seq=0, hash=GENESIS), 0, {}, head is None
    for row in log.every_entry(session):
        problems.extend(_check_entry(row, previous))
        previous, count = Head(seq=row.seq, hash=row.hash), count + 1
        head_seen = head_seen or previous == head
        if row.act == DECISION_ACT and FINGERPRINT in row.details:
            logged[row.object_id] = row.details[FINGERPRINT]
    if not head_seen:
        problems.append(("tail_cut", f"saved head {head.seq if head else 0}"))
    problems.extend(_check_decisions(logged, log.every_decision(session)))
    return AuditReport(entries=count, head=previous, problems=tuple(problems))


def _check_entry(row: AuditRow, previous: Head) -> Iterable[tuple[Problem, str]]:
    place = f"entry {row.seq}"
    if row.seq != previous.seq + 1:
        yield "entry_missing", f"before entry {row.seq}"
    elif row.previous_hash != previous.hash:
        yield "chain_broken", place
    if row.hash != entry_hash(row):
        yield "entry_changed", place


def _check_decisions(
    logged: dict[str | None, str], decisions: Iterable[DecisionRow]
) -> Iterable[tuple[Problem, str]]:
    left = dict(logged)
    for row in decisions:
        fingerprint = left.pop(row.id, None)
        if fingerprint is None:
            yield "decision_unlogged", f"decision {row.id}"
        elif fingerprint != decision_fingerprint(row):
            yield "decision_changed", f"decision {row.id}"
    for decision_id in left:
        yield "decision_missing", f"decision {decision_id}"


def _digest(value: Any) -> str:
    # Sorted keys and no spaces: the same bytes on every database and version.
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()
