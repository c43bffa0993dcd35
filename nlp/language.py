"""Text in; its language among those read here, its script, and the variety by country, out."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from nlp.document import Script

Base = Literal["en", "sq", "mk", "bcms", "und"]
# py3langid splits what courts write as one; its neighbours are kept so that a Slovenian, Bulgarian
# or Italian text is "und" and not the nearest of ours.
_BASES: dict[str, Base] = {
    "en": "en", "sq": "sq", "mk": "mk", "sr": "bcms", "hr": "bcms", "bs": "bcms",
}  # fmt: skip
_RIVALS = ("bg", "ru", "uk", "sl", "de", "fr", "it", "es", "ro", "hu", "el", "tr", "nl", "pl", "cs")
# Under this many letters the statistics decide nothing; the letters themselves still may.
_SHORT = 60
_SHORTEST = 20
# More letters change no answer and cost time.
_ENOUGH = 800
_VARIETIES = {"ME": "cnr", "BA": "bs", "HR": "hr"}
# Letters that one alphabet alone has; case folded.
_OWN_LETTERS: tuple[tuple[frozenset[str], Base], ...] = (
    (frozenset("ѓќѕ"), "mk"),
    (frozenset("ђћ"), "bcms"),
    (frozenset("đćčšž"), "bcms"),
)
# No Cyrillic alphabet read here has these letters; Bulgarian, Russian and Ukrainian do. A foreign
# name or two in a passage of ours stays under this share; running text is far above.
_FOREIGN_SHARE = 0.02
_FOREIGN_LETTERS = frozenset("щъыэюяйёіїєґ")


def identify(text: str) -> tuple[str, Script | None]:
    """Return the base language (``en sq mk bcms``, else ``und``) and the script most letters have.

    A text of under 20 letters that holds no telling letter is ``und``: its neighbours know more
    (``identify_all``).
    """
    script = script_of(text)
    letters = sum(c.isalpha() for c in text)
    own = _by_letters(text, script)
    if own is not None and (letters < _SHORT or own == "und"):
        return own, script
    if letters < _SHORTEST:
        return "und", script
    base = _BASES.get(_identifier().classify(text[:_ENOUGH])[0], "und")
    if script == "Cyrl" and base in ("en", "sq"):
        base = "und"
    return base, script


def identify_all(texts: Sequence[str]) -> tuple[tuple[str, Script | None], ...]:
    """Identify passages in order; a short undecided one speaks as the one before (or after) it.

    A long passage in a language not read here stays ``und``.
    """
    found = [identify(text) for text in texts]
    long = [sum(c.isalpha() for c in text) >= _SHORT for text in texts]
    forwards = _inherit(found, long, range(len(found)))
    both = _inherit(forwards, long, reversed(range(len(found))))
    return tuple(both)


def _inherit(
    found: Sequence[tuple[str, Script | None]], long: Sequence[bool], order: Iterable[int]
) -> list[tuple[str, Script | None]]:
    result = list(found)
    last: str | None = None
    for index in order:
        base, script = result[index]
        if base == "und" and not long[index] and last is not None:
            result[index] = (last, script)
        elif base != "und":
            last = base
    return result


def script_of(text: str) -> Script | None:
    """Return the script of most letters; ``None`` for a text without Latin or Cyrillic letters."""
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in text)
    latin = sum(c.isalpha() and c < "\u0250" for c in text)
    if cyrillic == latin == 0:
        return None
    return "Cyrl" if cyrillic > latin else "Latn"


def variety(base: str, script: Script | None, country: str | None) -> str:
    """Return the language's code: ``mk sq en und``, and BCMS named by the court's country.

    No text tells Serbian, Bosnian and Croatian apart reliably; a Montenegrin court writes ``cnr``
    in either script, one of Bosnia and Herzegovina ``bs``, one of Croatia ``hr``,
    all others ``sr``.
    """
    if base != "bcms":
        return base
    return _VARIETIES.get(country or "", "sr-Cyrl" if script == "Cyrl" else "sr-Latn")


def _by_letters(text: str, script: Script | None) -> Base | None:
    plain = unicodedata.normalize("NFC", text).casefold()
    letters = set(plain)
    if sum(c in _FOREIGN_LETTERS for c in plain) > _FOREIGN_SHARE * len(plain):
        return "und"
    for own, base in _OWN_LETTERS:
        if letters & own:
            return base
    return "sq" if script == "Latn" and "ë" in letters else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*_BASES, *_RIVALS])
    return identifier
