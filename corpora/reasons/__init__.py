"""A reason's key and what fills its blanks in; the sentence in a reader's language out."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from corpora.library import DataFileError, read_yaml

REASON_LANGUAGES = ("en", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq")
# Readers of these languages are served with the nearest one that has sentences.
_NEAREST = {"sr": "sr-Latn", "bs": "cnr", "hr": "cnr"}
Scalar = str | int | float | bool | None


def render(reason_key: str, params: Mapping[str, Scalar], language: str) -> str:
    """Return the sentence of a reason, in English where the language has none.

    Raises:
        KeyError: when no sentence has this key or a blank has no value.
    """
    return sentences(language)[reason_key].format_map(params)


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return all sentences of a language by key; English for a language without a file.

    Raises:
        DataFileError: when the file holds anything but sentences.
    """
    known = _NEAREST.get(language, language)
    name = known if known in REASON_LANGUAGES else "en"
    content = read_yaml(files("corpora").joinpath("reasons", f"{name}.yaml"))
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise DataFileError(f"corpora/reasons/{name}.yaml: sentences by key are wanted")
    return content


def blanks(sentence: str) -> frozenset[str]:
    """Return the names of a sentence's blanks."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
