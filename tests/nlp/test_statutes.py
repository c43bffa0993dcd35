"""The article a reference's values name."""

import pytest

from corpora.library import load
from nlp.statutes import normal_article, resolve


@pytest.mark.parametrize("written", ["418-а", "418-a", "418/a", "418a", "418-А"])
def test_an_article_with_a_letter_has_one_spelling(written: str) -> None:
    assert normal_article(written) == "418a"


def test_the_paragraph_decides_the_entry() -> None:
    values = {"country": "RS", "law": "KZ", "article": "388", "paragraph": "3"}
    article = resolve(values, load())
    assert article is not None
    assert article.article == "388(2)-(3)"


def test_an_article_inside_a_range_is_known() -> None:
    article = resolve({"country": "ME", "law": "ZKP", "article": "122"}, load())
    assert article is not None
    assert article.article == "120-124"


@pytest.mark.parametrize(
    "values",
    [
        {"country": "ME", "law": "Zakona o snu", "article": "444"},
        {"country": "XX", "law": "KZ", "article": "444"},
        {"country": "ME", "law": "KZ", "article": "999"},
    ],
)
def test_what_the_data_files_do_not_hold_is_unknown(values: dict[str, str]) -> None:
    assert resolve(values, load()) is None
