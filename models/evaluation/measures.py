"""Scores and gold in; the field's figures, with intervals, out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

Gold = NDArray[np.int8]
Scores = NDArray[np.float64]
# Resamples of an interval; more move no bound by a hundredth.
_RESAMPLES = 200
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many were found rightly, found at all, and there to be found."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 where nothing is there."""
        return self.right / self.there if self.there else 0.0

    def f(self, beta: float = 1.0) -> float:
        """Return the F measure, which weighs recall ``beta`` times as much (van Rijsbergen)."""
        weight = beta * beta
        bottom = weight * self.there + self.found
        return (1 + weight) * self.right / bottom if bottom else 0.0


def count_spans(gold: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> Count:
    """Compare two sets strictly: a span counts where all of it is the same."""
    return Count(right=len(gold & found), found=len(found), there=len(gold))


def total(counts: Sequence[Count]) -> Count:
    """Add counts up."""
    return Count(
        right=sum(c.right for c in counts),
        found=sum(c.found for c in counts),
        there=sum(c.there for c in counts),
    )


def macro_average_precision(scores: Scores, gold: Gold) -> float:
    """Return the mean average precision of the codes that occur; NaN where none does.

    Args:
        scores: (texts, codes).
        gold: (texts, codes): 1 there, 0 not there, -1 the text does not tell.
    """
    found = []
    for column in range(gold.shape[1]):
        used = gold[:, column] >= 0
        if (gold[used, column] == 1).any():
            found.append(average_precision_score(gold[used, column], scores[used, column]))
    return float(np.mean(found)) if found else float("nan")


def at_threshold(scores: Scores, gold: Gold, threshold: float) -> Count:
    """Count what a threshold finds, over all texts and codes."""
    used = gold >= 0
    shown, there = (scores >= threshold) & used, gold == 1
    return Count(right=int((shown & there).sum()), found=int(shown.sum()), there=int(there.sum()))


def calibration_error(scores: Scores, gold: Gold, *, least: float = 0.0) -> float:
    """Return the expected calibration error over ten bins (Naeini, Cooper and Hauskrecht 2015).

    Args:
        scores: (texts, codes) in [0, 1].
        gold: (texts, codes).
        least: leave lower scores out; most pairs of a text and a code have a score near nothing
            and are rightly so, which makes the figure over all of them flatter.
    """
    used = (gold >= 0) & (scores >= least)
    told, right = scores[used], gold[used] == 1
    if not told.size:
        return float("nan")
    bins = np.minimum((told * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(told[bins == one].mean() - right[bins == one].mean()) * (bins == one).sum()
        for one in range(_BINS)
        if (bins == one).any()
    ]
    return float(sum(gaps) / told.size)


def interval(
    measure: Callable[[NDArray[np.intp]], float], groups: Sequence[str], *, seed: int
) -> tuple[float, float]:
    """Return the middle 95 % of a measure over resampled documents (bootstrap, Efron 1979).

    Args:
        measure: takes the places of texts, with repetitions.
        groups: the document of each text; documents are drawn, since their texts resemble.
        seed: of the draws.
    """
    names = sorted(set(groups))
    places = {name: np.flatnonzero(np.array(groups) == name) for name in names}
    draw = np.random.default_rng(seed)
    values = []
    for _ in range(_RESAMPLES):
        chosen = draw.choice(len(names), len(names))
        values.append(measure(np.concatenate([places[names[i]] for i in chosen])))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
