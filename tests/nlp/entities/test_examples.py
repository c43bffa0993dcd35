"""Every entity file's own examples and counter-examples are found and not found."""

import re

import pytest

from corpora.library import load
from nlp.document import Document, Passage, Span
from nlp.entities import find_entities
from nlp.fold import fold
from nlp.marks import Entity

COUNTRY = {"sr": "ME", "mk": "MK", "sq": "AL", "en": "ME"}
MARKED = re.compile(r"\[\[(.+?)\]\]")
KINDS = load().entities


def entities_in(text: str, language: str) -> tuple[Entity, ...]:
    document = Document(id="0" * 64, name="x", media_type="text/plain", text=text, pages=())
    code = {"sr": "sr-Latn"}.get(language, language)
    passage = Passage(
        index=0,
        span=Span(start=0, end=len(text)),
        section=None,
        first_page=1,
        last_page=1,
        language=code,
        script=None,
    )
    return find_entities(document, (passage,), (), fold(text), load(), COUNTRY[language])


@pytest.mark.parametrize(
    ("label", "language", "example"),
    [(k.id, lang, text) for k in KINDS for lang, texts in k.examples.items() for text in texts],
)
def test_an_example_is_found_as_it_is_marked(label: str, language: str, example: str) -> None:
    text = MARKED.sub(r"\1", example)
    found = [
        text[e.span.start : e.span.end] for e in entities_in(text, language) if e.label == label
    ]
    assert found == MARKED.findall(example)


@pytest.mark.parametrize(
    ("label", "language", "example"),
    [
        (k.id, lang, text)
        for k in KINDS
        for lang, texts in k.counter_examples.items()
        for text in texts
    ],
)
def test_a_counter_example_holds_no_mention(label: str, language: str, example: str) -> None:
    assert label not in {e.label for e in entities_in(example, language)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_examples_in_every_language(kind: object) -> None:
    languages = {"sr", "mk", "sq", "en"}
    assert set(kind.examples) == languages  # type: ignore[attr-defined]
    assert set(kind.counter_examples) == languages  # type: ignore[attr-defined]
    assert any(re.search("[а-ш]", text) for text in kind.examples["sr"])  # type: ignore[attr-defined]
