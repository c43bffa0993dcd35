"""The committed heads and the test documents' sentences in; the report's part on passages out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from corpora.shapes import Knowledge
from models.encoder import Encoder
from models.evaluation.baselines import by_cues, by_definitions, by_words
from models.evaluation.measures import (
    Gold,
    Scores,
    at_threshold,
    calibration_error,
    interval,
    macro_average_precision,
)
from models.evaluation.tables import table
from models.examples import Example
from models.fitting import Training, learn, targets_of, vectors_of
from models.heads import Heads
from models.train import LEARNT_FROM, SEED, learn_beside, training_texts
from nlp.cues import cue_language
from nlp.protocols import PassageText

KINDS = ("shortcoming", "vulnerability", "element")
# Shares of the documents learnt from, for the learning curve.
_SHARES = (0.25, 0.5, 0.75, 1.0)
_THRESHOLDS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """The test sentences with gold marks, and what the committed heads say of them."""

    examples: tuple[Example, ...]
    codes: tuple[str, ...]
    kinds: dict[str, str]
    gold: Gold
    scores: Scores

    def columns(self, kind: str) -> list[int]:
        """Return the places of a kind's codes."""
        return [i for i, code in enumerate(self.codes) if self.kinds[code] == kind]


def passages_report(
    heads: Heads, encoder: Encoder, knowledge: Knowledge, data: Path | None
) -> Iterator[str]:
    """Yield the parts of the report, as Markdown."""
    examples = tuple(e for e in training_texts(knowledge, {"test"}) if e.exhaustive)
    vectors = vectors_of(encoder, examples)
    readings = heads.read([_as_passage(example) for example in examples], vectors)
    labels = heads.labels
    gold = targets_of(labels.codes, examples, knowledge)
    tested = Tested(
        examples=examples,
        codes=labels.codes,
        kinds=labels.kinds,
        gold=gold,
        scores=readings.scores,
    )
    yield _set(tested)
    yield _by_kind(tested, labels.show_from, labels.sure_from)
    yield _by_language(tested, labels.show_from, labels.sure_from)
    yield _abstention(tested)
    yield _stances(examples, readings.polarities, readings.attributions)
    training = learn_beside(encoder, knowledge, training_texts(knowledge, LEARNT_FROM), data)
    yield _baselines(tested, training, encoder, knowledge)
    yield _languages_left_out(tested, training, encoder, knowledge)
    yield _learning_curve(tested, training, knowledge, encoder)


def _as_passage(example: Example) -> PassageText:
    return PassageText(
        text=example.text,
        language=example.language,
        section=example.section,
        document_kind=example.document_kind,
        heard=example.heard,
    )


def _set(tested: Tested) -> str:
    documents = len({e.group for e in tested.examples})
    return (
        f"{len(tested.examples)} sentences of {documents} **synthetic** documents, by writers"
        " none of whose documents of this side taught or tuned anything. Claims that nobody"
        " adopted count neither for nor against their code.\n"
    )


def _by_kind(tested: Tested, show: float, sure: float) -> str:
    groups = [e.group for e in tested.examples]
    rows = []
    for kind in KINDS:
        columns = tested.columns(kind)
        scores, gold = tested.scores[:, columns], tested.gold[:, columns]
        low, high = interval(
            lambda rows, s=scores, g=gold: macro_average_precision(s[rows], g[rows]),  # type: ignore[misc]
            groups,
            seed=SEED,
        )
        rows.append(
            [
                kind,
                str(int((gold == 1).any(axis=0).sum())),
                str(int((gold == 1).sum())),
                f"{macro_average_precision(scores, gold):.3f} ({low:.3f}-{high:.3f})",
                *_at(scores, gold, show),
                *_at(scores, gold, sure),
                f"{calibration_error(scores, gold):.3f}",
                f"{calibration_error(scores, gold, least=show):.3f}",
            ]
        )
    head = (
        "kind|codes seen|positives|macro AP (95 %)|shown: P|R|sure: P|R|calibration error|of those"
        " shown"
    )
    return "### By kind of code\n\n" + table(head, rows)


def _by_language(tested: Tested, show: float, sure: float) -> str:
    rows = []
    columns = tested.columns("shortcoming")
    for language in sorted({e.language for e in tested.examples}):
        places = [i for i, e in enumerate(tested.examples) if e.language == language]
        scores = tested.scores[np.ix_(places, columns)]
        gold = tested.gold[np.ix_(places, columns)]
        rows.append(
            [
                language,
                str(len(places)),
                str(int((gold == 1).sum())),
                f"{macro_average_precision(scores, gold):.3f}",
                *_at(scores, gold, show),
                *_at(scores, gold, sure),
                f"{calibration_error(scores, gold):.3f}",
            ]
        )
    head = "language|sentences|positives|macro AP|shown: P|R|sure: P|R|calibration error"
    return "### Shortcomings by language\n\n" + table(head, rows)


def _at(scores: Scores, gold: Gold, threshold: float) -> list[str]:
    counted = at_threshold(scores, gold, threshold)
    return [f"{counted.precision:.3f}", f"{counted.recall:.3f}"]


