"""The shapes of the data files; an unknown key refuses to load.

``Known`` marks follow every item taken from a source: ``read`` (text or excerpt read), ``cited``
(seen quoted), ``memory`` (no source found), ``unsure`` (memory and likely to need correction).
"""

from typing import Literal

from corpora.law import Country
from corpora.records import Labels, Shape, Texts

Detector = Literal["classifier", "rule", "checklist"]


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
    """A legal-stage event; triggers are cues, ``not_event`` phrases never trigger it.

    ``outcome_cues`` say which outcome the sentence states, the first outcome that fits wins.
    ``needs`` are words one of which the sentence must hold, unless a person with one of the
    ``actors`` roles stands in it. ``venues`` tell apart several events of the kind. ``decision``
    marks what an operative part decides on the day of the decision. ``negatable`` is false where
    a negation belongs to the event's meaning.
    """

    id: str
    phase: str
    labels: Labels
    definition: str
    arguments: tuple[str, ...]
    outcomes: tuple[str, ...]
    triggers: Texts
    sources: tuple[str, ...]
    not_event: Texts = {}
    outcome_cues: dict[str, Texts] = {}
    needs: Texts = {}
    actors: tuple[str, ...] = ()
    venues: dict[str, Texts] = {}
    decision: bool = False
    negatable: bool = True
    measured_documents_with_any_sr_trigger: dict[str, int] = {}
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class FactRules(Shape, frozen=True):
    """Words and law for the computed facts; ``referral_law`` is by country, texts by language."""

    child_age: int
    referral_grounds: Texts
    referral_law: dict[str, str]
    rights_information: Texts
    child_words: Texts
    gain_words: Texts
    covert_words: Texts
    summary_trial: Texts


class DurationCheck(Shape, frozen=True):
    """From how many years or how many events on a length or a number is worth saying."""

    id: str
    warn_years: float | None = None
    warn_at: int | None = None


class EventRules(Shape, frozen=True):
    """What holds for all events: phases in the order of the procedure and what to warn of."""

    version: str
    pattern_syntax: str
    phases: tuple[str, ...]
    modality: dict[str, str]
    common_arguments: dict[str, str]
    rules: tuple[str, ...]
    duration_checks: tuple[DurationCheck, ...]
    other_proceedings: Texts
    born: Texts
    rendered: Texts


class EntityKind(Shape, frozen=True):
    """A kind of entity.

    ``patterns`` are regular expressions over folded text, by language (``any``: all languages);
    they ignore case, ``<place>`` and other names in angle brackets stand for the fragments of
    ``nlp.entities.patterned``, a group ``m`` marks the mention and other named groups its value.
    In ``examples`` the mentions are marked ``[[so]]``; ``counter_examples`` hold none.
    """

    id: str
    label: str
    definition: str
    comtext: str
    has_role: bool
    redaction: str
    sources: tuple[str, ...]
    patterns: Texts = {}
    contains: tuple[str, ...] = ()
    note: str = ""
    examples: Texts = {}
    counter_examples: Texts = {}


class Role(Shape, frozen=True):
    """A role of a person; ``words`` introduce a person of that role (cue syntax, by language)."""

    id: str
    labels: Labels
    words: Texts = {}


class Phrases(Shape, frozen=True):
    """Words one finder needs: group -> language -> regular expressions over folded lower case."""

    id: str
    groups: dict[str, Texts]


class Names(Shape, frozen=True):
    """How a language writes persons: common given names in base form, endings, what is no name."""

    language: str
    given: tuple[str, ...]
    surname_endings: tuple[str, ...]
    case_endings: tuple[str, ...]
    never: tuple[str, ...]


class Places(Shape, frozen=True):
    """Place names of a country in base form; ``forms`` adds irregular oblique cases."""

    country: str
    names: tuple[str, ...]
    forms: tuple[str, ...] = ()


class Language(Shape, frozen=True):
    """What a language's texts need: month names in all cases, abbreviations ending no sentence.

    ``negations`` stand before what they deny, ``undone`` after it; ``requests``, ``conditionals``
    and ``instructions`` say that a step is asked for, supposed or only explained; ``contrasts``
    open a new main clause after a comma.
    """

    code: str
    name: str
    spacy: str
    months: tuple[tuple[str, ...], ...]
    abbreviations: tuple[str, ...]
    negations: tuple[str, ...]
    requests: tuple[str, ...]
    conditionals: tuple[str, ...]
    instructions: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    closing_abbreviations: tuple[str, ...] = ()
    ordinal_dot: bool = False
    stopwords: tuple[str, ...] = ()


class SourceNote(Shape, frozen=True):
    """Where a fact was taken from and how well it is known."""

    title: str
    where: str
    known: str


class Knowledge(Shape, frozen=True, eq=False):
    """All data files, read once and handed down; compared by identity, so it can key a cache."""

    taxonomy_version: str
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    factors: tuple[Factor, ...]
    elements: tuple[Element, ...]
    events: tuple[EventKind, ...]
    event_rules: EventRules
    fact_rules: FactRules
    entities: tuple[EntityKind, ...]
    roles: tuple[Role, ...]
    phrases: tuple[Phrases, ...]
    names: tuple[Names, ...]
    places: tuple[Places, ...]
    countries: tuple[Country, ...]
    languages: tuple[Language, ...]
    sources: dict[str, SourceNote]
    general_rules: tuple[str, ...]
