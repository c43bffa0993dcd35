"""Real engines for plain text: pages at form feeds, and a suggestion wherever a phrase stands."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from api.engines import Engines
from corpora.library import load
from nlp.document import Document, Page, Passage, Reading, ReadPage, Span, Word
from nlp.failures import UnreadableError
from nlp.marks import Analysis, Maker, Profile, Reason, Suggestion, suggestion_id
from tests.builders import reading_from_text

MAKER = Maker(name="phrases", version="1", taxonomy_version=load().taxonomy_version)
CODE = load().codes[0].id
OTHER_CODE = load().codes[1].id
FACTOR = load().factors[0].id
PHRASES = {"the delay": CODE, "no interpreter": OTHER_CODE}


def text_engines() -> Engines:
    return Engines(read=read, analyse=analyse, knowledge=load())


def read(
    path: Path,
    untrusted_name: str,
    *,
    known_pages: Mapping[int, ReadPage],
    on_page: Callable[[ReadPage], None],
    on_progress: Callable[[int, int], None],
) -> Reading:
    content = path.read_bytes()
    if content.startswith(b"%broken"):
        raise UnreadableError("damaged", untrusted_name)
    reading = reading_from_text(content.decode())
    for page in reading.pages:
        on_progress(page.number, len(reading.pages))
        if page.number not in known_pages:
            on_page(page)
    return reading


def analyse(reading: Reading, *, id: str, name: str) -> Analysis:  # noqa: A002
    document = _document(reading, id, name)
    text = document.text
    numbers = tuple(re.findall(r"K \d+/\d+", text))
    date = re.search(r"\d{4}-\d{2}-\d{2}", text)
    return Analysis(
        document=document,
        profile=Profile(
            kind="judgment",
            country="ME",
            court="Basic Court in Sample Town",
            court_level="first_instance",
            case_numbers=numbers,
            decision_date=date[0] if date else None,
            defendants=tuple(re.findall(r"Defendant: (\w+)", text)),
            language="en",
        ),
        sections=(),
        passages=tuple(_passages(document)),
        entities=(),
        events=(),
        timeline=(),
        facts=(),
        suggestions=tuple(_suggestions(document)),
        checklist=(),
        makers=(MAKER,),
    )


def _document(reading: Reading, id: str, name: str) -> Document:  # noqa: A002
    pages, start = [], 0
    for page in reading.pages:
        end = start + len(page.text)
        words = tuple(Word(start=w.start + start, end=w.end + start, box=w.box) for w in page.words)
        pages.append(
            Page(
                number=page.number,
                start=start,
                end=end,
                width=page.width,
                height=page.height,
                words=words,
                source=page.source,
                trust=page.trust,
            )
        )
        start = end
    return Document(
        id=id,
        name=name,
        media_type=reading.media_type,
        text="".join(page.text for page in reading.pages),
        pages=tuple(pages),
        notices=reading.notices,
    )


def _passages(document: Document) -> list[Passage]:
    return [
        Passage(
            index=index,
            span=Span(start=match.start(), end=match.end()),
            section=None,
            first_page=document.page_at(match.start()).number,
            last_page=document.page_at(match.end() - 1).number,
            language="en",
            script="Latn",
        )
        for index, match in enumerate(re.finditer(r"[^\n]+", document.text))
    ]


def _suggestions(document: Document) -> list[Suggestion]:
    found = []
    for phrase, code in PHRASES.items():
        for match in re.finditer(phrase, document.text):
            span = Span(start=match.start(), end=match.end())
            found.append(
                Suggestion(
                    id=suggestion_id(document.id, code, span, "shortcoming", "cue", MAKER),
                    document_id=document.id,
                    kind="shortcoming",
                    code=code,
                    span=span,
                    passage=None,
                    score=0.8,
                    abstain=False,
                    polarity="shortcoming",
                    attribution="court_self",
                    source="cue",
                    reason=Reason(key="cue", params={"cue": phrase}),
                    maker=MAKER,
                )
            )
    return found
