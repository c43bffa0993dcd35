"""A key, a language and what fills the blanks in; the sentence for a person out.

The sentences are data: ``api/words/<language>.yaml``, the same keys and blanks in each.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

# In the order in which the pages offer them, each under its own name.
LANGUAGES: Mapping[str, str] = {
    "mk": "Македонски",
    "sr-Latn": "Srpski",
    "sr-Cyrl": "Српски",
    "cnr": "Crnogorski",
    "sq": "Shqip",
    "en": "English",
}
FALLBACK = "en"
# What browsers call our languages: first match of the longest tag wins. Plain "sr" is written in
# Cyrillic by the standard of the tag; Croatian and Bosnian readers read Latin Serbian best.
_BROWSER_TAGS: Mapping[str, str] = {
    "sr-latn": "sr-Latn",
    "sr-me": "cnr",
    "sr": "sr-Cyrl",
    "cnr": "cnr",
    "bs": "sr-Latn",
    "hr": "sr-Latn",
    "sh": "sr-Latn",
    "mk": "mk",
    "sq": "sq",
    "en": "en",
}
_WHOLE_DATE = 3
# British: numbers alone would be read the other way round by half of the English readers.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
_DATES_END_IN_DOT = frozenset({"sr-Latn", "sr-Cyrl", "cnr"})


class MissingWordsError(KeyError):
    """No sentence has this key."""


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Return all sentences of a language of ``LANGUAGES``, by key.

    Raises:
        MissingWordsError: when there is no such language.
    """
    if language not in LANGUAGES:
        raise MissingWordsError(language)
    text = files("api").joinpath("words", f"{language}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, str])


def phrase(key: str, language: str, **blanks: str | int) -> str:
    """Return the sentence of a key in a language, its blanks filled.

    Raises:
        MissingWordsError: when there is no such key or language.
    """
    words = words_of(language)
    if key not in words:
        raise MissingWordsError(key)
    return words[key].format(**blanks)


def has_phrase(key: str) -> bool:
    """Tell whether there is a sentence for a key."""
    return key in words_of(FALLBACK)


def written_day(iso: str, language: str) -> str:
    """Return an ISO date, to whatever precision is known, as readers of a language write dates.

    The scripts' ``day`` does the same in the browser.
    """
    parts = iso[:10].split("-")
    if language == "en" and len(parts) == _WHOLE_DATE:
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    written = ".".join(reversed(parts))
    return f"{written}." if language in _DATES_END_IN_DOT else written


def choose_language(untrusted_header: str | None) -> str:
    """Return the first of our languages that an ``Accept-Language`` header asks for.

    The order of the header counts, not its weights: browsers write both alike.
    """
    for part in (untrusted_header or "").lower().split(","):
        tag = part.split(";")[0].strip()
        while tag:
            if tag in _BROWSER_TAGS:
                return _BROWSER_TAGS[tag]
            tag = tag.rpartition("-")[0]
    return FALLBACK
