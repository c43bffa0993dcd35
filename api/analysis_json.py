"""An analysis in; the plain values that the command line prints and the API answers with, out."""

from collections.abc import Sequence
from typing import Any

from corpora.reasons import render
from nlp.document import Document, Span
from nlp.marks import Analysis, ChecklistItem, Entity, Event, Fact, Suggestion

Json = dict[str, Any]


def analysis_json(analysis: Analysis, language: str = "en") -> Json:
    """Return the whole analysis of one file; offsets count code points of ``document.text``.

    Args:
        analysis: what the pipeline found.
        language: the UI language of the reasons.
    """
    document = analysis.document
    return {
        "document": document_json(analysis),
        "sections": [{"kind": s.kind, **_ends(s.span)} for s in analysis.sections],
        "passages": [
            {
                "index": p.index,
                **_ends(p.span),
                "section": p.section,
                "pages": [p.first_page, p.last_page],
                "language": p.language,
                "script": p.script,
            }
            for p in analysis.passages
        ],
        "entities": [entity_json(entity, document) for entity in analysis.entities],
        "events": [event_json(event, document) for event in analysis.events],
        "timeline": [
            {"event": t.event, "date": t.date, "days_since_previous": t.days_since_previous}
            for t in analysis.timeline
        ],
        "facts": [fact_json(fact, document, language) for fact in analysis.facts],
        "suggestions": [
            suggestion_json(suggestion, document, language) for suggestion in analysis.suggestions
        ],
        "checklist": [checklist_json(item, language) for item in analysis.checklist],
    }


def document_json(analysis: Analysis) -> Json:
    """Return what a document says of itself, with its state, notices and text."""
    document, profile = analysis.document, analysis.profile
    attention = any(notice.attention for notice in document.notices)
    return {
        "id": document.id,
        "name": document.name,
        "state": "needs_attention" if attention else "done",
        "pages": len(document.pages),
        "media_type": document.media_type,
        "kind": profile.kind,
        "country": profile.country,
        "court": profile.court,
        "court_level": profile.court_level,
        "case_numbers": list(profile.case_numbers),
        "decision_date": profile.decision_date,
        "defendants": list(profile.defendants),
        "language": profile.language,
        "notices": [
            {"code": n.code, "page": n.page, "detail": n.detail, "attention": n.attention}
            for n in document.notices
        ],
        "text_trust": [
            {"page": p.number, "score": p.trust.score, "reasons": list(p.trust.reasons)}
            for p in document.pages
        ],
        "text": document.text,
    }


def entity_json(entity: Entity, document: Document) -> Json:
    """Return an entity with its quotation; ``role`` and ``value`` only where there is one."""
    found: Json = {**_quoted(entity.span, document), "label": entity.label}
    if entity.role is not None:
        found["role"] = entity.role
    if entity.value is not None:
        found["value"] = dict(entity.value)
    found["maker"] = entity.maker.name
    return found


def event_json(event: Event, document: Document) -> Json:
    """Return an event with its quotation; ``date`` only where there is one."""
    found: Json = {
        **_quoted(event.span, document),
        "type": event.type,
        "modality": event.modality,
        "section": event.section,
        "court": event.court,
        "actor": event.actor,
        "outcome": event.outcome,
        "other_proceedings": event.other_proceedings,
    }
    if event.date is not None:
        found["date"] = event.date
    return found


def fact_json(fact: Fact, document: Document, language: str) -> Json:
    """Return a computed fact with its sentence and the quotations it rests on."""
    return {
        "kind": fact.kind,
        "reason": render(fact.reason.key, fact.reason.params, language),
        "values": dict(fact.values),
        "evidence": [_quoted(span, document) for span in fact.spans],
    }


def suggestion_json(suggestion: Suggestion, document: Document, language: str) -> Json:
    """Return a suggestion with its evidence and a reason in words."""
    return {
        "id": suggestion.id,
        "kind": suggestion.kind,
        "code": suggestion.code,
        "score": suggestion.score,
        "abstain": suggestion.abstain,
        "polarity": suggestion.polarity,
        "attribution": suggestion.attribution,
        "source": suggestion.source,
        "passage": suggestion.passage,
        "pages": list(document.page_range(suggestion.span)),
        "evidence": [suggestion.span.start, suggestion.span.end],
        "quote": document.quote(suggestion.span),
        "reason": render(suggestion.reason.key, suggestion.reason.params, language),
        "maker": {"name": suggestion.maker.name, "version": suggestion.maker.version},
    }


def checklist_json(item: ChecklistItem, language: str) -> Json:
    """Return an absence code's state with its sentence."""
    return {
        "code": item.code,
        "state": item.state,
        "reason": render(item.reason.key, item.reason.params, language),
        "evidence": [_ends(span) for span in item.spans],
    }


def predicted_json(analysis: Analysis) -> Json:
    """Return what ``predict`` adds to a line."""
    document = analysis.document
    return {
        "entities": [entity_json(entity, document) for entity in analysis.entities],
        "events": [event_json(event, document) for event in analysis.events],
        "labels": _labels(analysis.suggestions, "shortcoming"),
        "vulnerabilities": _labels(analysis.suggestions, "vulnerability"),
        "elements": _labels(analysis.suggestions, "element"),
    }


def _labels(suggestions: Sequence[Suggestion], kind: str) -> list[Json]:
    return [
        {
            "code": s.code,
            "score": s.score,
            "polarity": s.polarity,
            "attribution": s.attribution,
            "evidence": [s.span.start, s.span.end],
        }
        for s in suggestions
        if s.kind == kind
    ]


def _ends(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _quoted(span: Span, document: Document) -> Json:
    return {**_ends(span), "text": document.quote(span)}
