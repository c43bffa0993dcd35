"""Serbian or Montenegrin Cyrillic in; the same words in Latin, with their diacritics, out."""

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
_TABLE = str.maketrans(
    {**_LETTERS, **{letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()}}
)


# The second letter of a digraph that stands in a word of capitals: "ЊЕГОШ", "КОЊ".
_SMALL_SECOND = re.compile(
    r"(?:(?<=[LN])j|(?<=D)ž)(?=[A-ZČĆĐŠŽ])|(?:(?<=[A-ZČĆĐŠŽ][LN])j|(?<=[A-ZČĆĐŠŽ]D)ž)(?!\w)"
)


def to_latin(text: str) -> str:
    """Return the text in Latin letters; other characters stay. "ЊЕГОШ" gives "NJEGOŠ"."""
    latin = text.translate(_TABLE)
    return _SMALL_SECOND.sub(lambda letter: letter[0].upper(), latin)


_DIGRAPHS = (("dž", "џ"), ("lj", "љ"), ("nj", "њ"))
_SINGLE = {latin: letter for letter, latin in _LETTERS.items() if len(latin) == 1}
_BACK = str.maketrans(
    {**_SINGLE, **{latin.upper(): letter.upper() for latin, letter in _SINGLE.items()}}
)


def to_cyrillic(text: str) -> str:
    """Return Serbian Latin text in Cyrillic letters; other characters stay.

    Every lj, nj and dž counts as one letter, which is wrong in a few learned words
    ("injekcija", "nadživeti"): fit for words of our own, not for documents.
    """
    for latin, letter in _DIGRAPHS:
        for written, wanted in (
            (latin, letter),
            (latin.capitalize(), letter.upper()),
            (latin.upper(), letter.upper()),
        ):
            text = text.replace(written, wanted)
    return text.translate(_BACK)
