"""Vectors in; calibrated scores for every code, factor and element out.

One logistic regression per code over frozen embeddings; its margins become probabilities by Platt
scaling (Platt 1999) fitted on held-out folds, pooled over the codes of a kind because a single
code has too few examples for a curve of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import skops.io
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from sklearn.linear_model import LogisticRegression

from models.encoder import Vectors
from models.failures import ModelDamagedError
from models.manifest import verify_manifest
from nlp.cues import cue_language
from nlp.marks import Polarity

Scores = NDArray[np.float64]
CLASSIFIERS, LABELS, VECTORS = "classifiers.skops", "labels.json", "vectors.safetensors"
EXAMPLES, MEAN, ALL = "examples", "mean.", "all"


class ShownExample(msgspec.Struct, frozen=True, kw_only=True):
    """A training text that a suggestion can point to."""

    text: str
    code: str
    polarity: Polarity


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to the classifiers: order of codes, calibration, thresholds, origin."""

    codes: tuple[str, ...]
    kinds: dict[str, str]
    platt: dict[str, tuple[float, float]]
    show_from: float
    sure_from: float
    examples: tuple[ShownExample, ...]
    encoder_sha256: str
    taxonomy_version: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Trained heads: ``weights`` (codes, dimension), ``bias`` (codes,).

    ``means`` holds each language's mean vector: the encoder puts a language's texts beside one
    another, and taking the mean away raised held-out mean average precision from .45 to .49.
    """

    labels: Labels
    weights: Scores
    bias: Scores
    means: Mapping[str, Vectors]
    example_vectors: Vectors
    sha256: str

    def scores(self, vectors: Vectors, languages: Sequence[str]) -> Scores:
        """Return calibrated scores of shape (texts, codes) in [0, 1]."""
        margins = centre(vectors, languages, self.means) @ self.weights.T + self.bias
        slope, offset = self._platt()
        scores: Scores = 1.0 / (1.0 + np.exp(-(slope * margins + offset)))
        return scores

    def _platt(self) -> tuple[Scores, Scores]:
        pairs = [self.labels.platt[self.labels.kinds[code]] for code in self.labels.codes]
        return np.array([slope for slope, _ in pairs]), np.array([offset for _, offset in pairs])

    def nearest(self, vector: Vectors, code: str) -> ShownExample | None:
        """Return the training text of a code that is nearest to a vector."""
        places = [i for i, e in enumerate(self.labels.examples) if e.code == code]
        if not places:
            return None
        similarities = self.example_vectors[places] @ vector
        return self.labels.examples[places[int(np.argmax(similarities))]]


def centre(vectors: Vectors, languages: Sequence[str], means: Mapping[str, Vectors]) -> Vectors:
    """Return the vectors less the mean of their language, or of all where it is unknown."""
    rows = [means.get(cue_language(language), means[ALL]) for language in languages]
    return vectors - np.stack(rows)


def save_heads(
    folder: Path,
    labels: Labels,
    classifiers: Mapping[str, LogisticRegression],
    means: Mapping[str, Vectors],
    example_vectors: Vectors,
) -> None:
    """Write heads as skops (never pickle), JSON and safetensors; the caller adds the manifest."""
    skops.io.dump(dict(classifiers), folder / CLASSIFIERS)
    folder.joinpath(LABELS).write_bytes(msgspec.json.format(msgspec.json.encode(labels)))
    tensors: dict[str, NDArray[Any]] = {
        EXAMPLES: example_vectors.astype(np.float16),
        **{MEAN + language: mean for language, mean in means.items()},
    }
    save_file(tensors, folder / VECTORS)


def load_heads(folder: Path) -> Heads:
    """Read trained heads.

    Raises:
        ModelMissingError: when a file is missing.
        ModelDamagedError: when a checksum differs or a file holds something else.
    """
    sha256 = verify_manifest(folder)
    labels = msgspec.json.decode(folder.joinpath(LABELS).read_bytes(), type=Labels)
    classifiers: dict[str, Any] = skops.io.load(folder / CLASSIFIERS, trusted=[])
    if set(classifiers) != set(labels.codes):
        raise ModelDamagedError(f"{folder.name}: classifiers and labels name different codes")
    tensors = load_file(folder / VECTORS)
    return Heads(
        labels=labels,
        weights=_stack([classifiers[code].coef_[0] for code in labels.codes]),
        bias=np.array([classifiers[code].intercept_[0] for code in labels.codes]),
        means={
            name.removeprefix(MEAN): tensor
            for name, tensor in tensors.items()
            if name.startswith(MEAN)
        },
        example_vectors=tensors[EXAMPLES].astype(np.float32),
        sha256=sha256,
    )


def _stack(rows: Sequence[NDArray[Any]]) -> Scores:
    return np.vstack(rows).astype(np.float64)
