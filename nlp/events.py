"""Passages, sections and entities of a document in; the steps of the proceedings it tells out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpora.shapes import EventKind, Knowledge
from nlp.clauses import Range, sentence_around, sentence_starts
from nlp.compiled import once_per_knowledge
from nlp.cues import Cue, compile_cues, cue_language, find_cues
from nlp.document import Document, Passage, Section, SectionKind, Span
from nlp.event_arguments import Surroundings, fill, surroundings
from nlp.fold import Folded, fold_text
from nlp.marks import Entity, Event, Maker
from nlp.modality import Moods, moods, read_modality

MAKER = Maker(name="events", version="1")
_DECIDING: frozenset[SectionKind] = frozenset({"operative_part", "sanction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kinds:
    """The compiled cues of all kinds, by language."""

    kinds: dict[str, EventKind]
    triggers: dict[str, tuple[Cue[str], ...]]
    excluded: dict[str, tuple[Cue[str], ...]]
    elsewhere: dict[str, tuple[Cue[str], ...]]
    abbreviations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    kind: EventKind
    cue: str
    range: Range
    passage: Passage
    language: str


def find_events(
    document: Document,
    passages: Sequence[Passage],
    sections: Sequence[Section],
    folded: Folded,
    entities: Sequence[Entity],
    knowledge: Knowledge,
) -> tuple[Event, ...]:
    """Return the events in text order, with modality, date, court, actor and outcome.

    A trigger in the remedy section or in a ``not_event`` phrase makes no event; triggers with the
    same kind, section, modality, date, actor and venue make one event, at the first trigger.
    """
    compiled = _compiled(knowledge)
    starts = sentence_starts(folded, compiled.abbreviations)
    around = surroundings(document, sections, folded, entities, knowledge)
    cues = moods(knowledge)
    found: list[Event | None] = []
    for hit in _hits(passages, folded, compiled):
        sentence = sentence_around(starts, hit.range.start, len(folded.lower))
        if hit.range.end <= sentence.end and hit.language in cues:
            found.append(_event(hit, sentence, folded, around, cues[hit.language], compiled))
    return _merge(sorted((e for e in found if e is not None), key=lambda event: event.span))


def _event(
    hit: _Hit,
    sentence: Range,
    folded: Folded,
    around: Surroundings,
    cues: Moods,
    compiled: _Kinds,
) -> Event | None:
    section = hit.passage.section
    decides = hit.kind.decision and section in _DECIDING
    modality = read_modality(
        folded, hit.range, sentence, cues, literal=hit.cue, negatable=hit.kind.negatable
    )
    if decides and modality != "negated":
        modality = "actual"
    elsewhere = compiled.elsewhere.get(hit.language, ())
    event = Event(
        type=hit.kind.id,
        span=folded.source(hit.range.start, hit.range.end),
        modality=modality,
        section=section,
        other_proceedings=any(
            True for _ in find_cues(elsewhere, folded, sentence.start, sentence.end)
        ),
        maker=MAKER,
    )
    return fill(event, hit.kind, hit.range, sentence, folded, around, hit.language)


@once_per_knowledge
def _compiled(knowledge: Knowledge) -> _Kinds:
    languages = sorted({code for kind in knowledge.events for code in kind.triggers})
    return _Kinds(
        kinds={kind.id: kind for kind in knowledge.events},
        triggers={
            code: compile_cues(
                (kind.id, {code: kind.triggers.get(code, ())}) for kind in knowledge.events
            )
            for code in languages
        },
        excluded={
            code: compile_cues(
                (kind.id, {code: kind.not_event.get(code, ())}) for kind in knowledge.events
            )
            for code in languages
        },
        elsewhere={
            code: compile_cues([("", {code: cues})])
            for code, cues in knowledge.event_rules.other_proceedings.items()
        },
        abbreviations=frozenset(
            fold_text(word).rstrip(".")
            for language in knowledge.languages
            for word in language.abbreviations
        ),
    )


def _hits(passages: Sequence[Passage], folded: Folded, compiled: _Kinds) -> Iterator[_Hit]:
    """Yield the triggers of each run of passages in one language, the longest of a place."""
    for run in _runs(passages):
        language = cue_language(run[0].language)
        start = folded.place(run[0].span)[0]
        end = folded.place(run[-1].span)[1]
        for code in dict.fromkeys((language, "en")):
            hits = _longest(folded, compiled, code, start, end)
            yield from _inside(hits, run, folded, compiled, code)


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield neighbouring passages of one language, without remedy sections."""
    run: list[Passage] = []
    for passage in passages:
        ends = passage.section == "remedy"
        if run and (ends or cue_language(passage.language) != cue_language(run[0].language)):
            yield run
            run = []
        if not ends:
            run.append(passage)
    if run:
        yield run


def _longest(
    folded: Folded, compiled: _Kinds, code: str, start: int, end: int
) -> list[tuple[str, str, Range]]:
    excluded = [
        (hit.cue.key, hit.start, hit.end)
        for hit in find_cues(compiled.excluded.get(code, ()), folded, start, end)
    ]
    by_kind: dict[str, list[tuple[str, Range]]] = {}
    for hit in find_cues(compiled.triggers.get(code, ()), folded, start, end):
        kind = hit.cue.key
        if not any(k == kind and hit.start < e and s < hit.end for k, s, e in excluded):
            by_kind.setdefault(kind, []).append((hit.cue.cue, Range(start=hit.start, end=hit.end)))
    return [(kind, *item) for kind, hits in by_kind.items() for item in _disjoint(hits)]


def _disjoint(hits: list[tuple[str, Range]]) -> list[tuple[str, Range]]:
    kept: list[tuple[str, Range]] = []
    for cue, place in sorted(hits, key=lambda hit: (hit[1].start, -hit[1].end)):
        if not kept or kept[-1][1].end <= place.start:
            kept.append((cue, place))
    return kept


def _inside(
    hits: list[tuple[str, str, Range]],
    run: Sequence[Passage],
    folded: Folded,
    compiled: _Kinds,
    code: str,
) -> Iterator[_Hit]:
    """Yield the hits that lie inside one passage."""
    ranges = [(folded.place(passage.span), passage) for passage in run]
    index = 0
    for kind, cue, place in sorted(hits, key=lambda hit: hit[2].start):
        while index < len(ranges) and ranges[index][0][1] <= place.start:
            index += 1
        if index == len(ranges):
            return
        (start, end), passage = ranges[index]
        if start <= place.start and place.end <= end:
            yield _Hit(
                kind=compiled.kinds[kind], cue=cue, range=place, passage=passage, language=code
            )


def _merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """Make one event of those that tell of the same step; the first states outcome and court."""
    merged: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.type, event.section, event.modality, event.date, event.actor, event.venue,
               event.other_proceedings)  # fmt: skip
        known = merged.get(key)
        if known is None:
            merged[key] = event
        else:
            merged[key] = replace(
                known, outcome=known.outcome or event.outcome, court=known.court or event.court
            )
    return tuple(merged.values())


def span_of(event: Event) -> Span:
    """Return the event's trigger together with its date, where that stands in one sentence."""
    if event.date_span is None:
        return event.span
    return Span(
        start=min(event.span.start, event.date_span.start),
        end=max(event.span.end, event.date_span.end),
    )
