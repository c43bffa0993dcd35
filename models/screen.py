"""Passages in; those that the encoder need not read, out of the way.

A linear model over hashed character n-grams of the folded text: thousands of passages a second, so
the encoder (about ten) reads only what the screen cannot exclude.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import skops.io
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from models.examples import SHORTEST_SENTENCE, Example
from models.manifest import verify_manifest, write_manifest
from nlp.fold import fold_text
from nlp.protocols import PassageText

MODEL, SETTINGS = "screen.skops", "settings.json"
# 2^16 buckets keep the file near 300 kB; more gained nothing on held-out folds.
_BUCKETS = 1 << 16
# The share of held-out texts with a code that the screen must let through.
RECALL_GOAL = 0.995
# Sections that hold formulas only; nothing in them is an assessment.
_SKIPPED_SECTIONS = frozenset({"introduction", "remedy", "signature"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The threshold and what was measured with it."""

    threshold: float
    held_out_recall: float
    held_out_passed_background: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A loaded screen."""

    model: Any
    settings: Settings
    sha256: str

    def worth_reading(self, passages: Sequence[PassageText]) -> NDArray[np.bool_]:
        """Return, for each passage, whether the encoder should read it."""
        keep = np.array([_eligible(passage) for passage in passages], dtype=bool)
        places = np.flatnonzero(keep).tolist()
        if places:
            features = _vectoriser().transform([fold_text(passages[i].text) for i in places])
            scores = self.model.predict_proba(features)[:, 1]
            keep[places] = scores >= self.settings.threshold
        return keep


def _eligible(passage: PassageText) -> bool:
    return passage.section not in _SKIPPED_SECTIONS and len(passage.text) >= SHORTEST_SENTENCE


def _vectoriser() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=_BUCKETS, alternate_sign=False
    )


def train_screen(examples: Sequence[Example], folder: Path, *, seed: int) -> Settings:
    """Train on texts with a code against texts without; write model, settings and manifest."""
    features = _vectoriser().transform([fold_text(example.text) for example in examples])
    targets = np.array([bool(e.codes or e.claimed) for e in examples], dtype=int)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000, random_state=seed)
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=seed)
    held_out = cross_val_predict(model, features, targets, cv=folds, method="predict_proba")[:, 1]
    threshold = float(np.quantile(held_out[targets == 1], 1 - RECALL_GOAL))
    background = np.array([example.kind == "background" for example in examples])
    settings = Settings(
        threshold=threshold,
        held_out_recall=float((held_out[targets == 1] >= threshold).mean()),
        held_out_passed_background=_share(held_out[background] >= threshold),
        seed=seed,
    )
    skops.io.dump(model.fit(features, targets), folder / MODEL)
    folder.joinpath(SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
    write_manifest(folder)
    return settings


def _share(passed: NDArray[np.bool_]) -> float:
    return float(passed.mean()) if passed.size else 1.0


def load_screen(folder: Path) -> Screen:
    """Read a trained screen.

    Raises:
        ModelMissingError: when a file is missing.
        ModelDamagedError: when a checksum differs.
    """
    sha256 = verify_manifest(folder)
    settings = msgspec.json.decode(folder.joinpath(SETTINGS).read_bytes(), type=Settings)
    return Screen(model=skops.io.load(folder / MODEL, trusted=[]), settings=settings, sha256=sha256)
