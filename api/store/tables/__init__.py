"""Every table of the store."""

from api.store.tables.columns import Base, new_id
from api.store.tables.documents import (
    CaseNumberRow,
    CaseRow,
    DocumentRow,
    DocumentTextRow,
    JobRow,
    PageReadingRow,
    PageRow,
)
from api.store.tables.marks import (
    AnalysisRow,
    AnalysisSuggestionRow,
    DecisionRow,
    EntityRow,
    EventRow,
    FindingRow,
    PassageRow,
    SuggestionRow,
)
from api.store.tables.people import (
    ApiTokenRow,
    AuditRow,
    IdempotencyRow,
    MembershipRow,
    ProjectRow,
    SessionRow,
    SignInFailureRow,
    UserRow,
)

__all__ = [
    "AnalysisRow",
    "AnalysisSuggestionRow",
    "ApiTokenRow",
    "AuditRow",
    "Base",
    "CaseNumberRow",
    "CaseRow",
    "DecisionRow",
    "DocumentRow",
    "DocumentTextRow",
    "EntityRow",
    "EventRow",
    "FindingRow",
    "IdempotencyRow",
    "JobRow",
    "MembershipRow",
    "PageReadingRow",
    "PageRow",
    "PassageRow",
    "ProjectRow",
    "SessionRow",
    "SignInFailureRow",
    "SuggestionRow",
    "UserRow",
    "new_id",
]
