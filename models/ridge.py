"""Features and targets in; ridge weights, and margins of each group from a model without it, out.

All codes share one factorisation, so that a thousand documents are learnt in seconds. The margins
of a group left out need no second training: with A the inverse of the regularised kernel, they are
exactly ``y - inv(A_gg) (A y)_g`` (the leave-one-out identity of Golub, Heath and Wahba 1979, here
for blocks).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from models.encoder import Vectors
from models.features import Weights

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights, and held-out margins of shape (texts, codes)."""

    weights: Weights
    held_out: Matrix


def fit(
    vectors: Vectors,
    phrases: csr_matrix,
    targets: Matrix,
    groups: Sequence[str],
    *,
    regularisation: float,
) -> Fitted:
    """Fit all codes at once.

    Args:
        vectors: (texts, dimension).
        phrases: (texts, n-grams).
        targets: (texts, codes): 1 where a code is there, 0 where it is not, NaN where the text does
            not tell; such a text counts as the mean of the others.
        groups: the document of each text; a group's held-out margins come from all others.
        regularisation: what is added to the kernel's diagonal.
    """
    mean = np.nanmean(targets, axis=0)
    centred = np.where(np.isnan(targets), 0.0, targets - mean)
    kernel = vectors @ vectors.T + (phrases @ phrases.T).toarray()
    kernel[np.diag_indices_from(kernel)] += regularisation
    inverse = _inverse(kernel)
    dual = inverse @ centred
    held_out = np.empty_like(centred)
    names = np.array(groups)
    for name in dict.fromkeys(groups):
        rows = np.flatnonzero(names == name)
        block = inverse[np.ix_(rows, rows)]
        held_out[rows] = centred[rows] - np.linalg.solve(block, dual[rows])
    weights = Weights(
        vectors=(dual.T @ vectors).astype(np.float32),
        ngrams=np.asarray((phrases.T @ dual).T, dtype=np.float32),
        bias=mean.astype(np.float32),
    )
    return Fitted(weights=weights, held_out=held_out + mean)


def _inverse(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inverse of a symmetric positive definite matrix.

    Single precision is enough: the regularisation bounds the condition number by some thousands.
    """
    factor, failed = lapack.spotrf(np.asarray(kernel, dtype=np.float32), lower=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    lower, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    inverse: NDArray[np.float32] = np.tril(lower) + np.tril(lower, -1).T
    return inverse
