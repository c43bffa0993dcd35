"""Entities, events, facts, suggestions, decisions and findings, as the API words them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from annotation.decision import MAX_REASON, Verdict
from annotation.finding import FindingState
from api.routes.shapes.documents import DocumentAnswer
from api.routes.shapes.lists import Answer, Place, Question, Rectangle
from nlp.document import SectionKind
from nlp.marks import (
    Attribution,
    ChecklistState,
    Modality,
    Polarity,
    Source,
    SuggestionKind,
)

ReasonText = Annotated[str, Field(max_length=MAX_REASON, pattern=r"^[^\x00]*$")]
CodeText = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
# Larger than any text, smaller than what a database column holds.
Offset = Annotated[int, Field(ge=0, le=2_000_000_000)]


class MakerAnswer(Answer):
    """Who made a mark."""

    name: str
    version: str
    model_sha256: str | None
    taxonomy_version: str | None


class EntityAnswer(Place):
    """A typed mention with its words; ``value`` is its normal form."""

    label: str
    text: str
    role: str | None
    value: dict[str, Any] | None
    maker: str


class EventAnswer(Place):
    """A step of the proceedings; the range is its trigger."""

    number: int
    type: str
    text: str
    modality: Modality
    section: SectionKind | None
    date: str | None
    court: str | None
    actor: str | None
    outcome: str | None
    other_proceedings: bool
    maker: str


class TimelineAnswer(Place):
    """An event in its place."""

    event: int
    type: str
    date: str | None
    days_since_previous: int | None
    document_id: str


class FactAnswer(Answer):
    """A result of the law's arithmetic with its sentence and the places it rests on."""

    kind: str
    reason_key: str
    reason: str
    values: dict[str, Any]
    spans: list[Place]


class ChecklistAnswer(Answer):
    """An absence code asked of the whole document, with its sentence."""

    code: str
    state: ChecklistState
    reason_key: str
    reason: str
    spans: list[Place]


class DecisionAnswer(Answer):
    """A decision as kept; ``number`` counts within its suggestion, ``user`` is a display name."""

    id: str
    suggestion_id: str
    number: int
    user_id: str
    user: str
    verdict: Verdict
    reason: str
    code: str | None
    start: int | None
    end: int | None
    polarity: Polarity | None
    created_at: datetime


class SuggestionAnswer(Place):
    """A suggestion with its evidence, its reason in words and what people decided.

    ``state`` follows from ``decision``, the last that was not withdrawn; send ``etag`` back as
    ``If-Match`` to decide only if nobody else did in the meantime.
    """

    id: str
    content_id: str
    document_id: str
    kind: SuggestionKind
    code: str
    passage: int | None
    quote: str
    pages: list[int]
    boxes: list[Rectangle]
    score: float
    abstain: bool
    polarity: Polarity
    attribution: Attribution
    source: Source
    reason_key: str
    reason: str
    maker: MakerAnswer
    created_by: str | None
    created_at: datetime
    state: FindingState
    decision: DecisionAnswer | None
    decisions: int
    obsolete: bool
    etag: str


class DecisionQuestion(Question):
    """A verdict; a rejection needs a reason, a correction changes code, range or polarity."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"verdict": "confirm"},
                {"verdict": "reject", "reason": "The court quotes the defence here."},
                {"verdict": "correct", "polarity": "good_practice"},
            ]
        }
    )

    verdict: Literal["confirm", "reject", "correct", "unsure"]
    reason: ReasonText = ""
    code: CodeText | None = None
    start: Offset | None = None
    end: Offset | None = None
    polarity: Polarity | None = None


class MarkQuestion(Question):
    """A mark of one's own."""

    code: CodeText
    start: Offset
    end: Offset
    kind: SuggestionKind = "shortcoming"
    polarity: Polarity = "shortcoming"
    attribution: Attribution = "reviewer_inference"
    reason: ReasonText = ""


class FindingAnswer(Place):
    """What people hold to be so, with what findings are filtered by."""

    suggestion_id: str
    project: str
    case_id: str | None
    document_id: str
    kind: SuggestionKind
    code: str
    group: str | None
    stage: str | None
    quote: str
    polarity: Polarity
    attribution: Attribution
    state: Literal["confirmed", "corrected"]
    decided_by: str
    decided_by_name: str
    decided_at: datetime
    country: str | None
    court: str | None
    year: int | None
    language: str | None


class CaseAnswer(Answer):
    """A case."""

    id: str
    project: str
    title: str
    country: str | None
    numbers: list[str]
    document_count: int
    finding_count: int
    created_at: datetime


class CaseWithAll(CaseAnswer):
    """A case with its documents, the timeline merged over them, and its findings."""

    documents: list[DocumentAnswer]
    timeline: list[TimelineAnswer]
    findings: list[FindingAnswer]
