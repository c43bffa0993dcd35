"""Overlap figures of the entity rules on token-tagged sets.

Run it as ``python -m tests.bench.entities_general``.

None of these sets is criminal judgments; the figures only show that the rules are sane elsewhere.
Tokens are joined by blanks; a gold span counts as found when an entity of the label overlaps it.
"""

import re
from collections import Counter
from pathlib import Path

from nlp.document import Span
from tests.bench.entities import DATA, read

LABELS = {
    "PER": "PERSON", "COURT": "COURT", "LAW": "STATUTE_REF", "DATE": "DATE", "MONEY": "MONEY",
    "IDPER": "PERSONAL_ID", "TOP": "LOCATION", "LOC": "LOCATION", "ADR": "ADDRESS",
    "COM": "COMPANY", "NUMACC": "BANK_ACCOUNT", "NUMCAR": "VEHICLE_PLATE",
}  # fmt: skip
SETS = (
    ("comtext_sr_legal/comtext.sr.legal.ekavica.conllu", "sr-Latn", "RS"),
    ("comtext_sr_legal/comtext.sr.legal.ijekavica.conllu", "cnr", "ME"),
    ("mk_ner_setimes/mk_setimes_ner.conllu", "mk", "MK"),
    ("sq_ner_ntrex/sq_ntrex_reviewed.iob2", "sq", "AL"),
)
Gold = list[tuple[str, Span]]


def sentences(path: Path) -> list[tuple[str, Gold]]:
    found = []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
        if rows:
            found.append(joined([(row[1], row[-1].rsplit("NER=", 1)[-1]) for row in rows]))
    return found


def joined(tokens: list[tuple[str, str]]) -> tuple[str, Gold]:
    text, gold = "", []
    for token, tag in tokens:
        start = len(text)
        text += token + " "
        if tag.startswith("I-") and gold:
            label, span = gold.pop()
            gold.append((label, Span(start=span.start, end=len(text) - 1)))
        elif tag != "O":
            gold.append((tag[2:], Span(start=start, end=len(text) - 1)))
    return text, gold


def main() -> None:
    for name, language, country in SETS:
        counts: Counter[tuple[str, str]] = Counter()
        for text, gold in sentences(DATA / name):
            entities = [(e.label, e.span) for e in read(text, language, country)]
            for label, span in gold:
                ours = LABELS.get(label)
                hit = any(e == ours and s.overlaps(span) for e, s in entities)
                counts.update([(ours or "-", "gold"), *([(ours or "-", "hit")] if hit else [])])
            for label, span in entities:
                right = any(LABELS.get(g) == label and s.overlaps(span) for g, s in gold)
                counts.update([(label, "said"), *([(label, "right")] if right else [])])
        print("==", name)
        for label in sorted({LABELS[g] for g in LABELS}):
            total, said = counts[label, "gold"], counts[label, "said"]
            if total:
                recall, right = counts[label, "hit"] / total, counts[label, "right"]
                print(f"{label:14} recall {recall:.3f} of {total:4d}  precision {right}/{said}")


if __name__ == "__main__":
    main()
