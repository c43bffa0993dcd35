"""The knowledge files' examples and the synthetic documents in; heads and screen, with cards, out.

``caselight train heads`` rebuilds ``models/shelf``; the same files give the same heads.
"""

import logging
import shutil
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from corpora.annotated import Side, load_documents, side_of
from corpora.shapes import Knowledge
from models.card import heads_card
from models.encoder import Encoder
from models.examples import Example, examples_of, sentences_of
from models.fitting import Training, calibrations, learn, vectors_of
from models.heads import Labels, ShownExample, save_heads
from models.manifest import write_manifest
from models.screen import train_screen
from models.unrelated import unrelated_sentences
from nlp.marks import Polarity

log = logging.getLogger(__name__)
SEED = 20260101
# The calibrated score is the share that is right: from one in four on a reviewer is shown it, and
# below one in two the model says that it does not know.
SHOW_FROM, SURE_FROM = 0.25, 0.5
# The test documents teach nothing, so that what is committed can be measured on them.
LEARNT_FROM: tuple[Side, ...] = ("train", "dev")


# Sentences of real decisions read in each language, and how many of them teach: those that a model
# without them takes most readily for something. On the tuning documents they raised mean average
# precision of shortcomings from .60 to .63 and cut false alarms on other real decisions to a sixth.
POOL, HARDEST = 1_000, 1_000


def training_texts(knowledge: Knowledge, sides: Collection[Side]) -> tuple[Example, ...]:
    """Return the taxonomy's own texts and those of the synthetic documents of some sides."""
    documents = [d for d in load_documents() if side_of(d.id) in sides]
    return (*examples_of(knowledge), *sentences_of(documents))


def learn_beside(
    encoder: Encoder, knowledge: Knowledge, examples: tuple[Example, ...], data: Path | None
) -> Training:
    """Fit heads on texts and, where there are any, on the hardest sentences of unrelated cases.

    Args:
        encoder: gives the vectors.
        knowledge: the data files.
        examples: the texts to learn from.
        data: the folder of third-party corpora, or none.
    """
    vectors = vectors_of(encoder, examples)
    alone = learn(knowledge, examples, vectors)
    pool = unrelated_sentences(data, "train", POOL, SEED) if data else ()
    if not pool:
        return alone
    beside = vectors_of(encoder, pool)
    margins = alone.margins(pool, beside)
    counted = [i for i, code in enumerate(alone.codes) if alone.kinds[code] != "vulnerability"]
    hardest = np.argsort(-margins[:, counted].max(axis=1), kind="stable")[:HARDEST]
    chosen = (*examples, *(pool[place] for place in hardest))
    return learn(knowledge, chosen, np.vstack([vectors, beside[hardest]]))


def train_heads(encoder: Encoder, knowledge: Knowledge, data: Path | None, folder: Path) -> None:
    """Train the heads on all texts but those of the tests; write them, card and manifest."""
    examples = training_texts(knowledge, LEARNT_FROM)
    training = learn_beside(encoder, knowledge, examples, data)
    labels = labels_of(training, knowledge.taxonomy_version, encoder.sha256)
    shown = _shown_places(training.examples)
    save_heads(folder, labels, training.features, training.weights, training.vectors[shown])
    card = heads_card(labels, training.examples, training.fitted.held_out, training.targets)
    folder.joinpath("README.md").write_text(card, encoding="utf-8")
    write_manifest(folder)


def labels_of(training: Training, taxonomy_version: str, encoder_sha256: str) -> Labels:
    """Return codes, calibration and examples of a training."""
    return Labels(
        codes=training.codes,
        kinds=training.kinds,
        platt=calibrations(training),
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


def _shown(example: Example) -> ShownExample:
    polarity: Polarity = "good_practice" if example.kind == "good_practice" else "shortcoming"
    return ShownExample(text=example.text, code=example.codes[0], polarity=polarity)


def replace_folder(target: Path, made: Path) -> None:
    """Put a finished folder in the place of an older one."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(made, target)


def train_shelf(encoder: Encoder, knowledge: Knowledge, data: Path | None, shelf: Path) -> None:
    """Train heads and screen and put them in the place of the shelf's.

    Args:
        encoder: gives the vectors; the heads belong to it.
        knowledge: the data files.
        data: the folder of third-party corpora, or none: false alarms are then more frequent.
        shelf: the folder with ``heads`` and ``screen``.
    """
    with tempfile.TemporaryDirectory() as aside:
        heads, screen = Path(aside, "heads"), Path(aside, "screen")
        heads.mkdir()
        screen.mkdir()
        train_heads(encoder, knowledge, data, heads)
        log.info("heads trained")
        train_screen(training_texts(knowledge, LEARNT_FROM), screen, seed=SEED)
        log.info("screen trained")
        replace_folder(shelf / "heads", heads)
        replace_folder(shelf / "screen", screen)
