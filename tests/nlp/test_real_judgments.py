"""Published Montenegrin judgments, split and profiled, against their marks (``needs_data``).

Counting rule. A judgment counts as right on *number* when serial and year of the first case
number equal those of the first marked CASE_NUMBER; on *date* when the ISO date is that of one of
its marked DECISION_DATEs; on *court* when the court found ends in the seat of a marked COURT
(folded letters); on *defendant* when at least one name found equals a marked DEFENDANT by its
folded letters and none is found that is not marked. A judgment without a mark is left out of that
count. The first 90 of batch A were looked at while the rules were written; the rest was not.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora.library import load
from nlp.courts import find_country
from nlp.dates import find_dates
from nlp.document import Document, Section
from nlp.fold import Folded, fold, fold_text
from nlp.layout import build_document, paragraphs
from nlp.marks import Profile
from nlp.passages import make_passages
from nlp.profile import profile
from nlp.sections import find_sections
from tests.builders import reading_from_text

pytestmark = [pytest.mark.needs_data, pytest.mark.slow]
KNOWLEDGE = load()
LEAST = 0.90
DEVELOPED_ON = 90


def split(text: str) -> tuple[Document, Folded, tuple[Section, ...], Profile]:
    document = build_document(reading_from_text(text), id="0" * 64, name="presuda.pdf")
    spans = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[s.start for s in spans])
    sections = find_sections(document, spans, folded, KNOWLEDGE)
    country = find_country(document, sections, folded, KNOWLEDGE)
    passages = make_passages(document, spans, sections, country)
    return document, folded, sections, profile(document, passages, sections, folded, KNOWLEDGE)


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def letters(text: str) -> str:
    return re.sub(r"\W", "", fold_text(text))


def verdicts(row: dict[str, object]) -> Iterator[tuple[str, bool]]:
    found = split(str(row["text"]))[3]
    marked: dict[str, list[str]] = {}
    for span in row["spans"]:  # type: ignore[attr-defined]
        marked.setdefault(span["label"], []).append(span["text"])
    number = re.search(r"(\d+)\s*/\s*(\d{2,4})", marked.get("CASE_NUMBER", [""])[0])
    if number:
        year = int(number[2]) + (2000 if len(number[2]) == 2 else 0)
        wanted = f" {int(number[1])}/{year}"
        yield "number", bool(found.case_numbers) and found.case_numbers[0].endswith(wanted)
    dates = {iso for text in marked.get("DECISION_DATE", []) for iso in iso_dates(text)}
    if dates:
        yield "date", found.decision_date in dates
    seats = [re.sub(r"^.*sud[aue]?(om)?u", "", letters(text)) for text in marked.get("COURT", [])]
    if seats:
        yield "court", letters(found.court or "").endswith(tuple(seats))
    names = {letters(text) for text in marked.get("DEFENDANT", [])}
    if names:
        mine = {letters(name) for name in found.defendants}
        yield "defendant", bool(mine) and mine <= names


def iso_dates(text: str) -> list[str]:
    folded = fold(text)
    return [iso for *_, iso in find_dates(folded, 0, len(folded.lower), KNOWLEDGE.languages)]


@pytest.mark.parametrize("part", ["developed on", "unseen"])
def test_profiles_agree_with_the_marks(shared_data: Path, part: str) -> None:
    rows = lines_of(shared_data / "cnr_judgments_ner" / "cnr_judgments_ner.jsonl")
    first = [row["id"] for row in rows if row["batch"] == "A"][:DEVELOPED_ON]
    chosen = [row for row in rows if (row["id"] in first) == (part == "developed on")]
    counted: dict[str, list[bool]] = {}
    for row in chosen:
        for what, right in verdicts(row):
            counted.setdefault(what, []).append(right)
    shares = {what: sum(right) / len(right) for what, right in counted.items()}
    assert set(shares) == {"number", "date", "court", "defendant"}
    assert min(shares.values()) >= LEAST, shares


def test_introduction_operative_part_and_reasoning_are_found_in_order(shared_data: Path) -> None:
    rows = lines_of(shared_data / "cnr_judgments_pdf" / "judgments.jsonl")
    main = ("introduction", "operative_part", "reasoning")
    right = 0
    for row in rows:
        kinds = tuple(s.kind for s in split(str(row["text"]))[2] if s.kind in main)
        right += kinds == main
    assert right >= 0.95 * len(rows), right / len(rows)
