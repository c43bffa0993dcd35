"""What every suggester gets: the document with all that was found in it so far."""

import re
from dataclasses import dataclass

from corpora.shapes import Knowledge
from nlp.document import Document, Passage, Section, Span
from nlp.facts.case import Case
from nlp.fold import Folded
from nlp.marks import Entity, Event, Profile
from nlp.tokens import sentences
from nlp.voices import VoiceBook

# Longer evidence is no longer read at a glance; such a sentence is cut around the cue.
_LONGEST_EVIDENCE = 400
_CLAUSE_END = re.compile(r"[,;]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A document with its sections, passages, entities and events; ``folded`` is all of it."""

    document: Document
    profile: Profile
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    folded: Folded
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    knowledge: Knowledge
    voices: VoiceBook


def case_of(context: Context) -> Case:
    """Return the part of the context that facts are computed from."""
    return Case(
        document=context.document,
        profile=context.profile,
        sections=context.sections,
        folded=context.folded,
        entities=context.entities,
        events=context.events,
        knowledge=context.knowledge,
    )


def sentence_around(context: Context, passage: Passage, hit: Span) -> Span:
    """Return the sentence of a passage around a span, cut to a readable length."""
    text = context.document.quote(passage.span)
    for span in sentences(text, passage.language):
        sentence = span.shift(passage.span.start)
        if sentence.overlaps(hit):
            return _shorten(context.document, context.folded, sentence, hit)
    return hit


def _shorten(document: Document, folded: Folded, sentence: Span, hit: Span) -> Span:
    """Cut a sentence around a hit; folded letters count, so that both scripts are cut alike."""
    first, last = folded.place(sentence)
    if last - first <= _LONGEST_EVIDENCE:
        whole = Span(start=min(sentence.start, hit.start), end=max(sentence.end, hit.end))
        return _trim(document, whole)
    begin, stop = folded.place(hit)
    room = max((_LONGEST_EVIDENCE - (stop - begin)) // 2, 0)
    cut = folded.source(max(first, begin - room), min(last, stop + room))
    return _trim(document, _at_clauses(document.text, sentence, hit, cut.start, cut.end))


def _at_clauses(text: str, sentence: Span, hit: Span, start: int, end: int) -> Span:
    """Return the range cut at the clauses next to its two ends, else at whole words."""
    if start > sentence.start:
        clause = _CLAUSE_END.search(text, start, hit.start)
        start = clause.end() if clause else _word_start(text, start, sentence.start)
    if end < sentence.end:
        clauses = [match.start() + 1 for match in _CLAUSE_END.finditer(text, hit.end, end)]
        end = clauses[-1] if clauses else _word_end(text, end, sentence.end)
    return Span(start=start, end=end)


def _word_start(text: str, place: int, floor: int) -> int:
    while place > floor and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int, ceiling: int) -> int:
    while place < ceiling and not text[place].isspace():
        place += 1
    return place


def _trim(document: Document, span: Span) -> Span:
    quote = document.quote(span)
    left = len(quote) - len(quote.lstrip())
    right = len(quote) - len(quote.rstrip())
    return Span(start=span.start + left, end=span.end - right)
