"""The shapes of a line that ``caselight predict`` reads and of one that it writes."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from nlp.document import SectionKind
from nlp.marks import Attribution, Modality, Polarity, Scalar

Offset = Annotated[int, Meta(ge=0)]
Score = Annotated[float, Meta(ge=0, le=1)]
# First and last code point of the evidence in "text", the second not included.
Evidence = Annotated[list[Offset], Meta(min_length=2, max_length=2)]


class Line(Struct, frozen=True, kw_only=True):
    """One line of the input; other keys are passed through."""

    id: str | int
    text: str
    lang: str | None = None
    country: str | None = None
    section: SectionKind | None = None


class MarkedEntity(Struct, frozen=True, kw_only=True):
    """An entity; ``text`` is what stands in the line's text between ``start`` and ``end``."""

    start: Offset
    end: Offset
    text: str
    label: str
    maker: str
    role: str | UnsetType = UNSET
    value: dict[str, Scalar] | UnsetType = UNSET


class MarkedEvent(Struct, frozen=True, kw_only=True):
    """A step of the proceedings; ``date`` is ISO 8601, perhaps without day or month."""

    start: Offset
    end: Offset
    text: str
    type: str
    modality: Modality
    section: SectionKind | None
    court: str | None
    actor: str | None
    outcome: str | None
    other_proceedings: bool
    date: str | UnsetType = UNSET


class MarkedLabel(Struct, frozen=True, kw_only=True):
    """A suggested code, vulnerability factor or element with a calibrated score."""

    code: str
    score: Score
    polarity: Polarity
    attribution: Attribution
    evidence: Evidence


class MarkedLine(Line, frozen=True, kw_only=True):
    """A line with its marks."""

    entities: list[MarkedEntity]
    events: list[MarkedEvent]
    labels: list[MarkedLabel]
    vulnerabilities: list[MarkedLabel]
    elements: list[MarkedLabel]


class RefusedLine(Struct, frozen=True, kw_only=True):
    """A line that could not be read: its number, counted from 1, and why."""

    line: int
    error: str


def output_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a line of the output."""
    shapes, definitions = msgspec.json.schema_components(
        (MarkedLine, RefusedLine), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line that caselight predict writes",
        "anyOf": list(shapes),
        "$defs": definitions,
    }
