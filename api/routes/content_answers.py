"""Values of ``nlp`` in; what the API says of them out."""

from collections.abc import Sequence

from api.routes.shapes.documents import PageAnswer
from api.routes.shapes.lists import Place
from api.routes.shapes.marks import (
    ChecklistAnswer,
    EntityAnswer,
    EventAnswer,
    FactAnswer,
    TimelineAnswer,
)
from corpora.reasons import render
from nlp.document import Page, Span
from nlp.marks import ChecklistItem, Entity, Event, Fact, TimelineEntry


def place_of(span: Span) -> Place:
    """Return a span as the API words it."""
    return Place(start=span.start, end=span.end)


def answer_page(document_id: str, page: Page, furniture: Sequence[Span]) -> PageAnswer:
    """Return a page without its words; of the document's furniture, what stands on it."""
    here = Span(start=page.start, end=page.end)
    return PageAnswer(
        start=page.start,
        end=page.end,
        number=page.number,
        width=page.width,
        height=page.height,
        source=page.source,
        trust_score=page.trust.score,
        trust_reasons=list(page.trust.reasons),
        ocr_confidence=page.ocr_confidence,
        image=f"/api/v1/documents/{document_id}/pages/{page.number}/image",
        furniture=[place_of(span) for span in furniture if span.overlaps(here)],
    )


def answer_entity(entity: Entity, text: str) -> EntityAnswer:
    """Return an entity with its words."""
    return EntityAnswer(
        start=entity.span.start,
        end=entity.span.end,
        label=entity.label,
        text=text[entity.span.start : entity.span.end],
        role=entity.role,
        value=dict(entity.value) if entity.value is not None else None,
        maker=entity.maker.name,
    )


def answer_event(number: int, event: Event, text: str) -> EventAnswer:
    """Return an event with its words; ``number`` is its place among the document's events."""
    return EventAnswer(
        start=event.span.start,
        end=event.span.end,
        number=number,
        type=event.type,
        text=text[event.span.start : event.span.end],
        modality=event.modality,
        section=event.section,
        date=event.date,
        court=event.court,
        actor=event.actor,
        outcome=event.outcome,
        other_proceedings=event.other_proceedings,
        maker=event.maker.name,
    )


def answer_timeline(
    document_id: str, entry: TimelineEntry, events: Sequence[Event]
) -> TimelineAnswer:
    """Return an entry of a timeline with its event's type and place."""
    event = events[entry.event]
    return TimelineAnswer(
        start=event.span.start,
        end=event.span.end,
        event=entry.event,
        type=event.type,
        date=entry.date,
        days_since_previous=entry.days_since_previous,
        document_id=document_id,
    )


def answer_fact(fact: Fact, language: str) -> FactAnswer:
    """Return a computed fact with its sentence."""
    return FactAnswer(
        kind=fact.kind,
        reason_key=fact.reason.key,
        reason=render(fact.reason.key, fact.reason.params, language),
        values=dict(fact.values),
        spans=[place_of(span) for span in fact.spans],
    )


def answer_checklist(item: ChecklistItem, language: str) -> ChecklistAnswer:
    """Return an absence code's state with its sentence."""
    return ChecklistAnswer(
        code=item.code,
        state=item.state,
        reason_key=item.reason.key,
        reason=render(item.reason.key, item.reason.params, language),
        spans=[place_of(span) for span in item.spans],
    )
