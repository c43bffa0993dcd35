"""Documents, their pages and how far the work on them is, as the API words them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.routes.shapes.lists import Answer, Place, Question
from nlp.document import DocumentKind, SectionKind, TextSource

State = Literal["queued", "reading", "analysing", "done", "needs_attention", "failed"]


class Links(Answer):
    """Where to go on."""

    document: str
    progress: str
    events: str
    suggestions: str


class UploadResult(Answer):
    """What became of one file: a document, or the reason why not."""

    name: str
    created: bool
    duplicate: bool = False
    document_id: str | None = None
    job_id: str | None = None
    state: State | None = None
    links: Links | None = None
    code: str | None = None
    detail: str | None = None


class UploadAnswer(Answer):
    """What became of each file, in the order sent."""

    items: list[UploadResult]


class Progress(Answer):
    """How far the work on a document is, with a sentence for people."""

    id: str
    state: State
    stage: str | None
    page: int | None
    pages: int | None
    sentence: str
    reason_code: str | None
    updated_at: datetime


class NoticeAnswer(Answer):
    """Something a reviewer must know of the reading, with a sentence for people."""

    code: str
    page: int | None
    detail: str
    attention: bool
    sentence: str


class Counts(Answer):
    """How many suggestions a document has, and how many of them were decided on."""

    total: int
    decided: int


class DocumentAnswer(Answer):
    """A document; what it says of itself is null until it was analysed."""

    id: str
    project: str
    case_id: str | None
    case_title: str | None
    sha256: str
    name: str
    media_type: str | None
    size: int
    state: State
    reason_code: str | None
    sentence: str
    progress: Progress
    page_count: int | None
    kind: DocumentKind | None
    country: str | None
    court: str | None
    court_level: str | None
    decision_date: str | None
    language: str | None
    uploaded_by: str
    created_at: datetime
    updated_at: datetime
    analysis_id: str | None
    suggestions: Counts
    notices: list[NoticeAnswer]
    links: Links


class Profile(DocumentAnswer):
    """A document with all that it says of itself."""

    case_numbers: tuple[str, ...] = ()
    defendants: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()


class CaseMove(Question):
    """The case to put a document into; null makes a new one with this title."""

    case_id: Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")] | None = None
    title: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")] | None = None


class WordAnswer(Place):
    """A word with its place in the text and its box on the page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


class PageAnswer(Place):
    """A page: its range of the text, its size in points, how far its text may be believed.

    ``furniture`` are its running headers and footers: part of the text, never of a mark.
    """

    number: int
    width: float
    height: float
    source: TextSource
    trust_score: float
    trust_reasons: list[str]
    ocr_confidence: float | None
    image: str
    furniture: list[Place]


class PageWithWords(PageAnswer):
    """A page with its text and words."""

    text: str
    words: list[WordAnswer]


class TextAnswer(Answer):
    """The whole text; ``furniture`` are running headers and the like."""

    document_id: str
    text: str
    length: int
    furniture: list[Place]


class SectionAnswer(Place):
    """A part of a decision."""

    kind: SectionKind


class PassageAnswer(Place):
    """A paragraph, with its words."""

    number: int
    section: SectionKind | None
    first_page: int
    last_page: int
    language: str
    script: str | None
    text: str


class JobAnswer(Answer):
    """Work on a document."""

    id: str
    document_id: str
    kind: str
    state: Literal["queued", "running", "done", "failed"]
    stage: str | None
    attempts: int
    max_attempts: int
    error_code: str | None
    created_at: datetime
    updated_at: datetime
