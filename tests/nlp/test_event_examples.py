"""Every event kind's own examples: the step happened in each, and in no counter-example."""

import pytest

from corpora.library import load
from nlp.document import Document, Page, Passage, Script, Span, TextTrust
from nlp.events import find_events
from nlp.fold import fold
from nlp.marks import Event

KNOWLEDGE = load()
LANGUAGES = {"sr": "sr-Latn", "mk": "mk", "sq": "sq", "en": "en"}
FEWEST = 2


def events_of(text: str, language: str) -> tuple[Event, ...]:
    page = Page(
        number=1, start=0, end=len(text), width=595, height=842, words=(), source="plain",
        trust=TextTrust(score=1.0),
    )  # fmt: skip
    document = Document(id="0" * 64, name="x", media_type="text/plain", text=text, pages=(page,))
    script: Script = "Cyrl" if language == "mk" else "Latn"
    passage = Passage(
        index=0, span=Span(start=0, end=len(text)), section="reasoning", first_page=1, last_page=1,
        language=LANGUAGES[language], script=script,
    )  # fmt: skip
    return find_events(document, (passage,), (), fold(text), (), KNOWLEDGE)


def sentences(name: str) -> list[tuple[str, str, str]]:
    return [
        (kind.id, language, text)
        for kind in KNOWLEDGE.events
        for language, texts in getattr(kind, name).items()
        for text in texts
    ]


@pytest.mark.parametrize(("kind", "language", "text"), sentences("examples"))
def test_the_step_happened(kind: str, language: str, text: str) -> None:
    found = events_of(text, language)
    assert (kind, "actual") in {(event.type, event.modality) for event in found}


@pytest.mark.parametrize(("kind", "language", "text"), sentences("counter_examples"))
def test_the_step_did_not_happen(kind: str, language: str, text: str) -> None:
    found = events_of(text, language)
    assert (kind, "actual") not in {(event.type, event.modality) for event in found}


@pytest.mark.parametrize("kind", KNOWLEDGE.events, ids=lambda kind: kind.id)
def test_every_language_with_triggers_has_examples(kind: object) -> None:
    for name in ("examples", "counter_examples"):
        texts = getattr(kind, name)
        assert {code for code, found in texts.items() if len(found) >= FEWEST} == set(LANGUAGES)
