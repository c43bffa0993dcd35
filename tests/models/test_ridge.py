"""Ridge heads: margins held out are those of a model trained without the group; features keep."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from models.features import ALL, learn_features
from models.heads import AllWeights, Labels, load_heads, save_heads
from models.manifest import write_manifest
from models.ridge import fit
from models.stance import ATTRIBUTIONS, POLARITIES, learn_stance, with_voices
from nlp.document import SectionKind
from nlp.protocols import PassageText
from tests.corpora.texts import TEXTS

RANDOM = np.random.default_rng(3)
GROUPS = ["a"] * 4 + ["b"] * 3 + ["c"] * 5 + ["d"]
VECTORS = RANDOM.normal(size=(13, 6)).astype(np.float32)
PHRASES = csr_matrix(RANDOM.random((13, 9)).astype(np.float32))


def targets() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    made = (RANDOM.random((13, 2)) > 0.6).astype(np.float64)
    made[0], made[1] = 1.0, 0.0
    return made


def test_held_out_margins_are_those_of_a_model_that_never_saw_the_group() -> None:
    told = targets()
    whole = fit(VECTORS, PHRASES, told, GROUPS, regularisation=0.7)
    kept = np.array([group != "b" for group in GROUPS])
    features = np.hstack([VECTORS, PHRASES.toarray()]).astype(np.float64)
    mean = told.mean(axis=0)
    kernel = features[kept] @ features[kept].T + 0.7 * np.eye(int(kept.sum()))
    dual = np.linalg.solve(kernel, told[kept] - mean)
    expected = features[~kept] @ features[kept].T @ dual + mean
    assert whole.held_out[~kept] == pytest.approx(expected, abs=1e-5)


def test_weights_give_the_margins_of_the_kernel() -> None:
    told = targets()
    told[5, 1] = np.nan
    fitted = fit(VECTORS, PHRASES, told, [str(i) for i in range(13)], regularisation=1e-6)
    margins = VECTORS @ fitted.weights.vectors.T + PHRASES @ fitted.weights.ngrams.T
    margins = margins + fitted.weights.bias
    used = ~np.isnan(told)
    assert margins[used] == pytest.approx(told[used], abs=1e-2)


def test_heads_are_read_as_they_were_written(tmp_path: Path) -> None:
    vectors = RANDOM.normal(size=(len(TEXTS), 6)).astype(np.float32)
    languages = ["mk", "sr-Cyrl", *["sq"] * (len(TEXTS) - 2)]
    features = learn_features(TEXTS, vectors, languages)
    codes_told = (RANDOM.random((len(TEXTS), 2)) > 0.5).astype(np.float64)
    sections: list[SectionKind | None] = ["facts", "reasoning", *[None] * (len(TEXTS) - 2)]
    places = features.dense(vectors, languages, sections), features.phrases(TEXTS)
    fitted = fit(*places, codes_told, [str(i) for i in range(len(TEXTS))], regularisation=1.0)
    labels = Labels(
        codes=("one", "two"),
        kinds={"one": "shortcoming", "two": "element"},
        platt={"shortcoming": (2.0, -1.0), "shortcoming mk": (3.0, 0.0), "element": (1.0, 0.0)},
        show_from=0.25,
        sure_from=0.5,
        examples=(),
        ngrams=features.ngrams,
        encoder_sha256="0" * 64,
        taxonomy_version="1",
    )
    voiced = with_voices(places[0], ["judgment"] * len(TEXTS), [frozenset({"party"})] * len(TEXTS))
    told = ["neutral" if place % 2 else "shortcoming" for place in range(len(TEXTS))]
    weights = AllWeights(
        codes=fitted.weights,
        polarity=learn_stance(voiced, places[1], told, head="polarity", classes=POLARITIES),
        attribution=learn_stance(
            voiced, places[1], ["party"] * len(TEXTS), head="attribution", classes=ATTRIBUTIONS
        ),
    )
    save_heads(tmp_path, labels, features, weights, vectors[:0])
    write_manifest(tmp_path)
    heads = load_heads(tmp_path)
    passages = [
        PassageText(
            text=text,
            language=language,
            section=section,
            document_kind="judgment",
            heard=frozenset({"party"}),
        )
        for text, language, section in zip(TEXTS, languages, sections, strict=True)
    ]
    readings = heads.read(passages, vectors)
    # What one class has in all texts learnt from, each text has.
    assert set(readings.attributions) == {"party"}
    assert list(readings.polarities) == told
    scores = readings.scores
    assert scores.shape == (len(TEXTS), 2)
    assert ((scores > 0) & (scores < 1)).all()
    margin = fitted.weights.margins(*places)
    # Macedonian has a curve of its own for shortcomings, Serbian takes the kind's.
    assert scores[0, 0] == pytest.approx(1 / (1 + np.exp(-3.0 * margin[0, 0])), abs=1e-3)
    assert scores[1, 0] == pytest.approx(1 / (1 + np.exp(1.0 - 2.0 * margin[1, 0])), abs=1e-3)


def test_a_text_in_an_unknown_language_and_without_known_letters_has_features() -> None:
    vectors = RANDOM.normal(size=(len(TEXTS), 6)).astype(np.float32)
    features = learn_features(TEXTS, vectors, ["sq"] * len(TEXTS))
    plain = features.dense(vectors[:1], ["und"], [None])
    assert plain[:, :6] == pytest.approx(3.0 * (vectors[:1] - features.means[ALL]), abs=1e-6)
    assert not plain[:, 6:].any()
    assert features.phrases(["😀", ""]).nnz == 0
    assert features.dense(vectors[:0], [], []).shape == (0, 6 + 4)
