"""The shapes of the data files; an unknown key refuses to load.

``Known`` marks follow every item taken from a source: ``read`` (text or excerpt read), ``cited``
(seen quoted), ``memory`` (no source found), ``unsure`` (memory and likely to need correction).
"""

from typing import Literal

import msgspec

Known = Literal["read", "cited", "memory", "unsure"]
Labels = dict[str, str]
Texts = dict[str, tuple[str, ...]]
Detector = Literal["classifier", "rule", "checklist"]


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen record that refuses unknown keys."""


class Group(Shape, frozen=True):
    """A group of codes: a stage of the proceedings or a theme."""

    id: str
    code: str
    labels: Labels


class Code(Shape, frozen=True):
    """A leaf of the taxonomy of shortcomings. ``examples`` and ``counter_examples`` are synthetic.

    ``good_practice`` are passages that show the opposite; ``cue_background`` counts documents with
    the cue among [73 Montenegrin, 30 Serbian] criminal judgments not about trafficking.
    """

    id: str
    stage: str
    labels: Labels
    definition: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    observability: Literal["stated", "inferred", "absence"]
    standards: tuple[str, ...]
    sources: tuple[str, ...]
    cues: Texts
    recommendation: str
    audience: tuple[str, ...]
    training: tuple[str, ...]
    mentoring: dict[str, str]
    detector: Detector
    detector_hint: str = ""
    confusable_with: tuple[str, ...] = ()
    cue_background: dict[str, tuple[int, int]] = {}
    note: str = ""
    examples: Texts = {}
    good_practice: Texts = {}
    counter_examples: Texts = {}


class Factor(Shape, frozen=True):
    """A vulnerability factor of the victim."""

    id: str
    labels: Labels
    definition: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    cues: Texts
    sources: tuple[str, ...]
    cue_background: dict[str, tuple[int, int]] = {}
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class Element(Shape, frozen=True):
    """An act, means or purpose of trafficking (Palermo Protocol art. 3, as SHERLOC codes it)."""

    id: str
    kind: Literal["act", "means", "purpose"]
    labels: Labels
    cues: Texts = {}
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class EventKind(Shape, frozen=True):
    """A legal-stage event; triggers are cues, ``not_event`` phrases never trigger it."""

    id: str
    phase: str
    labels: Labels
    definition: str
    arguments: tuple[str, ...]
    outcomes: tuple[str, ...]
    triggers: Texts
    sources: tuple[str, ...]
    not_event: Texts = {}
    measured_documents_with_any_sr_trigger: dict[str, int] = {}
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class EntityKind(Shape, frozen=True):
    """A kind of entity with the patterns first tried for it."""

    id: str
    label: str
    definition: str
    comtext: str
    has_role: bool
    redaction: str
    sources: tuple[str, ...]
    regex: tuple[str, ...] = ()
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class Role(Shape, frozen=True):
    """A role of a person; ``words`` introduce a person of that role (cue syntax, by language)."""

    id: str
    labels: Labels
    words: Texts = {}


class Penalty(Shape, frozen=True):
    """A range of imprisonment in months; ``None`` where the law names no limit here."""

    min_months: int | None = None
    max_months: int | None = None


class Article(Shape, frozen=True):
    """An article of a law; ``in_force_from``/``_to`` are ISO dates of the act it applies to."""

    article: str
    english: str
    penalty: str
    confidence: Known
    title: str = ""
    note: str = ""
    penalty_range: Penalty | None = None
    in_force_from: str | None = None
    in_force_to: str | None = None


class Institution(Shape, frozen=True):
    """A court, office or body, as far as known."""

    name: str
    conf: Known
    note: str = ""


class CaseNumberPattern(Shape, frozen=True):
    """How a register writes its numbers."""

    pattern: str
    court: str
    conf: Known
    note: str = ""


RegisterLevel = Literal["first_instance", "appeal", "supreme", "prosecution", "other"]


class Heading(Shape, frozen=True):
    """Words that open a section of a decision."""

    id: str
    en: str
    words: tuple[str, ...]
    known: str


class Country(Shape, frozen=True):
    """A country's law, courts, case numbers and drafting pattern.

    ``registers`` are the marks before a file's number ("Kž 12/20") and who keeps that register.
    """

    code: str
    country: str
    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    criminal_code: str
    trafficking: tuple[Article, ...]
    related: tuple[Article, ...]
    procedure: tuple[Article, ...]
    institutions: tuple[Institution, ...]
    anonymisation: str
    case_numbers: tuple[CaseNumberPattern, ...] = ()
    registers: dict[str, RegisterLevel] = {}
    headings: tuple[Heading, ...] = ()
    procedure_code: str = ""
    note: str = ""


class Language(Shape, frozen=True):
    """What a language's texts need: month names in all cases, abbreviations ending no sentence."""

    code: str
    name: str
    spacy: str
    months: tuple[tuple[str, ...], ...]
    abbreviations: tuple[str, ...]
    negations: tuple[str, ...]
    requests: tuple[str, ...]
    conditionals: tuple[str, ...]
    stopwords: tuple[str, ...] = ()


class SourceNote(Shape, frozen=True):
    """Where a fact was taken from and how well it is known."""

    title: str
    where: str
    known: str


class Knowledge(Shape, frozen=True):
    """All data files, read once and handed down."""

    taxonomy_version: str
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    factors: tuple[Factor, ...]
    elements: tuple[Element, ...]
    events: tuple[EventKind, ...]
    entities: tuple[EntityKind, ...]
    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    languages: tuple[Language, ...]
    sources: dict[str, SourceNote]
    general_rules: tuple[str, ...]
