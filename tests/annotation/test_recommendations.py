"""The roll-up rule, at its thresholds."""

import pytest

from annotation.recommendations import Thresholds, regional_topics, themes
from tests.annotation.case_records import case, finding


def codes_of(*cases: object, **limits: int) -> list[str]:
    found = themes(cases, ["delay", "lenient"], Thresholds(**limits))  # type: ignore[arg-type]
    return [theme.code for theme in found]


def test_two_cases_make_a_theme_and_one_does_not() -> None:
    assert codes_of(case(1, "delay")) == []
    assert codes_of(case(1, "delay"), case(2, "delay")) == ["delay"]
    assert codes_of(case(1, "delay"), case(2, "delay"), cases=3) == []


def test_one_case_is_enough_when_a_higher_court_found_it() -> None:
    found = finding("lenient", attribution="higher_court")
    assert codes_of(case(1, findings=(found,))) == ["lenient"]


@pytest.mark.parametrize("polarity", ["good_practice", "neutral"])
def test_good_practice_and_mentions_make_no_theme(polarity: str) -> None:
    one = case(1, findings=(finding("delay", polarity=polarity),))
    assert codes_of(one, one, case(3)) == []


def test_themes_stand_on_their_findings_the_most_frequent_first() -> None:
    cases = [case(1, "lenient", "delay"), case(2, "lenient", "delay"), case(3, "lenient")]
    found = themes(cases, ["delay", "lenient"])
    assert [theme.code for theme in found] == ["lenient", "delay"]
    assert [one.id for one in found[0].findings] == ["lenient-1", "lenient-2", "lenient-3"]


def test_two_countries_make_a_regional_topic() -> None:
    serbian, albanian = case(1, "delay"), case(2, "delay", country="AL")
    assert regional_topics([serbian, case(3, "delay")], ["delay"]) == ()
    (topic,) = regional_topics([serbian, albanian], ["delay", "lenient"])
    assert (topic.code, topic.countries, topic.cases) == (
        "delay",
        ("AL", "RS"),
        ("case-1", "case-2"),
    )
