"""Passages that no court would write, through rules, tagger and heads: always an answer."""

from pathlib import Path

import numpy as np
import pytest

from corpora.annotated import load_documents
from corpora.library import load
from models.passage_model import SHELF, EncoderPassageModel, load_passage_model
from models.tagger import OnnxTagger, load_tagger
from nlp.document import Span
from nlp.marks import Analysis
from nlp.pipeline import analyse_passage

LOOK_ALIKES = str.maketrans("aeopcxyAEOPCXKMHTB", "аеорсхуАЕОРСХКМНТВ")
JUDGMENT = (
    "Sud nalazi da je oštećena A. B. iz Probgrada imala petnaest godina, pa je pristanak ništav."
)
LETTERS = "abcdefghijklmnoprstuvzčćšžđ"


@pytest.fixture(scope="module")
def models(encoder_folder: Path) -> tuple[EncoderPassageModel, OnnxTagger]:
    cache = encoder_folder.parent
    return load_passage_model(cache, threads=2), load_tagger(cache, threads=2, shelf=SHELF)


def analysed(
    text: str, language: str | None, models: tuple[EncoderPassageModel, OnnxTagger]
) -> Analysis:
    passage_model, tagger = models
    analysis = analyse_passage(
        text, language, None, None, knowledge=load(), passage_model=passage_model, tagger=tagger
    )
    spans = [m.span for m in (*analysis.entities, *analysis.events, *analysis.suggestions)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(0 <= suggestion.score <= 1 for suggestion in analysis.suggestions)
    return analysis


def misread(text: str, share: float, seed: int) -> str:
    """Return a text in which a share of the letters was read as another one."""
    chance = np.random.default_rng(seed)
    return "".join(
        LETTERS[chance.integers(len(LETTERS))] if c.isalpha() and chance.random() < share else c
        for c in text
    )


@pytest.mark.parametrize(
    "text",
    ["x", "Ж", ".", " ", "\n", "\U0001f9d1\u200d\u2696\ufe0f" * 40, "\u202eпресуда\u202c osuđen",
     JUDGMENT.translate(LOOK_ALIKES), "Суд nalazi да je оштећена B. из Probgrada жртва.",
     "\x00 Sud \ufffd osuđuje", "a" * 5_000, "1/1/1/1/1" * 500],
)  # fmt: skip
def test_odd_passages_have_marks_inside_them(
    models: tuple[EncoderPassageModel, OnnxTagger], text: str
) -> None:
    for language in (None, "mk", "und"):
        analysed(text, language, models)


def test_a_passage_of_fifty_thousand_letters_is_read_to_its_end(
    models: tuple[EncoderPassageModel, OnnxTagger],
) -> None:
    text = "Svedok je naveo da je put bio mokar. " * 1_349 + JUDGMENT
    found = analysed(text, "sr-Latn", models)
    assert len(text) > 50_000
    assert any(entity.span.start > 49_900 for entity in found.entities)


def test_a_language_that_is_not_ours_gets_few_suggestions(
    models: tuple[EncoderPassageModel, OnnxTagger],
) -> None:
    text = "Päätös on annettu kirjallisena ja asianosaiset voivat hakea siihen muutosta."
    assert not analysed(text, None, models).suggestions


def test_five_letters_misread_in_a_hundred_lose_few_names(
    models: tuple[EncoderPassageModel, OnnxTagger],
) -> None:
    document = next(d for d in load_documents() if d.id == "cnr-b02")
    found = there = 0
    for seed, paragraph in enumerate(document.text.split("\n\n")[:25]):
        noisy = misread(paragraph, 0.05, seed)
        begin = document.text.index(paragraph)
        names = [
            Span(start=e.start - begin, end=e.end - begin)
            for e in document.entities
            if e.label == "PERSON" and begin <= e.start and e.end <= begin + len(paragraph)
        ]
        marked = [e.span for e in analysed(noisy, "cnr", models).entities if e.label == "PERSON"]
        there += len(names)
        found += sum(any(name.overlaps(span) for span in marked) for name in names)
    assert there > 20
    assert found >= 0.8 * there
