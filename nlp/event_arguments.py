"""An event's trigger and its surroundings in; the event with date, court, actor and outcome out."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpora.records import Texts
from corpora.shapes import EventKind, Knowledge
from nlp.clauses import Range
from nlp.compiled import once_per_knowledge
from nlp.cues import Cue, compile_cues, find_cues
from nlp.document import Document, Section, SectionKind
from nlp.fold import Folded
from nlp.marks import Entity, Event

Cues = tuple[Cue[str], ...]
_DECIDING: frozenset[SectionKind] = frozenset({"operative_part", "sanction"})
# A date more than about two printed lines away belongs to something else in the sentence.
_DATE_REACH = 160
# Courts write "the hearing of <date>", "indictment no. … of <date>": a date before the trigger
# must be this many times nearer than one after it.
_BEFORE_COSTS = 3
# A comma between a trigger and a date weighs like so many letters: another clause begins there.
_COMMA_COSTS = 20
# How far before a date the word "born" may stand, and around a decision's date "rendered on".
_BORN_REACH, _RENDERED_REACH = 30, 45


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Cues by (kind, language); the key of a cue is the outcome or the venue it stands for."""

    outcomes: Mapping[tuple[str, str], Cues]
    venues: Mapping[tuple[str, str], Cues]
    needs: Mapping[tuple[str, str], Cues]
    born: Cues
    rendered: Cues
    appeal_decided: Cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entity with its folded range."""

    entity: Entity
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What all events of a document share."""

    document: Document
    entities: tuple[Placed, ...]
    starts: tuple[int, ...]
    decision_date: Placed | None
    court: str | None
    appeal: bool
    words: _Words


def surroundings(
    document: Document,
    sections: Sequence[Section],
    folded: Folded,
    entities: Sequence[Entity],
    knowledge: Knowledge,
) -> Surroundings:
    """Place the entities in the folded text and find the decision's own date and court."""
    words = _words(knowledge)
    placed = []
    for entity in sorted(entities, key=lambda item: item.span):
        start, end = folded.place(entity.span)
        if start < end and not (
            entity.label == "DATE"
            and _holds(words.born, folded, max(0, start - _BORN_REACH), start)
        ):
            placed.append(Placed(entity=entity, start=start, end=end))
    introduction = [
        item
        for item in placed
        for section in sections
        if section.kind == "introduction" and item.entity.span.end <= section.span.end
    ]
    return Surroundings(
        document=document,
        entities=tuple(placed),
        starts=tuple(item.start for item in placed),
        decision_date=_decision_date(introduction, folded, words),
        court=next((_name(p, document) for p in introduction if p.entity.label == "COURT"), None),
        appeal=_is_appeal(sections, folded, words),
        words=words,
    )


@once_per_knowledge
def _words(knowledge: Knowledge) -> _Words:
    rules, kinds = knowledge.event_rules, knowledge.events
    return _Words(
        outcomes=_compile({kind.id: kind.outcome_cues for kind in kinds}),
        venues=_compile({kind.id: kind.venues for kind in kinds}),
        needs=_compile({kind.id: {"": kind.needs} for kind in kinds}),
        born=compile_cues([("", rules.born)]),
        rendered=compile_cues([("", rules.rendered)]),
        appeal_decided=compile_cues(
            (kind.id, kind.triggers) for kind in kinds if kind.id == "appeal_decision"
        ),
    )


def _compile(kinds: Mapping[str, Mapping[str, Texts]]) -> dict[tuple[str, str], Cues]:
    languages = {code for items in kinds.values() for texts in items.values() for code in texts}
    return {
        (kind, code): compile_cues((name, {code: t.get(code, ())}) for name, t in items.items())
        for kind, items in kinds.items()
        for code in sorted(languages)
    }


def _holds(cues: Cues, folded: Folded, start: int, end: int) -> bool:
    return any(True for _ in find_cues(cues, folded, start, end))


