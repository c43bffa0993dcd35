"""What is said about a document: entities, events, facts, suggestions, and who said it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import msgspec

from nlp.document import Document, DocumentKind, Passage, Section, SectionKind, Span

Scalar = str | int | float | bool | None
Values = Mapping[str, Scalar]
Modality = Literal["actual", "negated", "requested", "hypothetical", "instructional"]
Polarity = Literal["shortcoming", "good_practice", "neutral"]
Attribution = Literal["court_self", "higher_court", "party", "reviewer_inference"]
SuggestionKind = Literal["shortcoming", "vulnerability", "element"]
Source = Literal["cue", "rule", "encoder", "person"]
ChecklistState = Literal["no_evidence", "evidence_found", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who made a mark: a component with its version, or a person (``person:<id>``)."""

    name: str
    version: str
    model_sha256: str | None = None
    taxonomy_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A typed mention. ``value`` is its normal form, by label:

    DATE ``{"date": "2012-07-05"}`` · MONEY ``{"amount", "currency"}`` · SENTENCE ``{"kind",
    "months", "days", "suspended"}`` · STATUTE_REF ``{"country", "law", "article", "paragraph",
    "item", "known", "title"}`` · CASE_NO ``{"number", "register", "serial", "year"}`` · AGE
    ``{"years"}`` · PERSON ``{"name"}`` (the same for each mention of one person).
    """

    label: str
    span: Span
    role: str | None = None
    value: Values | None = None
    maker: Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A step of the proceedings; ``span`` is the trigger, ``date`` ISO to the known precision.

    ``venue`` tells statements of one person apart: before the police, the prosecutor, the court.
    """

    type: str
    span: Span
    modality: Modality
    section: SectionKind | None
    date: str | None = None
    date_span: Span | None = None
    court: str | None = None
    actor: str | None = None
    outcome: str | None = None
    venue: str | None = None
    other_proceedings: bool = False
    maker: Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is suggested: a key of ``corpora``'s reasons and what fills its blanks."""

    key: str
    params: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The result of the law's arithmetic over entities and events, with the spans it rests on."""

    kind: str
    reason: Reason
    spans: tuple[Span, ...]
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An immutable proposal; ``id`` follows from its content, so the same maker repeats itself.

    ``score`` is in [0, 1]; ``abstain`` marks a score in the band where the maker does not know.
    """

    id: str
    document_id: str
    kind: SuggestionKind
    code: str
    span: Span
    passage: int | None
    score: float
    abstain: bool
    polarity: Polarity
    attribution: Attribution
    source: Source
    reason: Reason
    maker: Maker


def suggestion_id(
    document_id: str, code: str, span: Span, polarity: str, source: str, maker: Maker
) -> str:
    """Return the id (32 hex digits) that a suggestion with this content has."""
    content = msgspec.json.encode(
        [document_id, code, span.start, span.end, polarity, source, maker.name, maker.version,
         maker.model_sha256, maker.taxonomy_version]
    )  # fmt: skip
    return hashlib.sha256(content).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """An absence code asked of the whole document: worded "no evidence in this document"."""

    code: str
    state: ChecklistState
    reason: Reason
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """An event in its place; ``days_since_previous`` counts between dated actual events."""

    event: int
    date: str | None
    days_since_previous: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a document says of itself: for the case it belongs to and for statistics."""

    kind: DocumentKind
    country: str | None
    court: str | None
    court_level: Literal["first_instance", "appeal", "supreme", "prosecution"] | None
    case_numbers: tuple[str, ...]
    decision_date: str | None
    defendants: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that one run says of one document. Entities, events and passages are in text order."""

    document: Document
    profile: Profile
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    timeline: tuple[TimelineEntry, ...]
    facts: tuple[Fact, ...]
    suggestions: tuple[Suggestion, ...]
    checklist: tuple[ChecklistItem, ...]
    makers: tuple[Maker, ...]


def in_order(spans: Sequence[Span]) -> bool:
    """Tell whether spans are sorted and disjoint."""
    return all(a.end <= b.start for a, b in pairwise(spans))
