"""Training texts in; the scores that simpler ways give to other texts out.

Three peers: the cues of the data files alone, words weighted by rarity with logistic regression,
and likeness to each code's definition in the encoder's space (zero-shot).
"""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpora.shapes import Knowledge
from models.encoder import Encoder
from models.evaluation.measures import Scores
from models.examples import Example
from models.fitting import POSITIVE, UNUSED, Targets
from nlp.fold import fold_text
from nlp.pipeline import analyse_passage


def by_cues(knowledge: Knowledge, codes: Sequence[str], examples: Sequence[Example]) -> Scores:
    """Return the highest score of any rule's or cue's suggestion, without a trained model."""
    places = {code: place for place, code in enumerate(codes)}
    scores = np.zeros((len(examples), len(codes)))
    for row, example in enumerate(examples):
        found = analyse_passage(
            example.text, example.language, None, example.section, knowledge=knowledge
        )
        for suggestion in found.suggestions:
            column = places.get(suggestion.code)
            if column is not None:
                scores[row, column] = max(scores[row, column], suggestion.score)
    return scores


def by_words(
    learnt: Sequence[Example], targets: Targets, examples: Sequence[Example], *, seed: int
) -> Scores:
    """Return the probabilities of one logistic regression a code over TF-IDF of folded words."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=2)
    texts = words.fit_transform([fold_text(example.text) for example in learnt])
    asked = words.transform([fold_text(example.text) for example in examples])
    scores = np.zeros((len(examples), targets.shape[1]))
    for column in range(targets.shape[1]):
        used = targets[:, column] != UNUSED
        told = targets[used, column] == POSITIVE
        if told.any() and not told.all():
            model = LogisticRegression(
                C=10.0, class_weight="balanced", solver="liblinear", random_state=seed
            )
            scores[:, column] = model.fit(texts[used], told).predict_proba(asked)[:, 1]
    return scores


def by_definitions(
    encoder: Encoder, knowledge: Knowledge, codes: Sequence[str], examples: Sequence[Example]
) -> Scores:
    """Return the cosine between a text and each code's English definition."""
    defined = {
        **{code.id: code.definition for code in knowledge.codes},
        **{factor.id: factor.definition for factor in knowledge.factors},
        **{element.id: element.labels["en"] for element in knowledge.elements},
    }
    definitions = encoder.encode([defined[code] for code in codes], ["en"] * len(codes))
    vectors = encoder.encode([e.text for e in examples], [e.language for e in examples])
    likeness = vectors @ definitions.T
    norms = np.linalg.norm(vectors, axis=1)[:, None] * np.linalg.norm(definitions, axis=1)
    found: Scores = (likeness / norms).astype(np.float64)
    return found
