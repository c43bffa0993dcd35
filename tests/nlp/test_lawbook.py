"""The trafficking articles' ranges hold together, and the day of the act chooses the version."""

import pytest

from corpora.law import Article
from corpora.library import load
from nlp.statutes import resolve

KNOWLEDGE = load()
ARTICLES = [a for country in KNOWLEDGE.countries for a in (*country.trafficking, *country.related)]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.article)
def test_a_range_goes_upwards(article: Article) -> None:
    penalty = article.penalty_range
    if penalty and penalty.min_months is not None and penalty.max_months is not None:
        assert 0 < penalty.min_months < penalty.max_months


@pytest.mark.parametrize(("day", "minimum"), [("2008-05", 24), ("2012-05-01", 36), (None, 36)])
def test_serbian_trafficking_follows_the_day_of_the_act(day: str | None, minimum: int) -> None:
    values = {"country": "RS", "law": "KZ", "article": "388", "paragraph": "1"}
    article = resolve(values, KNOWLEDGE, day)
    assert article is not None
    assert article.penalty_range is not None
    assert article.penalty_range.min_months == minimum
