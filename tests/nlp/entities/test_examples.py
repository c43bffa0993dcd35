"""Every entity file's own examples and counter-examples are found and not found."""

import re

import pytest

from corpora.library import load
from corpora.shapes import EntityKind
from tests.nlp.entities.reading import quotes, read

MARKED = re.compile(r"\[\[(.+?)\]\]")
KINDS = load().entities


@pytest.mark.parametrize(
    ("label", "language", "example"),
    [(k.id, lang, text) for k in KINDS for lang, texts in k.examples.items() for text in texts],
)
def test_an_example_is_found_as_it_is_marked(label: str, language: str, example: str) -> None:
    text = MARKED.sub(r"\1", example)
    assert quotes(text, language, label) == MARKED.findall(example)


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
    assert label not in {e.label for e in read(example, language)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_examples_in_every_language(kind: EntityKind) -> None:
    languages = {"sr", "mk", "sq", "en"}
    assert set(kind.examples) == languages
    assert set(kind.counter_examples) == languages
    assert any(re.search("[а-ш]", text) for text in kind.examples["sr"])
