"""Held-out margins in; the model card with its honest figures, as Markdown, out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.examples import Example
from models.heads import Labels, calibrated

_HEAD = """---
license: apache-2.0
library_name: caselight
---

# Passage heads

One ridge regression for all codes over two views of a sentence, the encoder's vectors and weighted
letter n-grams, Platt-scaled by kind of code and language on documents held out. Made by
`caselight train heads`; stored as JSON and safetensors; checksums in `manifest.json`, verified at
each load.

**Trained on** {count} texts: `corpora/taxonomy` (examples, good practice, counter-examples,
definitions), the example sentences of events and entity kinds as background, and {sentences}
sentences of {documents} documents of `corpora/synthetic/documents`. All are synthetic: written for
this project, marked once, not checked by native lawyers. **No real trafficking judgment was
available**, so these figures say how well held-out synthetic texts are recognised, not how well
real judgments are.

**Figures** on the sentences of synthetic documents, each document scored by a model that had not
seen it (the writers of a language share habits: `models/REPORT.md` has figures for writers held
out). A sentence counts as shown from {show}, as sure from {sure}:

"""
_TABLE = """| {} | codes | positives | shown: precision | recall | sure: precision | recall |
|---|---|---|---|---|---|---|
"""


def heads_card(
    labels: Labels,
    examples: Sequence[Example],
    margins: NDArray[np.float64],
    targets: NDArray[np.int8],
) -> str:
    """Return the card's text; ``margins`` and ``targets`` have shape (texts, codes)."""
    rows = [place for place, example in enumerate(examples) if example.exhaustive]
    whole = [examples[place] for place in rows]
    scores = calibrated(labels, margins[rows], [example.language for example in whole])
    told = targets[rows]
    lines = [
        _HEAD.format(
            count=len(examples),
            sentences=len(whole),
            documents=len({example.group for example in whole}),
            show=labels.show_from,
            sure=labels.sure_from,
        ),
        _TABLE.format("kind"),
    ]
    for kind in sorted(set(labels.kinds.values())):
        columns = [i for i, code in enumerate(labels.codes) if labels.kinds[code] == kind]
        lines.append(_row(labels, kind, scores[:, columns], told[:, columns]))
    lines.append("\nBy language, all kinds:\n\n" + _TABLE.format("language"))
    for language in sorted({example.language for example in whole}):
        spoken = [i for i, example in enumerate(whole) if example.language == language]
        lines.append(_row(labels, language, scores[spoken], told[spoken]))
    return "".join(lines)


def _row(labels: Labels, name: str, scores: NDArray[np.float64], targets: NDArray[np.int8]) -> str:
    positive, used = targets == 1, targets >= 0
    cells = []
    for threshold in (labels.show_from, labels.sure_from):
        shown = (scores >= threshold) & used
        hits = int((positive & shown).sum())
        cells += [_ratio(hits, int(shown.sum())), _ratio(hits, int(positive.sum()))]
    return f"| {name} | {targets.shape[1]} | {positive.sum()} | {' | '.join(cells)} |\n"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"
