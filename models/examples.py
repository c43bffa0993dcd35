"""The knowledge files in; labelled training texts out, each with the file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpora.shapes import Code, Element, EntityKind, EventKind, Factor, Knowledge

ExampleKind = Literal["shortcoming", "good_practice", "counter", "definition", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with the codes it carries; ``group`` is the file, kept on one side of any split."""

    text: str
    language: str
    codes: tuple[str, ...]
    kind: ExampleKind
    group: str


def examples_of(knowledge: Knowledge) -> tuple[Example, ...]:
    """Return all examples, counter-examples and definitions of the taxonomy, and background.

    Background are the example sentences of events and entity kinds: the ordinary prose of
    proceedings, which carries no code.
    """
    return (
        *_of_codes(knowledge.codes),
        *_of_plain(knowledge.factors),
        *_of_plain(knowledge.elements),
        *_background(knowledge),
    )


def _of_codes(codes: tuple[Code, ...]) -> Iterator[Example]:
    for code in codes:
        yield _example(code.definition, "en", (code.id,), "definition", code.id)
        for language, texts in code.examples.items():
            for text in texts:
                yield _example(text, language, (code.id,), "shortcoming", code.id)
        for language, texts in code.good_practice.items():
            for text in texts:
                yield _example(text, language, (code.id,), "good_practice", code.id)
        for language, texts in code.counter_examples.items():
            for text in texts:
                yield _example(text, language, (), "counter", code.id)


def _of_plain(items: tuple[Factor, ...] | tuple[Element, ...]) -> Iterator[Example]:
    for item in items:
        for language, texts in item.examples.items():
            for text in texts:
                yield _example(text, language, (item.id,), "shortcoming", item.id)
        for language, texts in item.counter_examples.items():
            for text in texts:
                yield _example(text, language, (), "counter", item.id)


def _background(knowledge: Knowledge) -> Iterator[Example]:
    items: tuple[EventKind | EntityKind, ...] = (*knowledge.events, *knowledge.entities)
    for item in items:
        for language, texts in item.examples.items():
            for text in texts:
                plain = text.replace("[[", "").replace("]]", "")
                yield _example(plain, language, (), "background", item.id)


def _example(
    text: str, language: str, codes: tuple[str, ...], kind: ExampleKind, group: str
) -> Example:
    return Example(text=text, language=language, codes=codes, kind=kind, group=group)
