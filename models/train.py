"""The knowledge files' examples in; trained heads and screen, with their cards and figures, out.

``python -m models.train`` rebuilds ``models/shelf``; the same seed and files give the same heads.
"""

import argparse
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from corpora.annotated import load_documents
from corpora.library import load
from corpora.shapes import Knowledge
from models.card import heads_card
from models.encoder import Encoder, Vectors, load_encoder
from models.examples import Example, examples_of, sentences_of
from models.heads import ALL, Labels, ShownExample, centre, save_heads
from models.manifest import write_manifest
from models.passage_model import SHELF
from models.screen import train_screen
from nlp.cues import cue_language
from nlp.marks import Polarity

log = logging.getLogger(__name__)
Targets = NDArray[np.int8]
SEED = 20260101
# Held-out mean average precision hardly moves between 10 and 100.
REGULARISATION = 10.0
FOLDS = 5
# On held-out texts more than half of what scores 0.3 is right, and seven in ten of what scores
# 0.5; between the two the model shows it and says that it does not know.
SHOW_FROM, SURE_FROM = 0.3, 0.5
_UNUSED, _NEGATIVE, _POSITIVE = -1, 0, 1


def training_texts(knowledge: Knowledge) -> tuple[Example, ...]:
    """Return all texts the shelf is trained on: the taxonomy's own and the synthetic documents'."""
    return (*examples_of(knowledge), *sentences_of(load_documents()))


def train_heads(encoder: Encoder, knowledge: Knowledge, folder: Path) -> None:
    """Train the heads on the knowledge files and write them, card and manifest to a folder."""
    examples = training_texts(knowledge)
    vectors = encoder.encode([e.text for e in examples], [e.language for e in examples])
    languages = [cue_language(example.language) for example in examples]
    means = _means(vectors, languages)
    centred = centre(vectors, languages, means)
    kinds = _kinds(knowledge)
    codes = tuple(code for code in kinds if any(code in e.codes for e in examples))
    confusable = {code.id: frozenset(code.confusable_with) for code in knowledge.codes}
    targets = np.stack([_targets(code, examples, kinds, confusable) for code in codes])
    groups = _groups(examples)
    held_out = np.stack([_held_out_margins(centred, row, groups) for row in targets])
    platt = {
        kind: _fit_platt(held_out, targets, codes, kinds, kind) for kind in set(kinds.values())
    }
    classifiers = {
        code: _classifier().fit(centred[row != _UNUSED], row[row != _UNUSED])
        for code, row in zip(codes, targets, strict=True)
    }
    shown = [i for i, e in enumerate(examples) if e.kind in {"shortcoming", "good_practice"}]
    labels = Labels(
        codes=codes,
        kinds={code: kinds[code] for code in codes},
        platt=platt,
        show_from=SHOW_FROM,
        sure_from=SURE_FROM,
        examples=tuple(_shown(examples[i]) for i in shown),
        encoder_sha256=encoder.sha256,
        taxonomy_version=knowledge.taxonomy_version,
        seed=SEED,
    )
    save_heads(folder, labels, classifiers, means, vectors[shown])
    card = heads_card(labels, examples, held_out, targets, SURE_FROM)
    folder.joinpath("README.md").write_text(card, encoding="utf-8")
    write_manifest(folder)


def _means(vectors: Vectors, languages: Sequence[str]) -> dict[str, Vectors]:
    spoken = np.array(languages)
    means = {name: vectors[spoken == name].mean(axis=0) for name in sorted(set(languages))}
    return {ALL: vectors.mean(axis=0), **means}


def _classifier() -> LogisticRegression:
    return LogisticRegression(
        C=REGULARISATION, class_weight="balanced", max_iter=1000, random_state=SEED
    )


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


def _groups(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Number the texts so that sentences of one document have one number, others their own."""
    numbers: dict[str, int] = {}
    return np.array(
        [
            numbers.setdefault(example.group if example.exhaustive else f"text {place}", place)
            for place, example in enumerate(examples)
        ]
    )


def _held_out_margins(
    vectors: Vectors, row: Targets, groups: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return each used text's margin from a model that has not seen it, nor its document; NaN
    where unused.
    """
    margins = np.full(len(row), np.nan)
    used = np.flatnonzero(row != _UNUSED)
    folds = StratifiedGroupKFold(n_splits=FOLDS, shuffle=True, random_state=SEED)
    for train, test in folds.split(vectors[used], row[used], groups[used]):
        model = _classifier().fit(vectors[used[train]], row[used[train]])
        margins[used[test]] = model.decision_function(vectors[used[test]])
    return margins


def _fit_platt(
    margins: NDArray[np.float64],
    targets: NDArray[np.int8],
    codes: Sequence[str],
    kinds: dict[str, str],
    kind: str,
) -> tuple[float, float]:
    rows = [place for place, code in enumerate(codes) if kinds[code] == kind]
    if not rows:
        return 1.0, 0.0
    chosen = targets[rows] != _UNUSED
    model = LogisticRegression(C=1e6)
    model.fit(margins[rows][chosen].reshape(-1, 1), targets[rows][chosen])
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
