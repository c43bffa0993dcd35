"""Events stand in the order of their dates; days count between actual events only."""

from corpora.library import load
from nlp.document import Span
from nlp.marks import Event, Maker, Modality
from nlp.timeline import order

KNOWLEDGE = load()


def event(kind: str, date: str | None, modality: Modality = "actual", at: int = 0) -> Event:
    return Event(
        type=kind, span=Span(start=at, end=at + 1), modality=modality, section=None, date=date,
        maker=Maker(name="test", version="1"),
    )  # fmt: skip


def test_dates_order_events_and_not_their_place() -> None:
    events = [event("first_instance_judgment", "2019-03-12"), event("crime_report", "2012-06-10")]
    found = order(events, KNOWLEDGE)
    assert [entry.event for entry in found] == [1, 0]
    assert [entry.days_since_previous for entry in found] == [None, 2466]


def test_an_event_without_date_takes_the_order_of_the_procedure() -> None:
    events = [
        event("appeal_decision", "2020-01-01"),
        event("arrest", None),
        event("crime_report", "2012-06-10"),
    ]
    assert [entry.event for entry in order(events, KNOWLEDGE)] == [2, 1, 0]


def test_what_was_only_asked_for_takes_no_time() -> None:
    events = [
        event("crime_report", "2012-06-10"),
        event("detention_ordered", "2012-06-11", "requested"),
        event("arrest", "2012-06-12"),
    ]
    assert [entry.days_since_previous for entry in order(events, KNOWLEDGE)] == [None, None, 2]


def test_every_event_has_one_entry() -> None:
    events = [event(kind.id, None) for kind in KNOWLEDGE.events]
    assert sorted(entry.event for entry in order(events, KNOWLEDGE)) == list(range(len(events)))


def test_no_events_make_an_empty_timeline() -> None:
    assert order((), KNOWLEDGE) == ()
