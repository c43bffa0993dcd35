"""A sentence's numbers in; for or against (polarity), and in whose voice (attribution), out.

Two heads beside the codes' (``models.heads``), learnt of all marks of shortcomings: the same words
are the shortcoming, its opposite, or a claim that nobody adopted. Each class is told from the
others by logistic regression over the features of the codes, the document's kind and the voice cues
(``nlp.voices``). On writers not learnt from, the two were right in .75 and .72 of the marks; the
nearest example's polarity and the voice cues alone in .70 and .62.
"""

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from models.encoder import Vectors
from models.features import Weights
from nlp.document import DocumentKind
from nlp.marks import Attribution, Polarity
from nlp.voices import Heard

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
_HEARD: tuple[Heard, ...] = get_args(Heard)
# Chosen on the tuning documents, as were the inverse strengths of the penalty below.
_NGRAM_SCALE = 2.0
_PENALTY = {"polarity": 1.0, "attribution": 5.0}
# Margins of a class that no text shows, and of one that all show.
_NEVER, _ALWAYS = -10.0, 10.0


def with_voices(
    dense: Vectors, kinds: Sequence[DocumentKind | None], heard: Sequence[frozenset[Heard]]
) -> Vectors:
    """Return dense features with the document's kind and the voice cues beside them."""
    told = [
        [float(kind == one) for one in _KINDS] + [float(cue in cues) for cue in _HEARD]
        for kind, cues in zip(kinds, heard, strict=True)
    ]
    beside = np.array(told, dtype=np.float32).reshape(len(dense), len(_KINDS) + len(_HEARD))
    return np.hstack([dense, beside])


def learn_stance(
    dense: Vectors, phrases: csr_matrix, told: Sequence[str], *, head: str, classes: Sequence[str]
) -> Weights:
    """Fit one head.

    Args:
        dense: (marks, dimension), from ``with_voices``.
        phrases: (marks, n-grams).
        told: the class of each mark.
        head: ``polarity`` or ``attribution``.
        classes: all classes in the order of the weights' rows.
    """
    features = hstack([csr_matrix(dense), _NGRAM_SCALE * phrases]).tocsr()
    rows = [_one_class(features, np.array(told) == one, head) for one in classes]
    weights = np.stack([row for row, _ in rows]).astype(np.float32)
    return Weights(
        vectors=weights[:, : dense.shape[1]],
        ngrams=_NGRAM_SCALE * weights[:, dense.shape[1] :],
        bias=np.array([bias for _, bias in rows], dtype=np.float32),
    )


def _one_class(
    features: csr_matrix, shown: NDArray[np.bool_], head: str
) -> tuple[NDArray[np.float64], float]:
    if not len(shown) or shown.all() or not shown.any():
        return np.zeros(features.shape[1]), _ALWAYS if len(shown) and shown.all() else _NEVER
    model = LogisticRegression(
        C=_PENALTY[head],
        # Claims and good practice are rare; a reviewer is misled as much by missing them.
        class_weight="balanced" if head == "polarity" else None,
        max_iter=3000,
    ).fit(features, shown)
    return model.coef_[0], float(model.intercept_[0])


def told_by(weights: Weights, dense: Vectors, phrases: csr_matrix) -> NDArray[np.intp]:
    """Return the place of the likeliest class of each text."""
    found: NDArray[np.intp] = weights.margins(dense, phrases).argmax(axis=1)
    return found
