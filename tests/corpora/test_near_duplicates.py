"""No synthetic document is a copy of another, and none was filled into a template."""

import re
from collections import Counter
from itertools import combinations

from corpora.annotated import load_documents, side_of

# Words in a row that two documents share only where the law prescribes them or one copies another.
_WORDS = 8
# Headings spaced letter by letter are one word a letter.
_SPACED = re.compile(r"\b(?:\w[ \u00a0]){3,}\w\b")


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", _SPACED.sub(" ", text).lower())
    return {tuple(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}


SHINGLES = {document.id: shingles(document.text) for document in load_documents()}


def shared(first: str, second: str) -> float:
    less = min(len(SHINGLES[first]), len(SHINGLES[second]))
    return len(SHINGLES[first] & SHINGLES[second]) / less


def test_no_document_repeats_a_tenth_of_another() -> None:
    alike = {pair: shared(*pair) for pair in combinations(sorted(SHINGLES), 2)}
    assert {pair for pair, share in alike.items() if share > 0.1} == set()


def test_no_test_document_repeats_what_a_model_learnt() -> None:
    tested = [name for name in SHINGLES if side_of(name) == "test"]
    learnt = set().union(*(SHINGLES[name] for name in SHINGLES if side_of(name) != "test"))
    for name in tested:
        assert len(SHINGLES[name] & learnt) / len(SHINGLES[name]) < 0.1, name


def test_no_phrase_runs_through_the_documents_as_through_a_template() -> None:
    spread = Counter(phrase for found in SHINGLES.values() for phrase in found)
    assert {" ".join(phrase) for phrase, count in spread.items() if count > 12} == set()


def test_the_detector_sees_a_filled_template() -> None:
    text = load_documents()[0].text
    filled = text.replace("2", "3")
    assert len(shingles(text) & shingles(filled)) / len(shingles(text)) > 0.1
