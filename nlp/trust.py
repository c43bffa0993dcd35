"""A page's text in; how far it may be believed, and the reasons for doubt, out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec

from corpora.library import read_shape
from corpora.records import Shape
from nlp.document import TextTrust

# Under this, OCR is tried and the reviewer is told. One grave fault halves the score, so one is
# enough; slight ones (a few look-alike letters) stay above.
TRUSTWORTHY = 0.55
# A statement about a whole language needs some text: a page of dots and a date has none.
_MIN_LETTERS = 300
_MIN_WORDS = 12
# Function words make up 15-30 % of a text in their language, and under 5 % of one in another.
_LANGUAGE_SHARE = 0.08
_MAX_PENALTY = 0.6
_WORD = re.compile(r"\S+")


class Diacritics(Shape, frozen=True):
    """Letters of a language that fonts lose, and the share of them under which they are lost."""

    letters: str
    floor: float


class TrustData(Shape, frozen=True):
    """The content of ``corpora/trust.yaml``."""

    function_words: dict[str, tuple[str, ...]]
    diacritics: dict[str, Diacritics]
    wrong_letters: str
    legacy_signs: str
    vowels: str


class _Facts(msgspec.Struct, frozen=True):
    """What the checks look at, computed once a page."""

    text: str
    words: tuple[str, ...]
    signs: Counter[str]
    visible: int
    letters: int
    language: str | None


@cache
def trust_data() -> TrustData:
    """Return the data file, read once a process."""
    return read_shape(files("corpora").joinpath("trust.yaml"), TrustData)


def text_trust(text: str) -> TextTrust:
    """Judge one page's text.

    Returns:
        a score in [0, 1] and the codes of what is wrong, gravest first; a blank page has score 0
        and the one reason ``no_text``.
    """
    facts = _facts(text)
    if not facts.letters:
        return TextTrust(score=0.0, reasons=("no_text",))
    found = [(check(facts) / grave, code) for code, grave, check in _CHECKS]
    doubts = sorted(((weight, code) for weight, code in found if weight >= _NOTICED), reverse=True)
    score = 1.0
    for weight, _ in doubts:
        score *= 1 - _MAX_PENALTY * min(1.0, weight)
    return TextTrust(score=round(score, 3), reasons=tuple(code for _, code in doubts))


# A tenth of a grave share is named as a reason; less is a misprint.
_NOTICED = 0.1


def _facts(text: str) -> _Facts:
    signs = Counter(text)
    words = tuple(_WORD.findall(text))
    return _Facts(
        text=text,
        words=words,
        signs=signs,
        visible=sum(count for sign, count in signs.items() if not sign.isspace()),
        letters=sum(count for sign, count in signs.items() if sign.isalpha()),
        language=_language(words),
    )


def _language(words: tuple[str, ...]) -> str | None:
    lowered = Counter(word.strip(".,;:()").lower() for word in words)
    shares = {
        language: sum(lowered[word] for word in set(known)) / max(len(words), 1)
        for language, known in trust_data().function_words.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _LANGUAGE_SHARE else None


def _share_of(facts: _Facts, wanted: Callable[[str], bool]) -> float:
    return sum(n for sign, n in facts.signs.items() if wanted(sign)) / max(facts.visible, 1)


def _private_use(facts: _Facts) -> float:
    # U+F000-F0FF are bullets and arrows of symbol fonts: no loss of words.
    return _share_of(
        facts, lambda c: unicodedata.category(c) == "Co" and not "\uf000" <= c <= "\uf0ff"
    )


def _control(facts: _Facts) -> float:
    return _share_of(facts, lambda c: unicodedata.category(c) == "Cc" and not c.isspace())


def _replacement(facts: _Facts) -> float:
    missing = facts.signs["\ufffd"] + 5 * facts.text.count("(cid:")
    return missing / max(facts.visible, 1)


def _share_of_words(facts: _Facts, wanted: Callable[[str], bool]) -> float:
    if len(facts.words) < _MIN_WORDS:
        return 0.0
    return sum(1 for word in facts.words if wanted(word)) / len(facts.words)


def _legacy(facts: _Facts) -> float:
    pattern = _legacy_pattern()
    return _share_of_words(
        facts, lambda word: bool(pattern.search(word)) and "." not in word and "://" not in word
    )


@cache
def _legacy_pattern() -> re.Pattern[str]:
    signs = re.escape(trust_data().legacy_signs)
    # Brackets stand at the edges of honest words; a tilde or brace before a letter does not.
    return re.compile(rf"[^\W\d_][{signs}][^\W\d_]|^[~{{}}|^`@][^\W\d_]{{2}}|[^\W\d_]{{2}}[~|^}}]$")


_MIXED = re.compile(r"[a-zčćžšđ][а-яђѓѕјљњћќџ]|[а-яђѓѕјљњћќџ][a-zčćžšđ]")


def _mixed(facts: _Facts) -> float:
    return _share_of_words(facts, lambda word: bool(_MIXED.search(word.lower())))


def _lost(facts: _Facts) -> float:
    """Return how much of the expected diacritics is missing: 0, or the missing share."""
    if facts.language is None or facts.letters < _MIN_LETTERS:
        return 0.0
    expected = trust_data().diacritics[facts.language]
    letters = expected.letters + expected.letters.upper()
    share = sum(facts.signs[letter] for letter in letters) / facts.letters
    replaced = _legacy(facts) + _wrong_page(facts)
    return max(0.0, 1 - share / expected.floor) if not replaced else 0.0


def _wrong_page(facts: _Facts) -> float:
    high = sum(n for sign, n in facts.signs.items() if "\xc0" <= sign <= "\xff") / facts.letters
    if high > 0.4:
        # Cyrillic read by a Western code page: nearly every letter is accented.
        return high
    wrong = sum(facts.signs[sign] for sign in trust_data().wrong_letters)
    pairs = facts.text.count("Ä") + facts.text.count("Å") + facts.text.count("Ð")
    if facts.language != "sr" and pairs < wrong:
        return 0.0
    return (wrong + pairs) / facts.letters


def _unlikely(facts: _Facts) -> float:
    """Return the share of long words without any vowel."""
    long = [word for word in facts.words if len(word) > 4 and word.isalpha()]
    if len(long) < _MIN_WORDS:
        return 0.0
    vowels = set(trust_data().vowels)
    bare = [word for word in long if vowels.isdisjoint(unicodedata.normalize("NFC", word.lower()))]
    return len(bare) / len(long)


# (code, share at which the page is not believable, check), in the order they are run. Shares were
# set on law gazettes with known faults: every such page is above, every clean page under a tenth.
_CHECKS: tuple[tuple[str, float, Callable[[_Facts], float]], ...] = (
    ("private_use_characters", 0.02, _private_use),
    ("control_characters", 0.008, _control),
    ("replacement_characters", 0.02, _replacement),
    ("legacy_font_encoding", 0.04, _legacy),
    ("mixed_script_words", 0.15, _mixed),
    ("lost_diacritics", 0.6, _lost),
    ("wrong_code_page", 0.01, _wrong_page),
    ("unlikely_letters", 0.3, _unlikely),
)
