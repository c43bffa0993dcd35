"""A text and its language in; its entities, as the pipeline would find them, out."""

from corpora.library import load
from nlp.document import Document, Passage, Section, Span
from nlp.entities import find_entities
from nlp.fold import fold
from nlp.marks import Entity

COUNTRY = {"sr": "ME", "mk": "MK", "sq": "AL", "en": "ME"}


def read(text: str, language: str, sections: tuple[Section, ...] = ()) -> tuple[Entity, ...]:
    document = Document(id="0" * 64, name="x", media_type="text/plain", text=text, pages=())
    passage = Passage(
        index=0,
        span=Span(start=0, end=len(text)),
        section=None,
        first_page=1,
        last_page=1,
        language={"sr": "sr-Latn"}.get(language, language),
        script=None,
    )
    return find_entities(document, (passage,), sections, fold(text), load(), COUNTRY[language])


def quotes(text: str, language: str, label: str) -> list[str]:
    return [text[e.span.start : e.span.end] for e in read(text, language) if e.label == label]
