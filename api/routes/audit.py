"""The audit log and its check."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.failures import InvalidError
from api.routes.context import Caller, acting
from api.routes.parameters import PAGE, Limit
from api.routes.shapes.accounts import AuditAnswer, AuditEntry, AuditProblem
from api.routes.shapes.lists import Listing
from api.security import audit
from api.store import audit as log

router = APIRouter(prefix="/audit", tags=["audit"])
Reading = Annotated[Caller, Depends(acting("audit.read"))]
# A sequence number fits the databases' integers.
_Seq = Annotated[int | None, Query(ge=0, le=2**53)]


@router.get("", operation_id="listAudit", summary="The audit log, newest first")
def list_audit(caller: Reading, cursor: _Seq = None, limit: Limit = PAGE) -> Listing[AuditEntry]:
    """Return entries older than the cursor (a sequence number)."""
    with caller.services.store.read() as session:
        rows = log.newest_entries(session, before=cursor, limit=limit + 1)
        items = [
            AuditEntry(
                seq=row.seq,
                at=row.at,
                user_id=row.user_id,
                act=row.act,
                object_kind=row.object_kind,
                object_id=row.object_id,
                outcome=row.outcome,
                details=row.details,
                hash=row.hash,
            )
            for row in rows[:limit]
        ]
    return Listing(items=items, next_cursor=str(items[-1].seq) if len(rows) > limit else None)


@router.get("/verify", operation_id="verifyAudit", summary="Check the log for tampering")
def verify_audit(
    caller: Reading,
    head_seq: _Seq = None,
    head_hash: Annotated[str | None, Query(pattern="^[0-9a-f]{64}$")] = None,
) -> AuditAnswer:
    """Check the whole log, against a head kept from an earlier check if one is given."""
    if (head_seq is None) != (head_hash is None):
        raise InvalidError("Give both head_seq and head_hash, or neither.")
    head = None
    if head_seq is not None and head_hash is not None:
        head = audit.Head(seq=head_seq, hash=head_hash)
    with caller.services.store.read() as session:
        report = audit.verify(session, head)
    return AuditAnswer(
        intact=report.intact,
        entries=report.entries,
        head_seq=report.head.seq,
        head_hash=report.head.hash,
        problems=[AuditProblem(code=code, place=place) for code, place in report.problems],
    )
