"""Events in; their order in time with the days between out."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate

from corpora.shapes import Knowledge
from nlp.marks import Event, TimelineEntry

# What a partial date lacks: "2012" and "2012-07" count from their first day.
_MISSING = {4: "-01-01", 7: "-01"}


def order(events: Sequence[Event], knowledge: Knowledge) -> tuple[TimelineEntry, ...]:
    """Return one entry for each event, by its own date and not by its place in the text.

    An event without a date takes the order of the procedure: it stands behind the latest dated
    event of its own or an earlier phase. Only actual events of these proceedings count for
    ``days_since_previous``.
    """
    phases = _phases(knowledge)
    latest = _latest_by_phase(events, phases)
    keys = [
        (event.date or latest[phases[event.type]], event.date is None, phases[event.type], index)
        for index, event in enumerate(events)
    ]
    entries = []
    previous: date | None = None
    for *_, index in sorted(keys):
        event = events[index]
        day = day_of(event) if _counts(event) else None
        since = (day - previous).days if day and previous else None
        entries.append(TimelineEntry(event=index, date=event.date, days_since_previous=since))
        previous = day or previous
    return tuple(entries)


def _phases(knowledge: Knowledge) -> dict[str, int]:
    ranks = {phase: rank for rank, phase in enumerate(knowledge.event_rules.phases)}
    return {kind.id: ranks[kind.phase] for kind in knowledge.events}


def _latest_by_phase(events: Sequence[Event], phases: Mapping[str, int]) -> list[str]:
    """Return, for each phase, the latest date of an event of it or of an earlier phase."""
    latest = [""] * (max(phases.values()) + 1)
    for event in events:
        if event.date and _counts(event):
            rank = phases[event.type]
            latest[rank] = max(latest[rank], event.date)
    return list(accumulate(latest, max))


def day_of(event: Event) -> date | None:
    """Return the event's day; the first day of the month or year where no more is known."""
    return read_day(event.date)


def read_day(iso: str | None) -> date | None:
    """Return the day an ISO date of any precision begins with."""
    return date.fromisoformat(iso + _MISSING.get(len(iso), "")) if iso else None


def years_between(start: date, end: date) -> float:
    """Return the years between two days, to a tenth."""
    return round((end - start).days / 365.25, 1)


def _counts(event: Event) -> bool:
    return event.modality == "actual" and not event.other_proceedings
