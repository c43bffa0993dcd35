"""Steps of the proceedings in made-up judgments, with section, modality, date and outcome."""

import json
from pathlib import Path

import pytest

from nlp.marks import Event
from tests.judgments import montenegrin, read


def of_kind(events: tuple[Event, ...], kind: str) -> list[Event]:
    return [event for event in events if event.type == kind]


def test_the_verdict_takes_the_day_and_the_court_of_the_decision() -> None:
    (verdict,) = of_kind(montenegrin().events, "first_instance_judgment")
    assert (verdict.outcome, verdict.date) == ("convicted", "2019-03-12")
    assert verdict.section == "operative_part"


def test_the_remedy_note_makes_no_appeal() -> None:
    assert of_kind(montenegrin().events, "appeal_filed") == []


def test_statements_before_different_authorities_are_different_events() -> None:
    reasons = (
        "Oštećena M. M. saslušana je u policiji dana 10.06.2012. godine. "
        "Oštećena M. M. saslušana je na glavnom pretresu dana 15.09.2018. godine."
    )
    found = of_kind(montenegrin(reasons=reasons).events, "victim_statement")
    assert [(event.venue, event.date) for event in found] == [
        ("police", "2012-06-10"),
        ("court", "2018-09-15"),
    ]


def test_one_step_told_twice_in_a_section_is_one_event() -> None:
    reasons = "Obavljeno je vještačenje. Sud je cijenio vještačenje."
    assert len(of_kind(montenegrin(reasons=reasons).events, "expert_report")) == 1


def test_what_happened_in_another_case_is_marked() -> None:
    reasons = "Svjedok je u drugom krivičnom postupku lišen slobode."
    (arrest,) = of_kind(montenegrin(reasons=reasons).events, "arrest")
    assert arrest.other_proceedings


def test_a_motion_beside_a_decision_keeps_both_apart() -> None:
    reasons = "Tužilac je predložio vještačenje, a sud je odredio vještačenje."
    found = of_kind(montenegrin(reasons=reasons).events, "expert_report")
    assert {event.modality for event in found} == {"requested", "actual"}


def test_a_birthday_dates_no_event() -> None:
    reasons = "Okrivljeni A. B., rođen 01.01.1980. godine, uhapšen je u Podgorici."
    (arrest,) = of_kind(montenegrin(reasons=reasons).events, "arrest")
    assert arrest.date is None


def test_events_are_in_text_order_and_quote_the_text() -> None:
    found = montenegrin()
    assert list(found.events) == sorted(found.events, key=lambda event: event.span)
    assert all(found.context.document.quote(event.span).strip() for event in found.events)


def test_a_text_without_steps_has_no_events() -> None:
    assert read("Ovo je kratko pismo o vremenu.").events == ()


@pytest.mark.needs_data
@pytest.mark.slow
def test_instructions_on_appeal_are_no_appeals(shared_data: Path) -> None:
    """Of first-instance judgments with appeal words, at most a sixth tells a real appeal.

    DOMAIN section 3 found that in 26 of 27 documents every hit was the instruction on remedies;
    documents are the first 60 that hold an inflected "izjaviti žalbu".
    """
    lines = (shared_data / "cnr_judgments_text" / "cnr_judgments.jsonl").read_text().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    instructing = [text for text in texts if "izjaviti žalb" in text][:60]
    told = [
        text
        for text in instructing
        if any(e.modality == "actual" for e in of_kind(read(text).events, "appeal_filed"))
    ]
    assert instructing
    assert len(told) * 6 <= len(instructing)
