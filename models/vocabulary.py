"""A Unigram tokenizer's vocabulary in; the piece ids our languages need out.

A piece stays when all its letters belong to one script and to the alphabets of Albanian,
Bosnian, Croatian, English, Macedonian, Montenegrin and Serbian, or when it has at most two
characters of those scripts (names and quotations in other spellings still get through). So text in
our languages is cut exactly as with the full vocabulary, which a test checks.
"""

import unicodedata
from collections.abc import Sequence

_SPACE = "▁"
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzčćšžđëçśź")
CYRILLIC = frozenset("абвгдђежзијклљмнњопрстћуфхцчџшѓќѕѐѝ")
# Shorter pieces are the fall-back for words from elsewhere; there are only some thousands.
_ALWAYS_KEPT_LENGTH = 2


def kept_pieces(vocabulary: Sequence[tuple[str, float]], special: frozenset[int]) -> list[int]:
    """Return the ids to keep, ascending.

    Args:
        vocabulary: (piece, score) by id.
        special: ids kept in any case.
    """
    return [
        index
        for index, (piece, _) in enumerate(vocabulary)
        if index in special or _is_ours(piece.removeprefix(_SPACE))
    ]


def _is_ours(piece: str) -> bool:
    letters = {character for character in piece.lower() if character.isalpha()}
    if letters <= LATIN or letters <= CYRILLIC:
        return True
    return len(piece) <= _ALWAYS_KEPT_LENGTH and all(_is_european(letter) for letter in letters)


def _is_european(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC"))
