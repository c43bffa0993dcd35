"""An annotated document in; what is wrong with its marks out, for its writer and second reader.

``python -m corpora.markup_check FILE…`` prints it, with a count of what each file marks.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from corpora import library
from corpora.annotated import AnnotatedDocument, AnnotatedEntity, read_document
from corpora.library import DataFileError
from corpora.shapes import Knowledge

_KINDS = ("indictment", "judgment", "appeal_judgment", "ruling")
_LANGUAGES = ("en", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq")
_SECTIONS = (
    "introduction",
    "operative_part",
    "facts",
    "sanction",
    "reasoning",
    "remedy",
    "signature",
)
_MODALITIES = ("actual", "negated", "requested", "hypothetical", "instructional")
_POLARITIES = ("shortcoming", "good_practice", "neutral")
_ATTRIBUTIONS = ("court_self", "higher_court", "party", "reviewer_inference")
# Every mention counts for these: a form marked once and left bare elsewhere is a forgotten mark.
_EVERYWHERE = ("PERSON", "COURT", "COMPANY", "NGO_SHELTER", "PROSECUTION")
# Shorter forms (an initial) also stand for other things.
_SHORTEST_FORM = 4


def problems(document: AnnotatedDocument, knowledge: Knowledge) -> tuple[str, ...]:
    """Return one sentence for each fault of the marks, quoting the words; none when all is well."""
    return (
        *_unknown_words(document, knowledge),
        *_loose_persons(document),
        *_unmarked_mentions(document),
        *_faulty_dates(document),
        *_missing_sections(document),
    )


def _unknown_words(document: AnnotatedDocument, knowledge: Knowledge) -> Iterator[str]:
    codes = {
        *(code.id for code in knowledge.codes),
        *(factor.id for factor in knowledge.factors),
        *(element.id for element in knowledge.elements),
    }
    yield from _strange("kind", [document.kind], _KINDS)
    yield from _strange("language", [document.language], _LANGUAGES)
    yield from _strange("section", [s.kind for s in document.sections], _SECTIONS)
    entities = document.entities
    yield from _strange("entity", [e.label for e in entities], [e.id for e in knowledge.entities])
    roles = [e.role for e in entities if e.role is not None]
    yield from _strange("role", roles, [role.id for role in knowledge.roles])
    yield from _strange(
        "event", [e.type for e in document.events], [e.id for e in knowledge.events]
    )
    yield from _strange("modality", [e.modality for e in document.events], _MODALITIES)
    yield from _strange("code", [label.code for label in document.labels], codes)
    yield from _strange("polarity", [label.polarity for label in document.labels], _POLARITIES)
    attributions = [label.attribution for label in document.labels]
    yield from _strange("attribution", attributions, _ATTRIBUTIONS)


def _strange(what: str, used: list[str], known: Collection[str]) -> Iterator[str]:
    for word in sorted(set(used)):
        if word not in known:
            yield f"unknown {what} {word!r}"


def _loose_persons(document: AnnotatedDocument) -> Iterator[str]:
    roles: dict[str, set[str | None]] = {}
    for entity in document.entities:
        words = document.text[entity.start : entity.end]
        if entity.label != "PERSON":
            if entity.role is not None:
                yield f"{words!r}: only a PERSON has a role"
        elif entity.key is None or entity.role is None:
            yield f"{words!r}: a PERSON needs a role (r) and a key (k)"
        else:
            roles.setdefault(entity.key, set()).add(entity.role)
    for key, given in roles.items():
        if len(given) > 1:
            yield f"person {key!r} has two roles: {sorted(map(str, given))}"


def _unmarked_mentions(document: AnnotatedDocument) -> Iterator[str]:
    marked = [(e.start, e.end) for e in document.entities]
    for form in sorted({_form(document, e) for e in document.entities if e.label in _EVERYWHERE}):
        if len(form) < _SHORTEST_FORM:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", document.text):
            start, end = match.span()
            if not any(first <= start and end <= last for first, last in marked):
                around = document.text[max(0, start - 20) : end + 20]
                yield f"{form!r} is marked elsewhere but not in {around!r}"


def _form(document: AnnotatedDocument, entity: AnnotatedEntity) -> str:
    return document.text[entity.start : entity.end]


def _faulty_dates(document: AnnotatedDocument) -> Iterator[str]:
    given = [document.date, *(event.date for event in document.events if event.date)]
    given += [e.value for e in document.entities if e.label == "DATE" and e.value]
    for value in given:
        try:
            date.fromisoformat(f"{value}-01-01"[:10] if len(value) in (4, 7) else value)
        except ValueError:
            yield f"{value!r} is not a date"


def _missing_sections(document: AnnotatedDocument) -> Iterator[str]:
    kinds = {section.kind for section in document.sections}
    for kind in ("introduction", "operative_part", "reasoning"):
        if kind not in kinds:
            yield f"no section {kind!r}"


def main(names: list[str]) -> int:
    """Print the problems and counts of the files named; return 1 when there are problems."""
    knowledge = library.load()
    failed = 0
    for name in names:
        try:
            document = read_document(Path(name))
        except DataFileError as error:
            print(f"{name}: {error}")
            failed = 1
            continue
        found = problems(document, knowledge)
        failed = failed or bool(found)
        labels = Counter(f"{label.code}:{label.polarity}" for label in document.labels)
        print(
            f"{name}: {len(document.text.split())} words, {len(document.passages)} passages, "
            f"{len(document.entities)} entities, {len(document.events)} events, {dict(labels)}"
        )
        for problem in found:
            print(f"  {problem}")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
