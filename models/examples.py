"""Knowledge files and marked-up documents in; labelled training texts out, each with its origin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from corpora.annotated import AnnotatedDocument, AnnotatedLabel
from corpora.shapes import Code, Element, EntityKind, EventKind, Factor, Knowledge
from corpora.voices import load_voices
from nlp.document import DocumentKind, SectionKind
from nlp.fold import fold
from nlp.marks import Attribution, Polarity
from nlp.tokens import sentences
from nlp.voices import Heard, VoiceBook, listen, make_voice_book

# Fewer letters are headings, list numbers and names; the screen skips them too.
SHORTEST_SENTENCE = 40
_TOLD = frozenset({"operative_part", "facts", "sanction", "reasoning"})
# Factors and elements are facts: nobody commits them, so they have no polarity of their own.
NO_STANCE = ("vul_", "act_", "means_", "purp_")
ExampleKind = Literal[
    "shortcoming", "good_practice", "claim", "counter", "definition", "background", "unrelated"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with the codes it carries; ``group`` is the file, kept on one side of any split.

    ``exhaustive`` tells that the text was marked for every code, so what is not marked is absent.
    ``claimed`` are codes that only a claim nobody adopted speaks of; ``stances`` are polarity and
    attribution of each mark of a shortcoming. An ``unrelated`` text is of a case that is not about
    trafficking: it shows no shortcoming and no element, but its victims too may be vulnerable.
    """

    text: str
    language: str
    codes: tuple[str, ...]
    kind: ExampleKind
    group: str
    exhaustive: bool = False
    claimed: tuple[str, ...] = ()
    stances: tuple[tuple[Polarity, Attribution], ...] = ()
    section: SectionKind | None = None
    document_kind: DocumentKind | None = None
    heard: frozenset[Heard] = frozenset()


def sentences_of(documents: Iterable[AnnotatedDocument]) -> tuple[Example, ...]:
    """Return the sentences of documents with the codes marked on them, as a model is asked.

    A sentence has the codes of the marks that it holds for the greater part, or that hold it.
    """
    book = make_voice_book(load_voices())
    return tuple(example for document in documents for example in _of_document(document, book))


def _of_document(document: AnnotatedDocument, book: VoiceBook) -> Iterator[Example]:
    for passage in document.passages:
        section = _section_at(document, passage.start)
        if section not in _TOLD:
            continue
        text = document.text[passage.start : passage.end]
        folded = fold(text)
        for place in sentences(text, document.language):
            start, end = passage.start + place.start, passage.start + place.end
            if end - start < SHORTEST_SENTENCE:
                continue
            marks = [mark for mark in document.labels if _is_on(mark, start, end)]
            adopted = tuple(dict.fromkeys(m.code for m in marks if m.polarity != "neutral"))
            yield Example(
                text=document.text[start:end],
                language=document.language,
                codes=adopted,
                kind=_kind_of(marks),
                group=document.id,
                exhaustive=True,
                claimed=tuple({m.code for m in marks} - set(adopted)),
                stances=tuple(_stances(marks)),
                section=section,
                document_kind=cast(DocumentKind, document.kind),
                heard=listen(
                    book,
                    folded,
                    sentence=folded.place(place),
                    passage=(0, len(folded.text)),
                    language=document.language,
                ),
            )


def _section_at(document: AnnotatedDocument, start: int) -> SectionKind | None:
    """Return the innermost section at a place."""
    around = [s for s in document.sections if s.start <= start < s.end]
    kind = min(around, key=lambda s: s.end - s.start).kind if around else None
    return cast(SectionKind | None, kind)


def _stances(marks: Iterable[AnnotatedLabel]) -> Iterator[tuple[Polarity, Attribution]]:
    for mark in marks:
        if not mark.code.startswith(NO_STANCE):
            yield cast(Polarity, mark.polarity), cast(Attribution, mark.attribution)


def _is_on(mark: AnnotatedLabel, start: int, end: int) -> bool:
    shared = min(mark.end, end) - max(mark.start, start)
    return shared > 0.5 * min(mark.end - mark.start, end - start)


def _kind_of(marks: list[AnnotatedLabel]) -> ExampleKind:
    polarities = {mark.polarity for mark in marks}
    if not polarities:
        return "background"
    if "shortcoming" in polarities:
        return "shortcoming"
    return "good_practice" if "good_practice" in polarities else "claim"


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
