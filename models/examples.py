"""Knowledge files and marked-up documents in; labelled training texts out, each with its origin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpora.annotated import AnnotatedDocument, AnnotatedLabel
from corpora.shapes import Code, Element, EntityKind, EventKind, Factor, Knowledge
from nlp.tokens import sentences

# Fewer letters are headings, list numbers and names; the screen skips them too.
SHORTEST_SENTENCE = 40
ExampleKind = Literal["shortcoming", "good_practice", "counter", "definition", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with the codes it carries; ``group`` is the file, kept on one side of any split.

    ``exhaustive`` tells that the text was marked for every code, so what is not marked is absent.
    """

    text: str
    language: str
    codes: tuple[str, ...]
    kind: ExampleKind
    group: str
    exhaustive: bool = False


def sentences_of(documents: Iterable[AnnotatedDocument]) -> tuple[Example, ...]:
    """Return the sentences of documents with the codes marked on them, as a model is asked.

    A sentence has the codes of the marks that it holds for the greater part, or that hold it.
    Claims that nobody adopted (``neutral``) are left out: they are neither the one nor the other.
    """
    return tuple(example for document in documents for example in _of_document(document))


def _of_document(document: AnnotatedDocument) -> Iterator[Example]:
    for passage in document.passages:
        if not _is_told(document, passage.start):
            continue
        for place in sentences(document.text[passage.start : passage.end], document.language):
            start, end = passage.start + place.start, passage.start + place.end
            if end - start < SHORTEST_SENTENCE:
                continue
            marks = [mark for mark in document.labels if _is_on(mark, start, end)]
            adopted = [mark for mark in marks if mark.polarity != "neutral"]
            if marks and not adopted:
                continue
            yield Example(
                text=document.text[start:end],
                language=document.language,
                codes=tuple(dict.fromkeys(mark.code for mark in adopted)),
                kind=_kind_of(adopted),
                group=document.id,
                exhaustive=True,
            )


def _is_told(document: AnnotatedDocument, start: int) -> bool:
    kinds = {s.kind for s in document.sections if s.start <= start < s.end}
    return bool(kinds & {"operative_part", "facts", "sanction", "reasoning"})


def _is_on(mark: AnnotatedLabel, start: int, end: int) -> bool:
    shared = min(mark.end, end) - max(mark.start, start)
    return shared > 0.5 * min(mark.end - mark.start, end - start)


def _kind_of(marks: list[AnnotatedLabel]) -> ExampleKind:
    if not marks:
        return "background"
    if all(mark.polarity == "good_practice" for mark in marks):
        return "good_practice"
    return "shortcoming"


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
