"""Ridge heads: margins held out are those of a model trained without the group; features keep."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from models.features import ALL, learn_features
from models.heads import Labels, load_heads, save_heads
from models.manifest import write_manifest
from models.ridge import fit
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
    told = (RANDOM.random((len(TEXTS), 2)) > 0.5).astype(np.float64)
    places = features.vectors(vectors, languages), features.phrases(TEXTS)
    fitted = fit(*places, told, [str(i) for i in range(len(TEXTS))], regularisation=1.0)
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
    save_heads(tmp_path, labels, features, fitted.weights, vectors[:0])
    write_manifest(tmp_path)
    heads = load_heads(tmp_path)
    scores = heads.scores(TEXTS, vectors, languages)
    assert scores.shape == (len(TEXTS), 2)
    assert ((scores > 0) & (scores < 1)).all()
    margin = places[0] @ fitted.weights.vectors.T + places[1] @ fitted.weights.ngrams.T
    margin = margin + fitted.weights.bias
    # Macedonian has a curve of its own for shortcomings, Serbian takes the kind's.
    assert scores[0, 0] == pytest.approx(1 / (1 + np.exp(-3.0 * margin[0, 0])), abs=1e-3)
    assert scores[1, 0] == pytest.approx(1 / (1 + np.exp(1.0 - 2.0 * margin[1, 0])), abs=1e-3)


def test_a_text_in_an_unknown_language_and_without_known_letters_has_features() -> None:
    vectors = RANDOM.normal(size=(len(TEXTS), 6)).astype(np.float32)
    features = learn_features(TEXTS, vectors, ["sq"] * len(TEXTS))
    assert features.vectors(vectors[:1], ["und"]) == pytest.approx(
        2.0 * (vectors[:1] - features.means[ALL]), abs=1e-6
    )
    assert features.phrases(["😀", ""]).nnz == 0
    assert features.vectors(vectors[:0], []).shape == (0, 6)
