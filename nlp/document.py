"""The values a read document is made of: spans, boxes, pages, passages, sections."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SectionKind = Literal[
    "introduction", "operative_part", "facts", "sanction", "reasoning", "remedy", "signature"
]
SECTION_KINDS: tuple[SectionKind, ...] = (
    "introduction",
    "operative_part",
    "facts",
    "sanction",
    "reasoning",
    "remedy",
    "signature",
)
DocumentKind = Literal["judgment", "appeal_judgment", "indictment", "ruling", "report", "other"]
TextSource = Literal["text_layer", "ocr", "docx", "plain"]
Script = Literal["Latn", "Cyrl"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open, never empty range of code points in ``Document.text``.

    Raises:
        ValueError: when the range is empty or starts before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Return the span moved by a number of code points."""
        return Span(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page in points (1/72 inch), origin top left, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of non-space characters with its box; offsets count code points of the text it is in.

    Inside a word the box of one character is interpolated evenly (``Document.boxes``).
    """

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTrust:
    """How far the text of a page may be believed: 0 (not at all) to 1, and why not more."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a reviewer must know of a reading; ``code`` has a sentence in every UI language.

    ``attention`` turns the document's state from ``done`` into ``needs_attention``.
    """

    code: str
    page: int | None = None
    detail: str = ""
    attention: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """One page as a reader returns it: ``\\n`` ends each visual line, words carry page offsets."""

    number: int
    width: float
    height: float
    text: str
    words: tuple[Word, ...]
    source: TextSource
    trust: TextTrust
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the confined reader makes of a file's bytes."""

    media_type: str
    pages: tuple[ReadPage, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a document; its span and its words' offsets are in ``Document.text``."""

    number: int
    start: int
    end: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: TextSource
    trust: TextTrust
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One immutable text with its pages; ``id`` is the SHA-256 of the file's bytes, in hex.

    ``furniture`` are running headers, footers and page numbers: part of the text, never of a
    passage.
    """

    id: str
    name: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    furniture: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the text the span covers, unaltered."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> Page:
        """Return the page that holds the code point at an offset.

        Raises:
            IndexError: when the offset lies outside the text.
        """
        if not 0 <= offset < max(len(self.text), 1):
            raise IndexError(offset)
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)]

    def page_range(self, span: Span) -> tuple[int, int]:
        """Return the numbers of the first and the last page a span touches."""
        return self.page_at(span.start).number, self.page_at(span.end - 1).number

    def boxes(self, span: Span) -> tuple[tuple[int, Box], ...]:
        """Return (page number, box) for each word a span touches, cut to the touched letters.

        Furniture that a span only runs across, from one page to the next, has no boxes.
        """
        crossed = [one for one in self.furniture if one.overlaps(span) and not one.contains(span)]
        found: list[tuple[int, Box]] = []
        for page in self.pages:
            if page.start < span.end and span.start < page.end:
                words = [word for word in page.words if not _within(word, crossed)]
                found.extend((page.number, box) for box in _cut(words, span))
        return tuple(found)


def _within(word: Word, spans: Sequence[Span]) -> bool:
    return any(span.start <= word.start and word.end <= span.end for span in spans)


def _cut(words: Sequence[Word], span: Span) -> list[Box]:
    first = bisect_right(words, span.start, key=lambda word: word.end)
    boxes = []
    for word in words[first:]:
        if word.start >= span.end:
            break
        step = (word.box.x1 - word.box.x0) / (word.end - word.start)
        left = word.box.x0 + max(0, span.start - word.start) * step
        right = word.box.x1 - max(0, word.end - span.end) * step
        boxes.append(Box(x0=left, y0=word.box.y0, x1=right, y1=word.box.y1))
    return boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a decision; ``facts`` and ``sanction`` may lie inside ``operative_part``."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A numbered or natural paragraph, the unit of reading and of suggestions.

    ``language`` is ``mk sr-Cyrl sr-Latn cnr sq en hr bs`` or ``und``; ``section`` the innermost
    section around it.
    """

    index: int
    span: Span
    section: SectionKind | None
    first_page: int
    last_page: int
    language: str
    script: Script | None


def digest(untrusted_bytes: bytes) -> str:
    """Return the hex SHA-256 of a file's bytes: the document's id."""
    return hashlib.sha256(untrusted_bytes).hexdigest()
