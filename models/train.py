"""The knowledge files' examples and the synthetic documents in; heads and screen, with cards, out.

``python -m models.train`` rebuilds ``models/shelf``; the same files give the same heads.
"""

import argparse
import logging
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpora.annotated import load_documents
from corpora.library import load
from corpora.shapes import Knowledge
from models.card import heads_card
from models.encoder import Encoder, Vectors, load_encoder
from models.examples import Example, examples_of, sentences_of
from models.features import Features, learn_features
from models.heads import Labels, ShownExample, save_heads
from models.manifest import write_manifest
from models.passage_model import SHELF
from models.ridge import Fitted, fit
from models.screen import train_screen
from nlp.cues import cue_language
from nlp.marks import Polarity

log = logging.getLogger(__name__)
Targets = NDArray[np.int8]
SEED = 20260101
# Chosen on the tuning documents (mk-b, sq-b).
REGULARISATION = 1.0
# The calibrated score is the share that is right: from one in four on a reviewer is shown it, and
# below one in two the model says that it does not know.
SHOW_FROM, SURE_FROM = 0.25, 0.5
# A language whose documents show a kind of code less often shares the other languages' curve.
_ENOUGH_POSITIVES = 40
_UNUSED, _NEGATIVE, _POSITIVE = -1, 0, 1


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


def training_texts(knowledge: Knowledge) -> tuple[Example, ...]:
    """Return all texts the shelf is trained on: the taxonomy's own and the synthetic documents'."""
    return (*examples_of(knowledge), *sentences_of(load_documents()))


def learn(encoder: Encoder, knowledge: Knowledge, examples: tuple[Example, ...]) -> Training:
    """Fit heads on texts."""
    texts, languages = [e.text for e in examples], [e.language for e in examples]
    vectors = encoder.encode(texts, languages)
    features = learn_features(texts, vectors, languages)
    kinds = _kinds(knowledge)
    codes = tuple(code for code in kinds if any(code in e.codes for e in examples))
    confusable = {code.id: frozenset(code.confusable_with) for code in knowledge.codes}
    targets = np.stack([_targets(code, examples, kinds, confusable) for code in codes], axis=1)
    fitted = fit(
        features.vectors(vectors, languages),
        features.phrases(texts),
        np.where(targets == _UNUSED, np.nan, targets),
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
    )


def train_heads(encoder: Encoder, knowledge: Knowledge, folder: Path) -> None:
    """Train the heads on all texts and write them, card and manifest to a folder."""
    training = learn(encoder, knowledge, training_texts(knowledge))
    labels = labels_of(training, knowledge.taxonomy_version, encoder.sha256)
    shown = _shown_places(training.examples)
    save_heads(folder, labels, training.features, training.fitted.weights, training.vectors[shown])
    card = heads_card(labels, training.examples, training.fitted.held_out, training.targets)
    folder.joinpath("README.md").write_text(card, encoding="utf-8")
    write_manifest(folder)


def labels_of(training: Training, taxonomy_version: str, encoder_sha256: str) -> Labels:
    """Return codes, calibration and examples of a training."""
    return Labels(
        codes=training.codes,
        kinds=training.kinds,
        platt=_calibrations(training),
        show_from=SHOW_FROM,
        sure_from=SURE_FROM,
        examples=tuple(
            _shown(training.examples[place]) for place in _shown_places(training.examples)
        ),
        ngrams=training.features.ngrams,
        encoder_sha256=encoder_sha256,
        taxonomy_version=taxonomy_version,
    )


def _shown_places(examples: Sequence[Example]) -> list[int]:
    return [i for i, e in enumerate(examples) if e.kind in {"shortcoming", "good_practice"}]


def _kinds(knowledge: Knowledge) -> dict[str, str]:
    return {
        **{code.id: "shortcoming" for code in knowledge.codes},
        **{factor.id: "vulnerability" for factor in knowledge.factors},
        **{element.id: "element" for element in knowledge.elements},
    }


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
    row = np.full(len(examples), _UNUSED, dtype=np.int8)
    for place, example in enumerate(examples):
        if code in example.codes:
            row[place] = _POSITIVE
        elif _teaches_absence(example, code, kinds, near):
            row[place] = _NEGATIVE
    return row


def _teaches_absence(
    example: Example, code: str, kinds: dict[str, str], near: frozenset[str]
) -> bool:
    if example.exhaustive:
        return not near.intersection(example.codes)
    if example.kind == "background" or (example.kind == "counter" and example.group == code):
        return True
    return kinds.get(example.group) == kinds[code] and example.group not in near


def groups_of(examples: Sequence[Example]) -> list[str]:
    """Return names by which sentences of one document stand together, other texts alone."""
    return [
        example.group if example.exhaustive else f"text {place}"
        for place, example in enumerate(examples)
    ]


def _calibrations(training: Training) -> dict[str, tuple[float, float]]:
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
    used = targets != _UNUSED
    if (targets[used] == _POSITIVE).sum() < _ENOUGH_POSITIVES:
        return None
    model = LogisticRegression(C=1e6).fit(margins[used].reshape(-1, 1), targets[used])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _shown(example: Example) -> ShownExample:
    polarity: Polarity = "good_practice" if example.kind == "good_practice" else "shortcoming"
    return ShownExample(text=example.text, code=example.codes[0], polarity=polarity)


def replace_folder(target: Path, made: Path) -> None:
    """Put a finished folder in the place of an older one."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(made, target)


def main() -> None:
    """Rebuild the shelf from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--cache", type=Path, help="where the encoder is built")
    source.add_argument("--encoder", type=Path, help="another sentence-transformers folder")
    parser.add_argument("--shelf", type=Path, help="where heads and screen go; the installed one")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    if chosen.encoder and not chosen.shelf:
        parser.error("--encoder needs --shelf: the installed heads belong to the built encoder")
    shelf = chosen.shelf or SHELF
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    knowledge = load()
    encoder = load_encoder(chosen.cache, threads=chosen.threads, folder=chosen.encoder)
    with tempfile.TemporaryDirectory() as aside:
        heads, screen = Path(aside, "heads"), Path(aside, "screen")
        heads.mkdir()
        screen.mkdir()
        train_heads(encoder, knowledge, heads)
        log.info("heads trained")
        train_screen(training_texts(knowledge), screen, seed=SEED)
        log.info("screen trained")
        replace_folder(shelf / "heads", heads)
        replace_folder(shelf / "screen", screen)


if __name__ == "__main__":
    main()
