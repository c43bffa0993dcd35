"""Cases with confirmed findings in; themes for recommendations and regional topics out.

The rule (proposed by the project, thresholds configurable): a theme is proposed when a shortcoming
is confirmed in at least two cases of one country, or in one case where a higher court found it; a
regional training topic when it is confirmed in at least two countries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.case_record import CaseRecord, FindingRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From how many cases a theme, from how many countries a regional topic."""

    cases: int = 2
    higher_court_cases: int = 1
    countries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A shortcoming to recommend something on, with every finding it rests on."""

    code: str
    country: str | None
    cases: Sequence[str]
    higher_court_cases: Sequence[str]
    findings: Sequence[FindingRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalTopic:
    """A shortcoming confirmed in several countries."""

    code: str
    countries: Sequence[str]
    cases: Sequence[str]


def themes(
    cases: Sequence[CaseRecord], codes: Sequence[str], thresholds: Thresholds | None = None
) -> tuple[Theme, ...]:
    """Return the themes of one country's cases, those of most cases first."""
    limits = thresholds or Thresholds()
    proposed = [_theme(cases, code) for code in codes]
    kept = [
        theme
        for theme in proposed
        if len(theme.cases) >= limits.cases
        or len(theme.higher_court_cases) >= limits.higher_court_cases
    ]
    return tuple(sorted(kept, key=lambda theme: (-len(theme.cases), theme.code)))


def regional_topics(
    cases: Sequence[CaseRecord], codes: Sequence[str], thresholds: Thresholds | None = None
) -> tuple[RegionalTopic, ...]:
    """Return the topics of the region, those of most countries first."""
    limits = thresholds or Thresholds()
    topics = []
    for code in codes:
        having = [case for case in cases if case.country and case.has(code, "shortcoming")]
        countries = tuple(sorted({case.country for case in having if case.country}))
        if len(countries) >= limits.countries:
            ids = tuple(case.id for case in having)
            topics.append(RegionalTopic(code=code, countries=countries, cases=ids))
    return tuple(sorted(topics, key=lambda t: (-len(t.countries), -len(t.cases), t.code)))


def _theme(cases: Sequence[CaseRecord], code: str) -> Theme:
    having = [case for case in cases if case.has(code, "shortcoming")]
    findings = tuple(
        one
        for case in having
        for one in case.findings
        if one.code == code and one.polarity == "shortcoming"
    )
    higher = [
        case.id
        for case in having
        if any(one in findings and one.attribution == "higher_court" for one in case.findings)
    ]
    return Theme(
        code=code,
        country=having[0].country if having else None,
        cases=tuple(case.id for case in having),
        higher_court_cases=tuple(higher),
        findings=findings,
    )
