"""Whole synthetic test documents through the pipeline in; entities, roles and events measured out.

Offsets are counted in letters that are no space, since reading sets spaces and lines its own way.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.annotated import AnnotatedDocument
from corpora.shapes import Knowledge
from models.evaluation.measures import Count, count_spans, total
from models.evaluation.tables import table
from nlp.marks import Analysis
from nlp.pages import read
from nlp.pipeline import analyse
from nlp.protocols import TaggerModel

_Marks = set[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A document's gold marks and those found, by spans that do not count spaces."""

    gold: AnnotatedDocument
    found: Analysis

    def gold_place(self, start: int, end: int) -> tuple[int, int]:
        """Return a gold span counted without spaces."""
        return _place(_letters(self.gold.text), start, end)

    def found_place(self, start: int, end: int) -> tuple[int, int]:
        """Return a found span counted without spaces."""
        return _place(_letters(self.found.document.text), start, end)


def _letters(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if not letter.isspace()]


def _place(letters: Sequence[int], start: int, end: int) -> tuple[int, int]:
    return bisect_left(letters, start), bisect_left(letters, end)


def documents_report(
    documents: Sequence[AnnotatedDocument], knowledge: Knowledge, tagger: TaggerModel
) -> Iterator[str]:
    """Yield the parts of the report, as Markdown."""
    read_all = [_compare(document, knowledge, tagger) for document in documents]
    by_rules = [_compare(document, knowledge, None) for document in documents]
    yield _entities(read_all, by_rules)
    yield _victims(read_all, by_rules)
    yield _events(read_all)


def _compare(
    document: AnnotatedDocument, knowledge: Knowledge, tagger: TaggerModel | None
) -> Compared:
    reading = read(document.text.encode(), f"{document.id}.txt", ocr=None, on_page=_ignore)
    analysis = analyse(reading, id="0" * 64, name=document.id, knowledge=knowledge, tagger=tagger)
    return Compared(gold=document, found=analysis)


def _ignore(_page: int, _pages: int) -> None:
    """Show no progress."""


def _entity_marks(one: Compared) -> tuple[_Marks, _Marks]:
    gold, text = one.gold.text, one.found.document.text
    told: _Marks = {
        (e.label, *one.gold_place(e.start, _end(e.label, gold, e.start, e.end)))
        for e in one.gold.entities
    }
    found: _Marks = {
        (e.label, *one.found_place(e.span.start, _end(e.label, text, e.span.start, e.span.end)))
        for e in one.found.entities
    }
    return told, found


def _end(label: str, text: str, start: int, end: int) -> int:
    """Return where a mark ends: a date with its last digit, whether or not "godine" follows."""
    if label != "DATE":
        return end
    digits = [place for place in range(start, end) if text[place].isdigit()]
    return digits[-1] + 1 if digits else end


def _by_label(compared: Sequence[Compared]) -> dict[str, Count]:
    counts: dict[str, list[Count]] = defaultdict(list)
    for one in compared:
        gold, found = _entity_marks(one)
        for label in {mark[0] for mark in gold | found}:
            counts[str(label)].append(
                count_spans({m for m in gold if m[0] == label}, {m for m in found if m[0] == label})
            )
    return {label: total(several) for label, several in sorted(counts.items())}


def _entities(read_all: Sequence[Compared], by_rules: Sequence[Compared]) -> str:
    both, rules = _by_label(read_all), _by_label(by_rules)
    rows = [
        [label, str(count.there), *_figures(count), _f(rules.get(label))]
        for label, count in both.items()
        if count.there
    ]
    whole = total(list(both.values()))
    rows.append(["**all**", str(whole.there), *_figures(whole), _f(total(list(rules.values())))])
    roles = _roles(read_all)
    return (
        "### Entities, rules and tagger\n\n"
        + table("type|spans|P|R|F1|F1 of the rules alone", rows)
        + f"\nRole right for {roles.right} of {roles.there} persons found.\n"
    )


def _figures(count: Count) -> list[str]:
    return [f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f():.3f}"]


def _f(count: Count | None) -> str:
    return f"{count.f():.3f}" if count else "-"