def _abstention(tested: Tested) -> str:
    columns = tested.columns("shortcoming")
    rows = []
    for threshold in _THRESHOLDS:
        counted = at_threshold(tested.scores[:, columns], tested.gold[:, columns], threshold)
        rows.append(
            [f"{threshold:.2f}", str(counted.found), *_of(counted.precision, counted.recall)]
        )
    return "### What abstaining buys: shortcomings from a score on\n\n" + table(
        "score|suggestions|precision|recall", rows
    )


def _of(*shares: float) -> list[str]:
    return [f"{share:.3f}" for share in shares]


def _stances(
    examples: Sequence[Example], polarities: Sequence[str], attributions: Sequence[str]
) -> str:
    marks = [(row, stance) for row, e in enumerate(examples) for stance in e.stances]
    rows = []
    for name, side, said in (("polarity", 0, polarities), ("attribution", 1, attributions)):
        gold = [stance[side] for _, stance in marks]
        found = [said[row] for row, _ in marks]
        common = max(sorted(set(gold)), key=gold.count)
        rows.append(
            [
                name,
                str(len(gold)),
                *_of(
                    float(np.mean([a == b for a, b in zip(gold, found, strict=True)])),
                    f1_score(gold, found, average="macro"),
                    gold.count(common) / len(gold),
                ),
            ]
        )
    return "### Polarity and attribution of marked shortcomings\n\n" + table(
        "head|marks|right|macro F1|always the commonest", rows
    )


def _baselines(tested: Tested, training: Training, encoder: Encoder, knowledge: Knowledge) -> str:
    peers = {
        "this model": tested.scores,
        "cues alone": by_cues(knowledge, tested.codes, tested.examples),
        "TF-IDF and logistic regression, same texts": by_words(
            training.examples, training.targets, tested.examples, seed=SEED
        ),
        "likeness to the definition (zero-shot)": by_definitions(
            encoder, knowledge, tested.codes, tested.examples
        ),
    }
    return "### Beside simpler ways, macro AP\n\n" + table(
        "|".join(["way", *KINDS]),
        [[name, *_by_kinds(tested, scores, tested.gold)] for name, scores in peers.items()],
    )


def _by_kinds(tested: Tested, scores: Scores, gold: Gold) -> list[str]:
    return _of(
        *(
            macro_average_precision(scores[:, tested.columns(k)], gold[:, tested.columns(k)])
            for k in KINDS
        )
    )


def _languages_left_out(
    tested: Tested, training: Training, encoder: Encoder, knowledge: Knowledge
) -> str:
    """Train without a language and test on it; Serbian and Montenegrin are one here."""
    rows = []
    spoken = np.array([cue_language(e.language) for e in training.examples])
    columns = tested.columns("shortcoming")
    for language in sorted({cue_language(e.language) for e in tested.examples}):
        kept = np.flatnonzero(spoken != language)
        examples = tuple(training.examples[i] for i in kept)
        without = learn(knowledge, examples, training.vectors[kept])
        asked = [e for e in tested.examples if cue_language(e.language) == language]
        gold = targets_of(without.codes, asked, knowledge)
        ours = without.margins(asked, vectors_of(encoder, asked)).astype(np.float64)
        words = by_words(examples, without.targets, asked, seed=SEED)
        chosen = [
            i for i, code in enumerate(without.codes) if code in {tested.codes[c] for c in columns}
        ]
        figures = [
            macro_average_precision(scores[:, chosen], gold[:, chosen]) for scores in (ours, words)
        ]
        rows.append([language, str(len(asked)), *_of(*figures), f"{figures[0] / figures[1]:.1f}"])
    return "### Shortcomings in a language that no text taught, macro AP\n\n" + table(
        "language left out|sentences|this model|TF-IDF and logistic regression|ratio", rows
    )


def _learning_curve(
    tested: Tested, training: Training, knowledge: Knowledge, encoder: Encoder
) -> str:
    documents = sorted({e.group for e in training.examples if e.exhaustive})
    order = np.random.default_rng(SEED).permutation(len(documents))
    vectors = vectors_of(encoder, tested.examples)
    rows = []
    for share in _SHARES:
        taken = {documents[i] for i in order[: round(share * len(documents))]}
        kept = [i for i, e in enumerate(training.examples) if not e.exhaustive or e.group in taken]
        part = learn(knowledge, tuple(training.examples[i] for i in kept), training.vectors[kept])
        gold = targets_of(part.codes, tested.examples, knowledge)
        scores = part.margins(tested.examples, vectors).astype(np.float64)
        kinds = [[i for i, c in enumerate(part.codes) if part.kinds[c] == kind] for kind in KINDS]
        figures = [macro_average_precision(scores[:, one], gold[:, one]) for one in kinds]
        rows.append([str(len(taken)), *_of(*figures)])
    return "### Learning curve: documents learnt from, macro AP\n\n" + table(
        "|".join(["documents", *KINDS]), rows
    )
