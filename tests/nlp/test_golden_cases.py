"""The synthetic cases against their gold marks, read from their PDFs.

The floors lie just under what was measured when they were set: they catch a step back, they claim
no quality on real judgments. ``python -m tests.bench.golden`` prints the figures and every miss.
"""

import pytest

from corpora.synthetic_cases import SyntheticDocument, load_cases
from tests.bench.golden import Outcome, compare

DOCUMENTS = [
    pytest.param(document, id=f"{case.id}-{document.name}")
    for case in load_cases()
    for document in case.documents
]


@pytest.fixture(scope="module", params=DOCUMENTS)
def outcome(request: pytest.FixtureRequest) -> Outcome:
    document: SyntheticDocument = request.param
    return compare(document)


def test_kind_country_and_date_are_right(outcome: Outcome) -> None:
    marks, profile = outcome.marks, outcome.analysis.profile
    assert (profile.kind, profile.country, profile.decision_date) == (
        marks.kind,
        marks.country,
        marks.decision_date,
    )


def test_introduction_operative_part_and_reasoning_are_found(outcome: Outcome) -> None:
    found = {section.kind for section in outcome.analysis.sections}
    assert {"introduction", "operative_part", "reasoning"} <= found


def test_most_marked_entities_are_found_with_their_roles(outcome: Outcome) -> None:
    missed = outcome.missed_entities
    assert len(missed) <= 0.15 * len(outcome.marks.entities), missed


def test_the_remedy_section_suggests_nothing(outcome: Outcome) -> None:
    remedies = [s.span for s in outcome.analysis.sections if s.kind == "remedy"]
    suggested = [s for s in outcome.analysis.suggestions if s.source == "cue"]
    assert not [s for s in suggested for remedy in remedies if remedy.contains(s.span)]


def test_every_span_quotes_back(outcome: Outcome) -> None:
    document = outcome.analysis.document
    marks = (
        *outcome.analysis.entities,
        *outcome.analysis.events,
        *outcome.analysis.suggestions,
        *outcome.analysis.passages,
    )
    assert all(document.quote(mark.span).strip() for mark in marks)


def test_a_second_run_says_the_same(outcome: Outcome) -> None:
    again = compare(outcome.document).analysis
    assert again == outcome.analysis
