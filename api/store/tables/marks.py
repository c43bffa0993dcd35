"""Tables of what is said about documents: analyses, suggestions, decisions, findings."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.columns import Base, Id, Json, Moment, new_id, references


class AnalysisRow(Base):
    """One run of the engines over one document; a new run adds and never overwrites."""

    __tablename__ = "analyses"
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[Id] = references("documents.id")
    makers: Mapped[Json]
    taxonomy_version: Mapped[str] = mapped_column(String(40))
    sections: Mapped[Json]
    timeline: Mapped[Json]
    facts: Mapped[Json]
    checklist: Mapped[Json]
    profile: Mapped[Json]
    created_at: Mapped[Moment]


class PassageRow(Base):
    """A passage of an analysis, in text order."""

    __tablename__ = "passages"
    analysis_id: Mapped[Id] = mapped_column(ForeignKey("analyses.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    section: Mapped[str | None] = mapped_column(String(20))
    first_page: Mapped[int]
    last_page: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    script: Mapped[str | None] = mapped_column(String(4))


class EntityRow(Base):
    """A typed mention found by an analysis, in text order."""

    __tablename__ = "entities"
    analysis_id: Mapped[Id] = mapped_column(ForeignKey("analyses.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(40))
    start: Mapped[int]
    end: Mapped[int]
    role: Mapped[str | None] = mapped_column(String(40))
    value: Mapped[Json | None]
    maker: Mapped[Json]


class EventRow(Base):
    """A step of the proceedings found by an analysis, in text order."""

    __tablename__ = "events"
    analysis_id: Mapped[Id] = mapped_column(ForeignKey("analyses.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(60))
    start: Mapped[int]
    end: Mapped[int]
    modality: Mapped[str] = mapped_column(String(20))
    section: Mapped[str | None] = mapped_column(String(20))
    date: Mapped[str | None] = mapped_column(String(10))
    date_start: Mapped[int | None]
    date_end: Mapped[int | None]
    court: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(60))
    other_proceedings: Mapped[bool]
    maker: Mapped[Json]


class SuggestionRow(Base):
    """An immutable proposal; ``content_id`` is ``nlp.marks.suggestion_id`` of its content."""

    __tablename__ = "suggestions"
    __table_args__ = (
        UniqueConstraint("document_id", "content_id"),
        Index("ix_suggestions_reading_order", "document_id", "start"),
    )
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    content_id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80), index=True)
    start: Mapped[int]
    end: Mapped[int]
    passage: Mapped[int | None]
    score: Mapped[float]
    abstain: Mapped[bool]
    polarity: Mapped[str] = mapped_column(String(20))
    attribution: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    reason_key: Mapped[str] = mapped_column(String(80))
    reason_params: Mapped[Json]
    maker: Mapped[Json]
    created_by: Mapped[Id | None] = references("users.id")
    created_at: Mapped[Moment]


class AnalysisSuggestionRow(Base):
    """Which suggestions a run made; those of no current run and no person are obsolete."""

    __tablename__ = "analysis_suggestions"
    analysis_id: Mapped[Id] = mapped_column(ForeignKey("analyses.id"), primary_key=True)
    suggestion_id: Mapped[Id] = mapped_column(
        ForeignKey("suggestions.id"), primary_key=True, index=True
    )


class DecisionRow(Base):
    """What a person decided; append-only, guarded by triggers in the database."""

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("suggestion_id", "number"),)
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[Id] = mapped_column(ForeignKey("suggestions.id"))
    number: Mapped[int]
    user_id: Mapped[Id] = references("users.id")
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    corrected_code: Mapped[str | None] = mapped_column(String(80))
    corrected_start: Mapped[int | None]
    corrected_end: Mapped[int | None]
    corrected_polarity: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[Moment]


class FindingRow(Base):
    """A confirmed suggestion as settled from its decisions, with what findings are filtered by.

    Written only by ``api.reviewing`` in the transaction of the decision. ``quote_folded`` is the
    quote as lower-case plain Latin, so that one search finds both scripts.
    """

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_listing", "project_id", "decided_at", "suggestion_id"),)
    suggestion_id: Mapped[Id] = mapped_column(ForeignKey("suggestions.id"), primary_key=True)
    project_id: Mapped[Id] = mapped_column(ForeignKey("projects.id"))
    case_id: Mapped[Id | None] = references("cases.id")
    document_id: Mapped[Id] = references("documents.id")
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80))
    group: Mapped[str | None] = mapped_column(String(60))
    stage: Mapped[str | None] = mapped_column(String(60))
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    quote_folded: Mapped[str] = mapped_column(Text)
    polarity: Mapped[str] = mapped_column(String(20))
    attribution: Mapped[str] = mapped_column(String(20))
    corrected: Mapped[bool]
    decided_by: Mapped[Id] = references("users.id")
    decided_at: Mapped[Moment]
    country: Mapped[str | None] = mapped_column(String(2))
    court: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(10))
