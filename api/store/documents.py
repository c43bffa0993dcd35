"""Documents with their text and pages: rows in and ``nlp.document`` values out, and back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from api.failures import NotFoundError
from api.store.engine import LOCK
from api.store.tables import DocumentRow, DocumentTextRow, PageReadingRow, PageRow
from nlp.document import Box, Document, Notice, Page, ReadPage, Span, TextTrust, Word

_WORDS = msgspec.msgpack.Decoder(list[tuple[int, int, float, float, float, float]])
_PAGE = msgspec.msgpack.Decoder(ReadPage)


def get_document(session: Session, document_id: str, *, lock: bool = False) -> DocumentRow:
    """Return a document's row, locked against other writers if asked.

    Raises:
        NotFoundError: when there is no such document.
    """
    row = session.get(DocumentRow, document_id, with_for_update=LOCK if lock else None)
    if row is None:
        raise NotFoundError
    return row


def find_document(session: Session, project_id: str, sha256: str) -> DocumentRow | None:
    """Return the project's document with these bytes, if it has one."""
    return session.scalar(
        select(DocumentRow).where(
            DocumentRow.project_id == project_id, DocumentRow.sha256 == sha256
        )
    )


def save_page_reading(session: Session, document_id: str, page: ReadPage) -> None:
    """Keep a page as read; reading it again replaces it."""
    content = msgspec.msgpack.encode(page)
    session.merge(PageReadingRow(document_id=document_id, number=page.number, page=content))


def save_reading(session: Session, document_id: str, pages: Iterable[ReadPage]) -> None:
    """Keep all pages of a finished reading in place of those read so far."""
    drop_page_readings(session, document_id)
    encode = msgspec.msgpack.encode
    session.add_all(
        PageReadingRow(document_id=document_id, number=page.number, page=encode(page))
        for page in pages
    )


def load_page_readings(session: Session, document_id: str) -> dict[int, ReadPage]:
    """Return the pages read so far, by number, in order."""
    rows = session.scalars(
        select(PageReadingRow)
        .where(PageReadingRow.document_id == document_id)
        .order_by(PageReadingRow.number)
    )
    return {row.number: _PAGE.decode(row.page) for row in rows}


def drop_page_readings(session: Session, document_id: str) -> None:
    """Forget what was read, so that the file is read anew."""
    session.execute(delete(PageReadingRow).where(PageReadingRow.document_id == document_id))


def add_text(session: Session, row: DocumentRow, document: Document) -> None:
    """Keep a document's text and pages; they are written once.

    Raises:
        ValueError: when another text is kept already: no offset may ever change its meaning.
    """
    kept = session.get(DocumentTextRow, row.id)
    if kept is not None:
        if kept.text != document.text:
            raise ValueError("a document's text is immutable")
        return
    furniture = [(span.start, span.end) for span in document.furniture]
    session.add(DocumentTextRow(document_id=row.id, text=document.text, furniture=furniture))
    session.add_all(_page_row(row.id, page) for page in document.pages)


def load_text(session: Session, document_id: str) -> str:
    """Return a document's text.

    Raises:
        NotFoundError: when it has none yet.
    """
    text = session.scalar(
        select(DocumentTextRow.text).where(DocumentTextRow.document_id == document_id)
    )
    if text is None:
        raise NotFoundError("This document has no text yet.")
    return text


def load_pages(
    session: Session, document_id: str, *, numbers: Sequence[int] | None = None
) -> tuple[Page, ...]:
    """Return the pages with their words, all or those with the given numbers, in order."""
    query = select(PageRow).where(PageRow.document_id == document_id).order_by(PageRow.number)
    if numbers is not None:
        query = query.where(PageRow.number.in_(numbers))
    return tuple(_page(row) for row in session.scalars(query.options(undefer(PageRow.words))))


def outline_pages(session: Session, document_id: str) -> tuple[Page, ...]:
    """Return all pages without their words."""
    query = select(PageRow).where(PageRow.document_id == document_id).order_by(PageRow.number)
    return tuple(_page(row, words=()) for row in session.scalars(query))


def load_furniture(session: Session, document_id: str) -> tuple[Span, ...]:
    """Return the running headers, footers and page numbers of a document's text, in order."""
    kept = session.scalar(
        select(DocumentTextRow.furniture).where(DocumentTextRow.document_id == document_id)
    )
    return tuple(Span(start=start, end=end) for start, end in kept or ())


def load_document(session: Session, row: DocumentRow) -> Document:
    """Return the whole document as it was analysed.

    Raises:
        NotFoundError: when it has no text yet.
    """
    kept = session.get(DocumentTextRow, row.id)
    if kept is None:
        raise NotFoundError("This document has no text yet.")
    return Document(
        id=row.sha256,
        name=row.name,
        media_type=row.media_type or "",
        text=kept.text,
        pages=load_pages(session, row.id),
        furniture=tuple(Span(start=start, end=end) for start, end in kept.furniture),
        notices=load_notices(row),
    )


def load_notices(row: DocumentRow) -> tuple[Notice, ...]:
    """Return what a reviewer must know of the document's reading."""
    return msgspec.convert(row.notices, tuple[Notice, ...])


def set_progress(
    row: DocumentRow,
    at: datetime,
    *,
    state: str,
    stage: str | None = None,
    page: int | None = None,
    page_count: int | None = None,
    reason: tuple[str, str] | None = None,
) -> None:
    """Set where a document stands; what is not given is cleared. ``reason`` = (code, detail)."""
    row.state, row.stage, row.page, row.page_count = state, stage, page, page_count
    row.reason_code, row.reason_detail = reason or (None, None)
    row.updated_at = at


def _page_row(document_id: str, page: Page) -> PageRow:
    words = [
        (word.start, word.end, word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        for word in page.words
    ]
    return PageRow(
        document_id=document_id,
        number=page.number,
        start=page.start,
        end=page.end,
        width=page.width,
        height=page.height,
        source=page.source,
        trust_score=page.trust.score,
        trust_reasons=list(page.trust.reasons),
        ocr_confidence=page.ocr_confidence,
        words=msgspec.msgpack.encode(words),
    )


def _page(row: PageRow, *, words: tuple[Word, ...] | None = None) -> Page:
    return Page(
        number=row.number,
        start=row.start,
        end=row.end,
        width=row.width,
        height=row.height,
        words=_words(row.words) if words is None else words,
        source=row.source,  # type: ignore[arg-type]  # only ever written from a Page
        trust=TextTrust(score=row.trust_score, reasons=tuple(row.trust_reasons)),
        ocr_confidence=row.ocr_confidence,
    )


def _words(content: bytes) -> tuple[Word, ...]:
    return tuple(
        Word(start=start, end=end, box=Box(x0=x0, y0=y0, x1=x1, y1=y1))
        for start, end, x0, y0, x1, y1 in _WORDS.decode(content)
    )