def _roles(compared: Sequence[Compared]) -> Count:
    right = there = 0
    for one in compared:
        told = {
            one.found_place(e.span.start, e.span.end): e.role
            for e in one.found.entities
            if e.label == "PERSON"
        }
        for entity in one.gold.entities:
            place = one.gold_place(entity.start, entity.end)
            if entity.role and place in told:
                there += 1
                right += told[place] == entity.role
    return Count(right=right, found=there, there=there)


def _victims(read_all: Sequence[Compared], by_rules: Sequence[Compared]) -> str:
    """Return how many mentions of victims' names are covered: what a pseudonym would replace."""
    rows = []
    for name, compared in (("rules and tagger", read_all), ("rules alone", by_rules)):
        covered, whole, there = 0, 0, 0
        for one in compared:
            spans = [
                one.found_place(e.span.start, e.span.end)
                for e in one.found.entities
                if e.label == "PERSON"
            ]
            for entity in one.gold.entities:
                if entity.role in {"victim", "protected_witness"}:
                    start, end = one.gold_place(entity.start, entity.end)
                    there += 1
                    covered += any(s < end and e > start for s, e in spans)
                    whole += any(s <= start and e >= end for s, e in spans)
        rows.append([name, str(there), f"{covered / there:.3f}", f"{whole / there:.3f}"])
    return "### Names of victims and protected witnesses, all inflections, recall\n\n" + table(
        "by|mentions|touched|wholly covered", rows
    )


def _events(compared: Sequence[Compared]) -> str:
    rows = []
    for name, told in _EVENT_MEASURES:
        whole = total([_event_count(one, told) for one in compared])
        rows.append([name, str(whole.there), *_figures(whole)])
    return (
        "### Events\n\n"
        + table("measure|events|P|R|F1", rows)
        + "\nWriters mark a step now on its verb, now on its noun; in its paragraph it counts as"
        " found on either.\n"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An event as it is compared: type, modality, place and number of its paragraph."""

    type: str
    modality: str
    start: int
    end: int
    paragraph: int


_Alike = Callable[[_Told, _Told], bool]


def _same_words(gold: _Told, found: _Told) -> bool:
    return gold.type == found.type and found.start < gold.end and found.end > gold.start


def _same_words_and_modality(gold: _Told, found: _Told) -> bool:
    return _same_words(gold, found) and gold.modality == found.modality


def _same_paragraph(gold: _Told, found: _Told) -> bool:
    return gold.type == found.type and gold.paragraph == found.paragraph


def _same_paragraph_and_modality(gold: _Told, found: _Told) -> bool:
    return _same_paragraph(gold, found) and gold.modality == found.modality


_EVENT_MEASURES: tuple[tuple[str, _Alike], ...] = (
    ("type, triggers overlap", _same_words),
    ("the same with modality", _same_words_and_modality),
    ("type, in the same paragraph", _same_paragraph),
    ("the same with modality", _same_paragraph_and_modality),
)


def _event_count(one: Compared, alike: _Alike) -> Count:
    """Count each event of the gold once, and each found one for at most one of them."""
    found = _found_events(one)
    free, right, gold = list(found), 0, _gold_events(one)
    for event in gold:
        match = next((other for other in free if alike(event, other)), None)
        if match:
            free.remove(match)
            right += 1
    return Count(right=right, found=len(found), there=len(gold))


def _gold_events(one: Compared) -> list[_Told]:
    marks = ((e.type, e.modality, one.gold_place(e.start, e.end)) for e in one.gold.events)
    return _told(marks, _paragraph_starts(one))


def _found_events(one: Compared) -> list[_Told]:
    marks = (
        (e.type, e.modality, one.found_place(e.span.start, e.span.end)) for e in one.found.events
    )
    return _told(marks, _paragraph_starts(one))


def _told(
    marks: Iterable[tuple[str, str, tuple[int, int]]], paragraphs: Sequence[int]
) -> list[_Told]:
    return [
        _Told(
            type=type_,
            modality=modality,
            start=start,
            end=end,
            paragraph=bisect_right(paragraphs, start),
        )
        for type_, modality, (start, end) in marks
    ]


def _paragraph_starts(one: Compared) -> list[int]:
    """Return where the paragraphs of the gold text start, counted without spaces."""
    starts = [match.end() for match in re.finditer(r"\n\n+", one.gold.text)]
    return [one.gold_place(start, start)[0] for start in starts]
