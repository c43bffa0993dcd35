"""Tables of cases and documents: the file, its text, its pages, and the work on it."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.columns import Base, Id, Json, Moment, Sha256, new_id, references


class CaseRow(Base):
    """The documents of one criminal case within a project."""

    __tablename__ = "cases"
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[Id] = references("projects.id")
    title: Mapped[str] = mapped_column(String(300))
    country: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[Moment]


class CaseNumberRow(Base):
    """A number, in normal form, by which courts or prosecutors call a case."""

    __tablename__ = "case_numbers"
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(100), primary_key=True, index=True)


class DocumentRow(Base):
    """An uploaded file and how far the work on it has come.

    ``state`` is queued, reading, analysing, done, needs_attention or failed; ``stage``, ``page``
    and ``page_count`` say where the work stands. ``analysis_id`` is the analysis shown now; it is
    no foreign key because analyses already refer to documents.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("project_id", "sha256"),
        Index("ix_documents_listing", "project_id", "created_at", "id"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[Id] = mapped_column(ForeignKey("projects.id"))
    case_id: Mapped[Id | None] = references("cases.id")
    sha256: Mapped[Sha256]
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="queued")
    reason_code: Mapped[str | None] = mapped_column(String(60))
    reason_detail: Mapped[str | None] = mapped_column(Text)
    notices: Mapped[Json] = mapped_column(default=list)
    stage: Mapped[str | None] = mapped_column(String(20))
    page: Mapped[int | None]
    page_count: Mapped[int | None]
    kind: Mapped[str | None] = mapped_column(String(20))
    country: Mapped[str | None] = mapped_column(String(2))
    court: Mapped[str | None] = mapped_column(Text)
    court_level: Mapped[str | None] = mapped_column(String(20))
    decision_date: Mapped[str | None] = mapped_column(String(10))
    year: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(10))
    uploaded_by: Mapped[Id] = references("users.id")
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    analysis_id: Mapped[Id | None]


class DocumentTextRow(Base):
    """The text all offsets count in; written once, never altered."""

    __tablename__ = "document_texts"
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    furniture: Mapped[Json]


class PageRow(Base):
    """A page; ``words`` is a msgpack list of [start, end, x0, y0, x1, y1] in text and points."""

    __tablename__ = "pages"
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    width: Mapped[float]
    height: Mapped[float]
    source: Mapped[str] = mapped_column(String(20))
    trust_score: Mapped[float]
    trust_reasons: Mapped[Json]
    ocr_confidence: Mapped[float | None]
    words: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PageReadingRow(Base):
    """A page as the reader returned it (msgpack of ``ReadPage``): the checkpoint of the reading.

    A resumed reading skips these pages; a later analysis starts from them without the file.
    """

    __tablename__ = "page_readings"
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    page: Mapped[bytes] = mapped_column(LargeBinary)


class JobRow(Base):
    """Work on a document; a worker holds it by lease and proves itself by the fence number.

    ``state`` is queued, running, done or failed; each claim raises ``fence`` by one.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_queue", "state", "not_before"),)
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[Id] = references("documents.id")
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="queued")
    stage: Mapped[str | None] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int]
    not_before: Mapped[Moment]
    lease_owner: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[Moment | None]
    fence: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