def _decision_date(introduction: Sequence[Placed], folded: Folded, words: _Words) -> Placed | None:
    """Return the date right after "rendered on", else one shortly before, else the last one."""
    dates = [item for item in introduction if item.entity.label == "DATE"]
    after = (d for d in dates if _holds(words.rendered, folded, _back(d.start), d.start))
    before = (d for d in reversed(dates) if _holds(words.rendered, folded, d.end, _on(d, folded)))
    return next(after, next(before, dates[-1] if dates else None))


def _back(position: int) -> int:
    return max(0, position - _RENDERED_REACH)


def _on(date: Placed, folded: Folded) -> int:
    return min(date.end + _RENDERED_REACH, len(folded.lower))


def _is_appeal(sections: Sequence[Section], folded: Folded, words: _Words) -> bool:
    """Tell whether the operative part decides on an appeal."""
    places = [folded.place(s.span) for s in sections if s.kind == "operative_part"]
    return any(_holds(words.appeal_decided, folded, start, end) for start, end in places)


def _within(around: Surroundings, sentence: Range) -> tuple[Placed, ...]:
    first = bisect_left(around.starts, sentence.start)
    last = bisect_left(around.starts, sentence.end)
    return around.entities[first:last]


def _own(kind: EventKind, around: Surroundings) -> bool:
    """Tell whether this decision takes the step: an appeal court names the judgment under it."""
    return kind.id != "first_instance_judgment" or not around.appeal


def _actor(kind: EventKind, near: Sequence[Placed], trigger: Range) -> Placed | None:
    for wanted in kind.actors:
        fitting = [p for p in near if wanted in {p.entity.role, p.entity.label}]
        if fitting:
            return _nearest(fitting, trigger)
    return None


def _date(near: Sequence[Placed], trigger: Range, folded: Folded) -> Placed | None:
    dates = [p for p in near if p.entity.label == "DATE" and _distance(p, trigger) <= _DATE_REACH]
    return min(
        dates, key=lambda d: _distance(d, trigger) + _commas(d, trigger, folded), default=None
    )


def _commas(item: Placed, trigger: Range, folded: Folded) -> int:
    between = min(item.end, trigger.end), max(item.start, trigger.start)
    return _COMMA_COSTS * folded.lower.count(",", *between)


def _nearest(items: Sequence[Placed], trigger: Range) -> Placed | None:
    return min(items, key=lambda item: _distance(item, trigger), default=None)


def _distance(item: Placed, trigger: Range) -> int:
    if item.start >= trigger.end:
        return item.start - trigger.end
    return max(0, trigger.start - item.end) * _BEFORE_COSTS


def _name(item: Placed, document: Document) -> str:
    value = item.entity.value or {}
    return str(value.get("name") or " ".join(document.quote(item.entity.span).split()))


def _stated(cues: Cues, folded: Folded, sentence: Range) -> str | None:
    """Return what the first cue that the sentence holds stands for."""
    hit = next(find_cues(cues, folded, sentence.start, sentence.end), None)
    return hit.cue.key if hit else None


def fill(
    event: Event,
    kind: EventKind,
    trigger: Range,
    sentence: Range,
    folded: Folded,
    around: Surroundings,
    language: str,
) -> Event | None:
    """Return the event with its arguments, or nothing where the kind's needs are not met.

    In the operative part and the sanction a deciding kind takes the decision's own date and court.
    """
    near = _within(around, sentence)
    actor = _actor(kind, near, trigger)
    needs = around.words.needs.get((kind.id, language), ())
    if needs and not actor and not _holds(needs, folded, sentence.start, sentence.end):
        return None
    decides = kind.decision and event.section in _DECIDING and _own(kind, around)
    date = around.decision_date if decides else _date(near, trigger, folded)
    court = _nearest([p for p in near if p.entity.label == "COURT"], trigger)
    words, key = around.words, (kind.id, language)
    return replace(
        event,
        date=str((date.entity.value or {}).get("date")) if date else None,
        date_span=date.entity.span if date else None,
        court=_name(court, around.document) if court else around.court if decides else None,
        actor=_name(actor, around.document) if actor else None,
        outcome=_stated(words.outcomes.get(key, ()), folded, sentence),
        venue=_stated(words.venues.get(key, ()), folded, sentence),
    )
