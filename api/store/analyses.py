"""One run's results: an ``Analysis`` in and rows out, and back as ``nlp.marks`` values."""

from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.failures import NotFoundError
from api.store.tables import (
    AnalysisRow,
    DocumentRow,
    EntityRow,
    EventRow,
    PassageRow,
)
from nlp.document import Passage, Section, Span
from nlp.marks import (
    Analysis,
    ChecklistItem,
    Entity,
    Event,
    Fact,
    Maker,
    Profile,
    TimelineEntry,
)

T = TypeVar("T")


def add_analysis(
    session: Session, row: DocumentRow, analysis: Analysis, *, taxonomy_version: str, at: datetime
) -> AnalysisRow:
    """Keep a run without its suggestions, and let the document point to it."""
    kept = AnalysisRow(
        document_id=row.id,
        makers=msgspec.to_builtins(analysis.makers),
        taxonomy_version=taxonomy_version,
        sections=msgspec.to_builtins(analysis.sections),
        timeline=msgspec.to_builtins(analysis.timeline),
        facts=msgspec.to_builtins(analysis.facts),
        checklist=msgspec.to_builtins(analysis.checklist),
        profile=msgspec.to_builtins(analysis.profile),
        created_at=at,
    )
    session.add(kept)
    session.flush()
    session.add_all(_passage_row(kept.id, passage) for passage in analysis.passages)
    session.add_all(_entity_row(kept.id, n, entity) for n, entity in enumerate(analysis.entities))
    session.add_all(_event_row(kept.id, n, event) for n, event in enumerate(analysis.events))
    row.analysis_id = kept.id
    return kept


def get_analysis(session: Session, row: DocumentRow) -> AnalysisRow:
    """Return the run a document shows now.

    Raises:
        NotFoundError: when it was not analysed yet.
    """
    kept = session.get(AnalysisRow, row.analysis_id) if row.analysis_id else None
    if kept is None:
        raise NotFoundError("This document has not been analysed yet.")
    return kept


def load_sections(kept: AnalysisRow) -> tuple[Section, ...]:
    """Return the sections of a run."""
    return _values(kept.sections, Section)


def load_timeline(kept: AnalysisRow) -> tuple[TimelineEntry, ...]:
    """Return the timeline of a run; its entries count the run's events."""
    return _values(kept.timeline, TimelineEntry)


def load_facts(kept: AnalysisRow) -> tuple[Fact, ...]:
    """Return the facts of a run."""
    return _values(kept.facts, Fact)


def load_checklist(kept: AnalysisRow) -> tuple[ChecklistItem, ...]:
    """Return the checklist of a run."""
    return _values(kept.checklist, ChecklistItem)


def load_makers(kept: AnalysisRow) -> tuple[Maker, ...]:
    """Return who took part in a run."""
    return _values(kept.makers, Maker)


def load_profile(kept: AnalysisRow) -> Profile:
    """Return what the document says of itself, by this run."""
    return msgspec.convert(kept.profile, Profile)


def load_passages(session: Session, analysis_id: str) -> tuple[Passage, ...]:
    """Return the passages of a run in text order."""
    rows = session.scalars(
        select(PassageRow).where(PassageRow.analysis_id == analysis_id).order_by(PassageRow.number)
    )
    return tuple(_passage(row) for row in rows)


def load_entities(session: Session, analysis_id: str) -> tuple[Entity, ...]:
    """Return the entities of a run in text order."""
    rows = session.scalars(
        select(EntityRow).where(EntityRow.analysis_id == analysis_id).order_by(EntityRow.number)
    )
    return tuple(
        Entity(
            label=row.label,
            span=Span(start=row.start, end=row.end),
            role=row.role,
            value=row.value,
            maker=msgspec.convert(row.maker, Maker),
        )
        for row in rows
    )


def load_events(session: Session, analysis_id: str) -> tuple[Event, ...]:
    """Return the events of a run in text order."""
    rows = session.scalars(
        select(EventRow).where(EventRow.analysis_id == analysis_id).order_by(EventRow.number)
    )
    return tuple(_event(row) for row in rows)


def _values(stored: Any, kind: type[T]) -> tuple[T, ...]:
    return msgspec.convert(stored, tuple[kind, ...])  # type: ignore[valid-type]


def _passage_row(analysis_id: str, passage: Passage) -> PassageRow:
    return PassageRow(
        analysis_id=analysis_id,
        number=passage.index,
        start=passage.span.start,
        end=passage.span.end,
        section=passage.section,
        first_page=passage.first_page,
        last_page=passage.last_page,
        language=passage.language,
        script=passage.script,
    )


def _passage(row: PassageRow) -> Passage:
    return Passage(
        index=row.number,
        span=Span(start=row.start, end=row.end),
        section=row.section,  # type: ignore[arg-type]  # only ever written from a Passage
        first_page=row.first_page,
        last_page=row.last_page,
        language=row.language,
        script=row.script,  # type: ignore[arg-type]
    )


def _entity_row(analysis_id: str, number: int, entity: Entity) -> EntityRow:
    return EntityRow(
        analysis_id=analysis_id,
        number=number,
        label=entity.label,
        start=entity.span.start,
        end=entity.span.end,
        role=entity.role,
        value=msgspec.to_builtins(entity.value),
        maker=msgspec.to_builtins(entity.maker),
    )


def _event_row(analysis_id: str, number: int, event: Event) -> EventRow:
    return EventRow(
        analysis_id=analysis_id,
        number=number,
        type=event.type,
        start=event.span.start,
        end=event.span.end,
        modality=event.modality,
        section=event.section,
        date=event.date,
        date_start=event.date_span.start if event.date_span else None,
        date_end=event.date_span.end if event.date_span else None,
        court=event.court,
        actor=event.actor,
        outcome=event.outcome,
        other_proceedings=event.other_proceedings,
        maker=msgspec.to_builtins(event.maker),
    )


def _event(row: EventRow) -> Event:
    dated = row.date_start is not None and row.date_end is not None
    return Event(
        type=row.type,
        span=Span(start=row.start, end=row.end),
        modality=row.modality,  # type: ignore[arg-type]  # only ever written from an Event
        section=row.section,  # type: ignore[arg-type]
        date=row.date,
        date_span=Span(start=row.date_start, end=row.date_end) if dated else None,  # type: ignore[arg-type]
        court=row.court,
        actor=row.actor,
        outcome=row.outcome,
        other_proceedings=row.other_proceedings,
        maker=msgspec.convert(row.maker, Maker),
    )
