"""Recall of the entity rules on the annotated judgments: ``python -m tests.bench.entities``.

A gold span counts as found when an entity of the right label (and role) overlaps it. The first 90
documents of batch A were used for development; all others are reported as ``rest``. ``head`` is
what starts in the first 2,000 characters, where the annotation is complete: only there is
precision reported. Gold labels in brackets map to more than one of ours.
"""

import json
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from corpora.library import load
from nlp.document import Document, Passage, Section, Span
from nlp.entities import find_entities
from nlp.fold import fold
from nlp.marks import Entity

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CASELIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
HEAD = 2_000
JUDGES = {"judge_presiding", "judge_member"}
GOLD: dict[str, tuple[set[str], set[str]]] = {
    "COURT": ({"COURT"}, set()),
    "JUDGE": ({"PERSON"}, JUDGES),
    "REGISTRAR": ({"PERSON"}, {"clerk"}),
    "DEFENDANT": ({"PERSON"}, {"defendant"}),
    "PROSECUTOR": ({"PERSON"}, {"prosecutor"}),
    "CRIMINAL_ACT": ({"OFFENCE"}, set()),
    "PROVISION_MATERIAL": ({"STATUTE_REF"}, set()),
    "PROVISION_PROCEDURAL": ({"STATUTE_REF"}, set()),
    "SANCTION_VALUE": ({"SENTENCE", "MONEY"}, set()),
    "PROCEDURE_COSTS": ({"MONEY"}, set()),
    "DECISION_DATE": ({"DATE"}, set()),
    "CASE_NUMBER": ({"CASE_NO"}, set()),
}


def read(text: str, language: str = "cnr", country: str = "ME") -> tuple[Entity, ...]:
    """Return the entities of a text taken as one passage; blank lines part paragraphs."""
    document = Document(id="0" * 64, name="x", media_type="text/plain", text=text, pages=())
    span = Span(start=0, end=len(text))
    passage = Passage(
        index=0, span=span, section=None, first_page=1, last_page=1, language=language, script=None
    )
    breaks = [i for i in range(2, len(text)) if text[i - 2 : i] == "\n\n"]
    sections: tuple[Section, ...] = ()
    return find_entities(document, (passage,), sections, fold(text, breaks=breaks), load(), country)


def fits(entity: Entity, gold: str) -> bool:
    labels, roles = GOLD[gold]
    return entity.label in labels and (not roles or entity.role in roles)


def measure(rows: list[dict[str, object]], *, misses: str | None = None) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        text = str(row["text"])
        entities = read(text)
        spans = [s for s in row["spans"] if s["label"] in GOLD]  # type: ignore[attr-defined]
        for gold in spans:
            span = Span(start=gold["start"], end=gold["end"])
            hit = any(fits(e, gold["label"]) and e.span.overlaps(span) for e in entities)
            places = ("head", "all") if span.start < HEAD else ("all",)
            for place in places:
                found[gold["label"]].update([f"{place}_gold", *([f"{place}_hit"] if hit else [])])
            if misses == gold["label"] and not hit:
                start, end = max(0, span.start - 60), span.end + 20
                print(
                    "MISS",
                    repr(text[start : span.start]),
                    "[",
                    gold["text"],
                    "]",
                    repr(text[span.end : end]),
                )
        for entity in entities:
            if entity.span.start < HEAD:
                count(entity, spans, found)
    for label, numbers in found.items():
        show(label, numbers)


def count(entity: Entity, spans: list[dict[str, int]], found: dict[str, Counter[str]]) -> None:
    for label in GOLD:
        if fits(entity, label):
            right = any(
                s["label"] == label and entity.span.overlaps(Span(start=s["start"], end=s["end"]))
                for s in spans
            )
            found[label].update(["head_said", *(["head_right"] if right else [])])


def show(label: str, n: Counter[str]) -> None:
    def ratio(part: str, whole: str) -> str:
        return f"{n[part] / n[whole]:.3f} of {n[whole]:4d}" if n[whole] else "      -     "

    print(
        f"{label:22} recall head {ratio('head_hit', 'head_gold')}  all "
        f"{ratio('all_hit', 'all_gold')}  precision head {ratio('head_right', 'head_said')}"
    )


def main() -> None:
    lines = (DATA / "cnr_judgments_ner" / "cnr_judgments_ner.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    development = [row for row in rows if row["batch"] == "A"][:90]
    if len(sys.argv) > 1:
        measure(development, misses=sys.argv[1])
        return
    names = {row["id"] for row in development}
    rest = [row for row in rows if row["id"] not in names]
    for title, part in (("development", development), ("rest", rest)):
        began = time.process_time()
        print(f"== {title}: {len(part)} documents")
        measure(part)
        pages = sum(len(row["text"]) for row in part) / 3_000
        print(f"{1000 * (time.process_time() - began) / pages:.1f} ms CPU a page with folding")


if __name__ == "__main__":
    main()
