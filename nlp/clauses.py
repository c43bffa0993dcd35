"""Folded text in; where its sentences begin and where a main clause ends, as folded offsets out.

Cheap enough to run on every document: one pass of one expression, no tokeniser.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass

from nlp.fold import Folded

_END = re.compile(r"\n|;|(\S*)[.!?]\"?(?= +[\"(]?[A-Z])")
# "15. Marta" goes on; "2012. Optuzeni" does not: a day or an ordinal has at most two digits.
_ORDINAL_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A half-open range of folded offsets."""

    start: int
    end: int


def sentence_starts(folded: Folded, abbreviations: Set[str]) -> tuple[int, ...]:
    """Return the folded offsets at which sentences begin, the first being 0.

    Args:
        folded: the whole document; a new line is a paragraph break.
        abbreviations: folded, lower-case words whose full stop ends no sentence.
    """
    ends = (
        match.end()
        for match in _END.finditer(folded.text)
        if not _goes_on(match.group(1), abbreviations)
    )
    return (0, *ends)


def sentence_around(starts: Sequence[int], position: int, length: int) -> Range:
    """Return the sentence that holds a folded position; ``length`` is the folded text's."""
    index = bisect_right(starts, position)
    return Range(start=starts[index - 1], end=starts[index] if index < len(starts) else length)


def _goes_on(word: str | None, abbreviations: Set[str]) -> bool:
    """Tell whether a full stop after this word ends no sentence."""
    if not word:
        return False
    last = re.split(r"[(\"/.-]", word)[-1].lower()
    if last.isdigit():
        return len(last) <= _ORDINAL_DIGITS
    return len(last) == 1 or last in abbreviations
