"""Held-out margins in; the model card with its honest figures, as Markdown, out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.examples import Example
from models.heads import Labels

_HEAD = """---
license: apache-2.0
library_name: scikit-learn
---

# Passage heads

One logistic regression per code over frozen sentence vectors, Platt-scaled on held-out folds.
Made by `python -m models.train`; stored with skops, JSON and safetensors; checksums in
`manifest.json`, verified at each load.

**Trained on** {count} texts: `corpora/taxonomy` (examples, good practice, counter-examples,
definitions), the example sentences of events and entity kinds as background, and {sentences}
sentences of {documents} documents of `corpora/synthetic/documents`. All are synthetic: written for
this project, marked once, not checked by native lawyers. **No real trafficking judgment was
available**, so these figures say how well held-out synthetic texts are recognised, not how well
real judgments are.

**Figures** (5-fold, stratified by code, a document on one side; a text counts as found when its
calibrated score is at least {threshold}; precision is within this balanced collection, so it is
far higher than on whole judgments, where most passages carry no code):

| kind | codes | positives | precision | recall |
|---|---|---|---|---|
"""


def heads_card(
    labels: Labels,
    examples: Sequence[Example],
    margins: NDArray[np.float64],
    targets: NDArray[np.int8],
    threshold: float,
) -> str:
    """Return the card's text; ``margins`` and ``targets`` have shape (codes, texts)."""
    whole = [example.group for example in examples if example.exhaustive]
    head = _HEAD.format(
        count=len(examples),
        sentences=len(whole),
        documents=len(set(whole)),
        threshold=threshold,
    )
    lines = [head]
    probabilities = _calibrated(labels, margins)
    for kind in sorted(set(labels.kinds.values())):
        rows = [i for i, code in enumerate(labels.codes) if labels.kinds[code] == kind]
        lines.append(_row(kind, len(rows), probabilities[rows], targets[rows], threshold))
    lines.append("\nRecall by language:\n\n| language | positives | recall |\n|---|---|---|\n")
    for language in sorted({example.language for example in examples}):
        columns = [i for i, example in enumerate(examples) if example.language == language]
        positive = targets[:, columns] == 1
        found = (probabilities[:, columns] >= threshold) & positive
        lines.append(f"| {language} | {positive.sum()} | {_ratio(found.sum(), positive.sum())} |\n")
    return "".join(lines)


def _calibrated(labels: Labels, margins: NDArray[np.float64]) -> NDArray[np.float64]:
    pairs = np.array([labels.platt[labels.kinds[code]] for code in labels.codes])
    scaled = pairs[:, :1] * np.nan_to_num(margins, nan=-1e3) + pairs[:, 1:]
    probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(scaled, -50, 50)))
    return probabilities


def _row(
    kind: str,
    codes: int,
    probabilities: NDArray[np.float64],
    targets: NDArray[np.int8],
    threshold: float,
) -> str:
    positive, shown = targets == 1, (probabilities >= threshold) & (targets >= 0)
    hits = (positive & shown).sum()
    precision, recall = _ratio(hits, shown.sum()), _ratio(hits, positive.sum())
    return f"| {kind} | {codes} | {positive.sum()} | {precision} | {recall} |\n"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"
