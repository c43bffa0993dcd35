"""A reference's normal form, the law's data files and the day of the act in; the article out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpora.law import Article, Country
from corpora.shapes import Knowledge
from nlp.fold import fold_text
from nlp.marks import Values

# "444", "418-а", "110/a", "445a"; a paragraph stands in brackets: "388(2)-(3)".
_ARTICLE = re.compile(r"(\d+)(?:[-/ ]?([a-z])(?![a-z]))?")
_PARAGRAPHS = re.compile(r"\((\d+)\)(?: ?- ?\((\d+)\))?")
# The law has some hundred entries, and a document cites the same few articles again and again.
_KEPT = 4096
_RANGE = re.compile(r"^(\d+) ?- ?(\d+)$")


def resolve(values: Values, knowledge: Knowledge, on: str | None = None) -> Article | None:
    """Return the article of the data files that a STATUTE_REF's values name.

    Args:
        values: ``country``, ``law`` (``KZ`` or ``ZKP``), ``article``, ``paragraph`` as given.
        knowledge: holds the countries' articles.
        on: ISO date of the act; among several versions the one in force then is chosen.

    Returns:
        the entry for the paragraph if there is one, else for the whole article (or its first
        paragraph, which holds the basic form); ``None`` where the law is not in the data.
    """
    country = next((c for c in knowledge.countries if c.code == values.get("country")), None)
    wanted = normal_article(str(values.get("article") or ""))
    if country is None or not wanted:
        return None
    named = [
        article
        for article in _articles_of(country, values.get("law"))
        if _names(article.article, wanted) and _in_force(article, on)
    ]
    paragraph = str(values.get("paragraph") or "1")
    exact = [article for article in named if paragraph in _paragraphs(article.article)]
    whole = [article for article in named if not _paragraphs(article.article)]
    return next(iter((*exact, *whole)), None)


@lru_cache(maxsize=_KEPT)
def normal_article(written: str) -> str:
    """Return an article's number with its letter in one spelling: ``418a`` for ``418-а``."""
    match = _ARTICLE.match(fold_text(written).strip())
    return f"{match[1]}{match[2] or ''}" if match else ""


def _articles_of(country: Country, law: object) -> Iterator[Article]:
    if law == "KZ":
        yield from country.trafficking
        yield from country.related
    elif law == "ZKP":
        yield from country.procedure


@lru_cache(maxsize=_KEPT)
def _names(entry: str, wanted: str) -> bool:
    pieces = [piece.strip() for piece in re.sub(r"\(.*", "", fold_text(entry)).split(",")]
    return any(_covers(piece, wanted) for piece in pieces)


def _covers(piece: str, wanted: str) -> bool:
    span = _RANGE.match(piece)
    if span and wanted.isdecimal():
        return int(span[1]) <= int(wanted) <= int(span[2])
    return normal_article(piece) == wanted if piece[:1].isdigit() else False


@lru_cache(maxsize=_KEPT)
def _paragraphs(entry: str) -> frozenset[str]:
    found: set[str] = set()
    for first, last in _PARAGRAPHS.findall(entry):
        found.update(str(number) for number in range(int(first), int(last or first) + 1))
    return frozenset(found)


def _in_force(article: Article, on: str | None) -> bool:
    if on is None:
        return article.in_force_to is None
    return (article.in_force_from or "") <= on <= (article.in_force_to or "9999")
