"""The state of one reading: what each format's reader is given, and where its pages go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nlp.document import Notice, ReadPage, TextSource, TextTrust
from nlp.failures import UnreadableError
from nlp.ocr import LOW_CONFIDENCE, OcrEngine, OcrText, OcrWord
from nlp.pages.limits import MAX_PAGE_CHARACTERS
from nlp.pages.lines import Piece, write
from nlp.pages.pdfium import PageText
from nlp.trust import TRUSTWORTHY, text_trust

# Kept among a page's reasons, so that a resumed reading still says it.
REPLACED = "text_layer_replaced_by_ocr"


@dataclass(slots=True, kw_only=True)
class Work:
    """Collects pages and notices; one use each. ``known`` are pages of an interrupted reading."""

    ocr: OcrEngine | None
    on_page: Callable[[int, int], None]
    keep: Callable[[ReadPage], None]
    known: Mapping[int, ReadPage]
    total: int = 0
    pages: list[ReadPage] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def note(
        self, code: str, *, page: int | None = None, detail: str = "", attention: bool = True
    ) -> None:
        """Add something people must know."""
        self.notices.append(Notice(code=code, page=page, detail=detail, attention=attention))

    def add(self, page: ReadPage) -> None:
        """Take a finished page.

        Raises:
            UnreadableError: ``content_too_complex`` for a page with too many characters.
        """
        if len(page.text) > MAX_PAGE_CHARACTERS:
            raise UnreadableError("content_too_complex", f"page {page.number}")
        self.pages.append(page)
        self.notices.extend(page_notices(page))
        self.keep(page)
        self.on_page(page.number, self.total)


def from_text(number: int, read: PageText, source: TextSource) -> ReadPage:
    """Return a page with the trust its text deserves."""
    return ReadPage(
        number=number,
        width=read.width,
        height=read.height,
        text=read.text,
        words=read.words,
        source=source,
        trust=text_trust(read.text),
    )


def from_ocr(number: int, size: tuple[float, float], read: OcrText, *, replaces: bool) -> ReadPage:
    """Return a page read by OCR; ``replaces`` says that an unbelievable text layer gave way."""
    text, words = write([[_piece(word) for word in line] for line in read.lines])
    trust = text_trust(text)
    score = min(trust.score, read.confidence / 100)
    reasons = (*trust.reasons, REPLACED) if replaces else trust.reasons
    return ReadPage(
        number=number,
        width=size[0],
        height=size[1],
        text=text,
        words=words,
        source="ocr",
        trust=TextTrust(score=round(score, 3), reasons=reasons),
        ocr_confidence=round(read.confidence, 1),
    )


def _piece(word: OcrWord) -> Piece:
    return Piece(word.text, word.box.x0, word.box.y0, word.box.x1, word.box.y1)


def page_notices(page: ReadPage) -> list[Notice]:
    """Return what people must know of one page; it follows from the page alone."""
    found: list[Notice] = []
    if REPLACED in page.trust.reasons:
        found.append(Notice(code=REPLACED, page=page.number, attention=False))
    if page.ocr_confidence is not None and page.words and page.ocr_confidence < LOW_CONFIDENCE:
        detail = f"{page.ocr_confidence:.0f}"
        found.append(Notice(code="ocr_low_confidence", page=page.number, detail=detail))
    elif page.words and page.trust.score < TRUSTWORTHY:
        reasons = ", ".join(page.trust.reasons)
        found.append(Notice(code="low_text_trust", page=page.number, detail=reasons))
    return found
