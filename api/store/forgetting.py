"""A document nobody decided on in; the same document as if it had never been read out."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.store.documents import drop_page_readings
from api.store.tables import (
    AnalysisRow,
    AnalysisSuggestionRow,
    DocumentRow,
    DocumentTextRow,
    EntityRow,
    EventRow,
    PageRow,
    PassageRow,
    SuggestionRow,
)


def forget_reading(session: Session, row: DocumentRow) -> None:
    """Delete a document's pages, text, analyses and suggestions; the file and its case stay.

    The database refuses, and nothing changes, when a decision refers to a suggestion.
    """
    runs = select(AnalysisRow.id).where(AnalysisRow.document_id == row.id)
    row.analysis_id = None
    row.notices = []
    for part in (AnalysisSuggestionRow, PassageRow, EntityRow, EventRow):
        session.execute(delete(part).where(part.analysis_id.in_(runs)))
    for whole in (SuggestionRow, AnalysisRow, PageRow, DocumentTextRow):
        session.execute(delete(whole).where(whole.document_id == row.id))
    drop_page_readings(session, row.id)
