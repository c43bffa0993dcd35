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
