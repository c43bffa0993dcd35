"""The synthetic cases in; what the pipeline finds of their gold marks, with every miss, out.

Rules and cues alone, without the trained models. The texts are synthetic and the marks have known
gaps (see ``corpora/synthetic/DATASHEET.md``): recall only.
"""

from dataclasses import dataclass

from corpora.library import load
from corpora.synthetic_cases import (
    GoldEntity,
    GoldEvent,
    Marks,
    SyntheticDocument,
    load_cases,
)
from nlp.marks import Analysis
from nlp.pages import read
from nlp.pipeline import analyse


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One document's analysis beside its marks."""

    document: SyntheticDocument
    marks: Marks
    analysis: Analysis
    missed_entities: tuple[GoldEntity, ...]
    missed_events: tuple[GoldEvent, ...]
    missed_codes: tuple[str, ...]


def wanted_events(marks: Marks) -> tuple[GoldEvent, ...]:
    return tuple(event for event in marks.events if event.modality != "instructional")


def compare(document: SyntheticDocument) -> Outcome:
    """Read a document's PDF, analyse it and hold it against its marks.

    An entity counts as found when one with its label and role covers its quotation or lies in it;
    an event when one with its type and modality is anywhere (what the note on remedies instructs
    is no event of the case and left out); a code when it is suggested anywhere.
    """
    marks = document.marks
    reading = read(document.pdf.read_bytes(), document.pdf.name, ocr=None, on_page=_ignore)
    analysis = analyse(reading, id="0" * 64, name=document.name, knowledge=load())
    events = {(event.type, event.modality) for event in analysis.events}
    codes = {suggestion.code for suggestion in analysis.suggestions}
    wanted = {g.code for g in (*marks.labels, *marks.vulnerabilities, *marks.elements)}
    return Outcome(
        document=document,
        marks=marks,
        analysis=analysis,
        missed_entities=tuple(g for g in marks.entities if not _is_found(g, analysis)),
        missed_events=tuple(g for g in wanted_events(marks) if (g.type, g.modality) not in events),
        missed_codes=tuple(sorted(wanted - codes)),
    )


def _ignore(_page: int, _pages: int) -> None:
    """Nobody watches."""


def _is_found(gold: GoldEntity, analysis: Analysis) -> bool:
    wanted = _plain(gold.quote)
    return any(
        entity.label == gold.label
        and (gold.role is None or entity.role == gold.role)
        and (wanted in (found := _plain(analysis.document.quote(entity.span))) or found in wanted)
        for entity in analysis.entities
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").replace("-\n", "").split())


def main() -> None:
    """Print one line a document, its misses below."""
    for case in load_cases():
        for document in case.documents:
            outcome = compare(document)
            marks = outcome.marks
            wanted = len(wanted_events(marks))
            codes = {g.code for g in (*marks.labels, *marks.vulnerabilities, *marks.elements)}
            print(
                f"{case.id}/{document.name}: "
                f"entities {len(marks.entities) - len(outcome.missed_entities)}"
                f"/{len(marks.entities)}, "
                f"events {wanted - len(outcome.missed_events)}/{wanted}, "
                f"codes {len(codes) - len(outcome.missed_codes)}/{len(codes)}"
            )
            print("  missed:", *(f"{g.label} {g.quote!r}" for g in outcome.missed_entities))
            print("  missed:", *(f"{g.type} ({g.modality})" for g in outcome.missed_events))
            print("  missed:", *outcome.missed_codes)


if __name__ == "__main__":
    main()
