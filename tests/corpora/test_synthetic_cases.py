"""The synthetic cases in; proof that their gold marks speak of their texts and of our kinds."""

import re
from itertools import pairwise

import pytest

from corpora.library import load
from corpora.synthetic_cases import SyntheticDocument, load_cases, section_place

CASES = load_cases()
FEWEST_WORDS = 500
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Roman numerals number the points of Cyrillic texts too.
LATIN = re.compile(r"(?<![A-Za-z])(?![IVX]+\b)[A-Za-z]")
# The Serbian first-instance judgment is the one in Cyrillic beside the Macedonian texts.
IN_CYRILLIC = {("rs-primer", "first_instance")}

every_document = pytest.mark.parametrize(
    ("case_id", "document"),
    [
        pytest.param(case.id, document, id=f"{case.id}-{document.name}")
        for case in CASES
        for document in case.documents
    ],
)


def test_there_is_a_case_of_each_country() -> None:
    assert {case.sheet.country for case in CASES} == {"AL", "MK", "RS"}


@every_document
def test_sections_stand_in_the_order_of_the_text(case_id: str, document: SyntheticDocument) -> None:
    places = [section_place(document.text, section) for section in document.marks.sections]
    assert all(first[0] <= second[0] for first, second in pairwise(places)), case_id


@every_document
def test_every_mark_is_of_a_known_kind(case_id: str, document: SyntheticDocument) -> None:
    known, marks = load(), document.marks
    assert {mark.code for mark in marks.labels} <= {code.id for code in known.codes}, case_id
    assert {mark.code for mark in marks.vulnerabilities} <= {item.id for item in known.factors}
    assert {mark.code for mark in marks.elements} <= {item.id for item in known.elements}
    assert {mark.label for mark in marks.entities} <= {kind.id for kind in known.entities}
    assert {m.role for m in marks.entities if m.role} <= {role.id for role in known.roles}
    assert {mark.type for mark in marks.events} <= {kind.id for kind in known.events}
    assert set(marks.checklist) <= {c.id for c in known.codes if c.detector == "checklist"}


@every_document
def test_texts_are_long_and_in_their_script(case_id: str, document: SyntheticDocument) -> None:
    assert len(document.text.split()) >= FEWEST_WORDS
    cyrillic = case_id.startswith("mk") or (case_id, document.name) in IN_CYRILLIC
    foreign = LATIN if cyrillic else CYRILLIC
    assert not foreign.search(document.text)
