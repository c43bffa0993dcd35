"""Labelled texts in; what is fitted on them, and margins of each from models without it, out.

The targets: which codes a text shows, which it shows not, and for which it does not tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpora.shapes import Knowledge
from models.encoder import Encoder, Vectors
from models.examples import NO_STANCE, Example
from models.features import Features, Weights, learn_features
from models.heads import AllWeights
from models.ridge import Fitted, fit
from models.stance import ATTRIBUTIONS, POLARITIES, learn_stance, with_voices
from nlp.cues import cue_language

Targets = NDArray[np.int8]
Head = Literal["polarity", "attribution"]
# Chosen on the tuning documents.
REGULARISATION = 2.0
# A language whose documents show a kind of code less often shares the other languages' curve.
_ENOUGH = 40
UNUSED, NEGATIVE, POSITIVE = -1, 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Texts with their targets (texts, codes), the features learnt of them, and the fit."""

    examples: tuple[Example, ...]
    codes: tuple[str, ...]
    kinds: dict[str, str]
    targets: Targets
    vectors: Vectors
    features: Features
    fitted: Fitted
    weights: AllWeights

    def margins(self, examples: Sequence[Example], vectors: Vectors) -> NDArray[np.float32]:
        """Return the codes' margins of other texts, of shape (texts, codes)."""
        languages = [e.language for e in examples]
        dense = self.features.dense(vectors, languages, [e.section for e in examples])
        phrases = self.features.phrases([e.text for e in examples])
        return self.weights.codes.margins(dense, phrases)


def vectors_of(encoder: Encoder, examples: Sequence[Example]) -> Vectors:
    """Return the encoder's vectors of texts."""
    return encoder.encode([e.text for e in examples], [e.language for e in examples])


def learn(knowledge: Knowledge, examples: tuple[Example, ...], vectors: Vectors) -> Training:
    """Fit heads on texts with their vectors."""
    texts, languages = [e.text for e in examples], [e.language for e in examples]
    # No n-gram of a third party's text is stored with the model.
    features = learn_features(
        [e.text for e in examples if e.kind != "unrelated"],
        vectors[np.array([e.kind != "unrelated" for e in examples])],
        [e.language for e in examples if e.kind != "unrelated"],
    )
    dense = features.dense(vectors, languages, [e.section for e in examples])
    phrases = features.phrases(texts)
    kinds = kinds_of(knowledge)
    codes = tuple(code for code in kinds if any(code in e.codes for e in examples))
    targets = targets_of(codes, examples, knowledge)
    fitted = fit(
        dense,
        phrases,
        np.where(targets == UNUSED, np.nan, targets),
        groups_of(examples),
        regularisation=REGULARISATION,
    )
    return Training(
        examples=examples,
        codes=codes,
        kinds={code: kinds[code] for code in codes},
        targets=targets,
        vectors=vectors,
        features=features,
        fitted=fitted,
        weights=AllWeights(
            codes=fitted.weights,
            polarity=_stance(examples, dense, phrases, "polarity"),
            attribution=_stance(examples, dense, phrases, "attribution"),
        ),
    )


def _stance(
    examples: Sequence[Example],
    dense: Vectors,
    phrases: csr_matrix,
    head: Head,
) -> Weights:
    """Fit a head of polarity or attribution on all marks of shortcomings."""
    classes = POLARITIES if head == "polarity" else ATTRIBUTIONS
    told = [(row, name) for row, e in enumerate(examples) for name in _told(e, head)]
    rows = [row for row, _ in told]
    chosen = [examples[row] for row in rows]
    voiced = with_voices(dense[rows], [e.document_kind for e in chosen], [e.heard for e in chosen])
    return learn_stance(
        voiced, phrases[rows], [name for _, name in told], head=head, classes=classes
    )


def _told(example: Example, head: Head) -> Iterator[str]:
    """Yield the class of each mark; the taxonomy's own examples tell their polarity only."""
    if head == "attribution":
        yield from (attribution for _, attribution in example.stances)
    elif example.exhaustive:
        yield from (polarity for polarity, _ in example.stances)
    elif example.kind in {"shortcoming", "good_practice"}:
        yield from (example.kind for code in example.codes if not code.startswith(NO_STANCE))


def kinds_of(knowledge: Knowledge) -> dict[str, str]:
    """Return all codes, factors and elements with their kind."""
    return {
        **{code.id: "shortcoming" for code in knowledge.codes},
        **{factor.id: "vulnerability" for factor in knowledge.factors},
        **{element.id: "element" for element in knowledge.elements},
    }


def targets_of(codes: Sequence[str], examples: Sequence[Example], knowledge: Knowledge) -> Targets:
    """Return 1, 0 or -1 (the text does not tell) for each text and code."""
    kinds = kinds_of(knowledge)
    confusable = {code.id: frozenset(code.confusable_with) for code in knowledge.codes}
    return np.stack([_targets(code, examples, kinds, confusable) for code in codes], axis=1)


def _targets(
    code: str,
    examples: Sequence[Example],
    kinds: dict[str, str],
    confusable: dict[str, frozenset[str]],
) -> Targets:
    """Mark each text positive, negative or unused for a code.

    Texts of another kind are unused (a passage on a referral may well name a vulnerability), and
    so are counter-examples of a confusable code, which may carry this one.
    """
    near = confusable.get(code, frozenset())
    row = np.full(len(examples), UNUSED, dtype=np.int8)
    for place, example in enumerate(examples):
        if code in example.codes:
            row[place] = POSITIVE
        elif code in example.claimed:
            continue
        elif _teaches_absence(example, code, kinds, near):
            row[place] = NEGATIVE
    return row


def _teaches_absence(
    example: Example, code: str, kinds: dict[str, str], near: frozenset[str]
) -> bool:
    if example.exhaustive:
        return not near.intersection(example.codes)
    if example.kind == "unrelated":
        return kinds[code] != "vulnerability"
    if example.kind == "background" or (example.kind == "counter" and example.group == code):
        return True
    return kinds.get(example.group) == kinds[code] and example.group not in near


def groups_of(examples: Sequence[Example]) -> list[str]:
    """Return names by which sentences of one document stand together, other texts alone."""
    return [
        example.group if example.exhaustive else f"text {place}"
        for place, example in enumerate(examples)
    ]


def calibrations(training: Training) -> dict[str, tuple[float, float]]:
    """Return Platt's slope and offset by kind, and by kind and language where there is enough.

    Only sentences of documents count: among the taxonomy's examples half carry a code, in a
    judgment few do.
    """
    whole = np.array([example.exhaustive for example in training.examples])
    spoken = np.array([cue_language(example.language) for example in training.examples])
    found: dict[str, tuple[float, float]] = {}
    for kind in sorted(set(training.kinds.values())):
        columns = [i for i, code in enumerate(training.codes) if training.kinds[code] == kind]
        found[kind] = _platt(training, whole, columns) or (1.0, 0.0)
        for language in sorted(set(spoken)):
            pair = _platt(training, whole & (spoken == language), columns)
            if pair:
                found[f"{kind} {language}"] = pair
    return found


def _platt(
    training: Training, rows: NDArray[np.bool_], columns: list[int]
) -> tuple[float, float] | None:
    margins = training.fitted.held_out[rows][:, columns]
    targets = training.targets[rows][:, columns]
    used = targets != UNUSED
    if (targets[used] == POSITIVE).sum() < _ENOUGH:
        return None
    model = LogisticRegression(C=1e6).fit(margins[used].reshape(-1, 1), targets[used])
    return float(model.coef_[0, 0]), float(model.intercept_[0])
