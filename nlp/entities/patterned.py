"""The ground in; every mention that a data file describes by patterns alone out.

A new pattern entity is one file in ``corpora/entities/kinds``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpora.shapes import EntityKind, Knowledge
from nlp.entities.mentions import Ground, Mention
from nlp.marks import Scalar, Values

# A capitalised word, or one in capitals (headings); folded, so plain letters suffice.
_CAPITAL = r"(?-i:[A-Z][a-z]+|[A-Z]{2,}(?![a-z.])|[A-Z]\.(?:[a-z]{1,3}(?![a-z]))?)"
FRAGMENTS = {
    # The first word of a place's name decides whether a second one belongs to it.
    "place": (
        rf"(?:(?:novo[mgj]?|novi|nova|bijelo[mgj]?|belo[mgj]?|bela|herceg|stara?|staroj|banj[aoue]j?"
        rf"|sremsk[a-z]+|gornj[a-z]+|donj[a-z]+|velik[a-z]+|crn[ae]|makedonsk[a-z]+|kosovsk[a-z]+"
        rf"|crven[a-z]+|kriva|sveti) )?{_CAPITAL}(?:- ?{_CAPITAL})?"
    ),
    "capital": _CAPITAL,
    "capitals": rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}",
    "quoted": r"[\"'](?-i:[A-Z0-9])[^\"'\n]{1,60}[\"']",
}  # fmt: skip


def find_patterned(ground: Ground) -> Iterator[Mention]:
    """Yield the mentions of all kinds with patterns, kind by kind."""
    text = ground.folded.text
    for label, pattern in _patterns(ground.knowledge, ground.languages):
        for match in pattern.finditer(text):
            group = "m" if pattern.groupindex.get("m") and match["m"] else 0
            start, end = match.span(group)
            if end > start:
                yield Mention(label=label, start=start, end=end, value=_value(match))


def _value(match: re.Match[str]) -> Values | None:
    values: dict[str, Scalar] = {
        name: int(text) if text.isdecimal() and name != "number" else text
        for name, text in match.groupdict().items()
        if name != "m" and text
    }
    return values or None


@lru_cache(maxsize=16)
def _patterns(
    knowledge: Knowledge, languages: tuple[str, ...]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind.id, compile_pattern(pattern))
        for kind in knowledge.entities
        for language in (*languages, "any")
        for pattern in _of(kind, language)
    )


def _of(kind: EntityKind, language: str) -> tuple[str, ...]:
    return kind.patterns.get(language, ())


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a data file's pattern.

    Raises:
        KeyError: for an unknown fragment.
        re.error: for a broken expression.
    """
    filled = re.sub(r"(?<!\?P)<(\w+)>", lambda name: f"(?:{FRAGMENTS[name[1]]})", pattern)
    return re.compile(rf"(?<!\w)(?:{filled})(?!\w)", re.IGNORECASE)
