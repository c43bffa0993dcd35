"""Sentences in; calibrated scores for every code, factor and element out.

One ridge regression for all codes over two views of a sentence (``models.features``); its margins
become probabilities by Platt scaling (Platt 1999), fitted for each kind of code and each language
on sentences that the margins' model had not seen. Polarity and attribution have heads of their own
(``models.stance``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from models.encoder import Vectors
from models.failures import ModelDamagedError
from models.features import Features, Weights
from models.manifest import verify_manifest
from models.stance import ATTRIBUTIONS, POLARITIES, told_by, with_voices
from nlp.cues import cue_language
from nlp.marks import Attribution, Polarity
from nlp.protocols import PassageText

Scores = NDArray[np.float64]
LABELS, TENSORS = "labels.json", "heads.safetensors"
_MEAN = "mean."
# Two languages' examples lie near one another only in the encoder's last layer, its second half.
_NEAR = slice(384, None)


class ShownExample(msgspec.Struct, frozen=True, kw_only=True):
    """A training text that a suggestion can point to."""

    text: str
    code: str
    polarity: Polarity


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to the weights: order of codes, calibration, thresholds, origin.

    ``platt`` holds (slope, offset) by ``kind`` and by ``kind language``.
    """

    codes: tuple[str, ...]
    kinds: dict[str, str]
    platt: dict[str, tuple[float, float]]
    show_from: float
    sure_from: float
    examples: tuple[ShownExample, ...]
    ngrams: tuple[str, ...]
    encoder_sha256: str
    taxonomy_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllWeights:
    """The weights of the codes' head, and of those of polarity and attribution."""

    codes: Weights
    polarity: Weights
    attribution: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What the heads say of passages: ``scores`` (passages, codes) in [0, 1], and the stances."""

    scores: Scores
    polarities: Sequence[Polarity]
    attributions: Sequence[Attribution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Trained heads."""

    labels: Labels
    features: Features
    weights: AllWeights
    example_vectors: Vectors
    sha256: str

    def read(self, passages: Sequence[PassageText], vectors: Vectors) -> Readings:
        """Return calibrated scores, polarity and attribution of passages."""
        languages = [p.language for p in passages]
        dense = self.features.dense(vectors, languages, [p.section for p in passages])
        phrases = self.features.phrases([p.text for p in passages])
        voiced = with_voices(
            dense, [p.document_kind for p in passages], [p.heard for p in passages]
        )
        return Readings(
            scores=calibrated(self.labels, self.weights.codes.margins(dense, phrases), languages),
            polarities=[POLARITIES[i] for i in told_by(self.weights.polarity, voiced, phrases)],
            attributions=[
                ATTRIBUTIONS[i] for i in told_by(self.weights.attribution, voiced, phrases)
            ],
        )

    def nearest(self, vector: Vectors, code: str, polarity: Polarity) -> ShownExample | None:
        """Return the training text of a code nearest to a vector, of its polarity where one is."""
        of_code = [i for i, e in enumerate(self.labels.examples) if e.code == code]
        alike = [i for i in of_code if self.labels.examples[i].polarity == polarity]
        places = alike or of_code
        if not places:
            return None
        similarities = self.example_vectors[places] @ near_part(vector)
        return self.labels.examples[places[int(np.argmax(similarities))]]


def near_part(vectors: Vectors) -> Vectors:
    """Return the part of vectors that likeness is measured on; all of a shorter encoder's."""
    half = vectors[..., _NEAR]
    return half if half.shape[-1] else vectors


def calibrated(labels: Labels, margins: NDArray[Any], languages: Sequence[str]) -> Scores:
    """Return probabilities of shape (texts, codes) for margins of that shape."""
    pairs = np.array(
        [
            [platt_of(labels, labels.kinds[code], language) for code in labels.codes]
            for language in languages
        ]
    ).reshape(*margins.shape, 2)
    scaled = np.clip(pairs[..., 0] * margins + pairs[..., 1], -50, 50)
    scores: Scores = 1.0 / (1.0 + np.exp(-scaled))
    return scores


def platt_of(labels: Labels, kind: str, language: str) -> tuple[float, float]:
    """Return slope and offset of a kind in a language, or of the kind where none was fitted."""
    return labels.platt.get(f"{kind} {cue_language(language)}", labels.platt[kind])


def save_heads(
    folder: Path, labels: Labels, features: Features, weights: AllWeights, example_vectors: Vectors
) -> None:
    """Write heads as JSON and safetensors; the caller adds the manifest."""
    folder.joinpath(LABELS).write_bytes(msgspec.json.format(msgspec.json.encode(labels)))
    tensors: dict[str, NDArray[Any]] = {
        "examples": near_part(example_vectors).astype(np.float16),
        "rarity": features.rarity,
        **_tensors("codes", weights.codes),
        **_tensors("polarity", weights.polarity),
        **_tensors("attribution", weights.attribution),
        **{_MEAN + language: mean for language, mean in features.means.items()},
    }
    save_file(
        {name: np.ascontiguousarray(array) for name, array in tensors.items()}, folder / TENSORS
    )


def _tensors(head: str, weights: Weights) -> dict[str, NDArray[Any]]:
    return {
        f"{head}.vectors": weights.vectors,
        # Half precision moves no score by more than a thousandth.
        f"{head}.ngrams": weights.ngrams.astype(np.float16),
        f"{head}.bias": weights.bias,
    }


def _weights(head: str, tensors: Mapping[str, NDArray[Any]]) -> Weights:
    return Weights(
        vectors=tensors[f"{head}.vectors"],
        # A product with few sparse rows copies the whole matrix unless its columns lie together.
        ngrams=np.asfortranarray(tensors[f"{head}.ngrams"].astype(np.float32)),
        bias=tensors[f"{head}.bias"],
    )


def load_heads(folder: Path) -> Heads:
    """Read trained heads.

    Raises:
        ModelMissingError: when a file is missing.
        ModelDamagedError: when a checksum differs or the files do not belong together.
    """
    sha256 = verify_manifest(folder)
    labels = msgspec.json.decode(folder.joinpath(LABELS).read_bytes(), type=Labels)
    tensors = load_file(folder / TENSORS)
    weights = AllWeights(
        codes=_weights("codes", tensors),
        polarity=_weights("polarity", tensors),
        attribution=_weights("attribution", tensors),
    )
    if weights.codes.ngrams.shape != (len(labels.codes), len(labels.ngrams)):
        raise ModelDamagedError(f"{folder.name}: weights and labels name different codes")
    means: Mapping[str, Vectors] = {
        name.removeprefix(_MEAN): tensor
        for name, tensor in tensors.items()
        if name.startswith(_MEAN)
    }
    return Heads(
        labels=labels,
        features=Features(means=means, ngrams=labels.ngrams, rarity=tensors["rarity"]),
        weights=weights,
        example_vectors=tensors["examples"].astype(np.float32),
        sha256=sha256,
    )
