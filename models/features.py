"""Sentences with their vectors in; the numbers that the heads weigh, and their weights, out.

Two views stand side by side: the encoder's vector less the mean of its language (it knows meaning
across languages), and the weighted letter n-grams of the folded text (they know the law's set
phrases in both scripts). The kind of section joins them: facts show elements, reasons show
shortcomings. The vectors of the sentences before and after were tried and gained nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from models.encoder import Vectors
from nlp.cues import cue_language
from nlp.document import SectionKind
from nlp.fold import fold_text

ALL = "all"
# More n-grams gained nothing on the tuning documents; fewer lost.
_NGRAMS = 20_000
# The weights of the views, chosen on the tuning documents (``corpora.annotated.side_of``).
VECTOR_WEIGHT, NGRAM_WEIGHT, SECTION_WEIGHT = 3.0, 0.7, 0.5
# Sections in which something is told of the case.
_SECTIONS: tuple[SectionKind, ...] = ("operative_part", "facts", "sanction", "reasoning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What was learnt of the training texts' language: mean vectors, n-grams and their rarity."""

    means: Mapping[str, Vectors]
    ngrams: tuple[str, ...]
    rarity: NDArray[np.float32]

    def dense(
        self, vectors: Vectors, languages: Sequence[str], sections: Sequence[SectionKind | None]
    ) -> Vectors:
        """Return weighted vectors less the mean of their language, or of all, and the section.

        The encoder puts a language's texts beside one another, whatever they say.
        """
        means = [self.means.get(cue_language(one), self.means[ALL]) for one in languages]
        centred = vectors - np.array(means, dtype=np.float32).reshape(vectors.shape)
        told = [[float(section == one) for one in _SECTIONS] for section in sections]
        where = np.array(told, dtype=np.float32).reshape(len(vectors), len(_SECTIONS))
        return np.hstack([VECTOR_WEIGHT * centred, SECTION_WEIGHT * where])

    def phrases(self, texts: Sequence[str]) -> csr_matrix:
        """Return the weighted n-grams of the texts, of shape (texts, n-grams)."""
        vectoriser = _fitted(self.ngrams, self.rarity.tobytes())
        return NGRAM_WEIGHT * vectoriser.transform([fold_text(text) for text in texts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """``vectors`` (classes, dense features), ``ngrams`` (classes, n-grams), ``bias`` (classes)."""

    vectors: NDArray[np.float32]
    ngrams: NDArray[np.float32]
    bias: NDArray[np.float32]

    def margins(self, dense: Vectors, phrases: csr_matrix) -> NDArray[np.float32]:
        """Return margins of shape (texts, classes)."""
        found: NDArray[np.float32] = dense @ self.vectors.T + phrases @ self.ngrams.T + self.bias
        return found


def learn_features(texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> Features:
    """Return the features of training texts."""
    spoken = np.array([cue_language(language) for language in languages])
    means = {name: vectors[spoken == name].mean(axis=0) for name in sorted(set(spoken))}
    vectoriser = _vectoriser(min_df=2, max_features=_NGRAMS)
    vectoriser.fit([fold_text(text) for text in texts])
    return Features(
        means={ALL: vectors.mean(axis=0), **means},
        ngrams=tuple(vectoriser.get_feature_names_out()),
        rarity=vectoriser.idf_.astype(np.float32),
    )


@lru_cache(maxsize=4)
def _fitted(ngrams: tuple[str, ...], rarity: bytes) -> TfidfVectorizer:
    """Return the vectoriser of some n-grams: making one takes as long as reading ten sentences."""
    vectoriser = _vectoriser(vocabulary=ngrams)
    vectoriser.idf_ = np.frombuffer(rarity, dtype=np.float32)
    return vectoriser


def _vectoriser(**settings: object) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32, **settings
    )
