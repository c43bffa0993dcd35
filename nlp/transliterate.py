"""Serbian or Montenegrin Cyrillic in; the same words in Latin, with their diacritics, out."""

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
_TABLE = str.maketrans(
    {**_LETTERS, **{letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()}}
)


def to_latin(text: str) -> str:
    """Return the text in Latin letters; other characters stay. "ЊЕГОШ" gives "NJEGOŠ"."""
    words = []
    for word in text.split(" "):
        latin = word.translate(_TABLE)
        if latin != word and word.isupper() and len(word) > 1:
            latin = latin.upper()
        words.append(latin)
    return " ".join(words)
