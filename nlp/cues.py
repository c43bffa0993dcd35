"""Cues in the data files' syntax in; places where they occur in folded text out.

Syntax: ``*`` inside a word = any letters; a lone ``*`` = zero to four words; ``~`` = an optional
space or hyphen. Cues and texts are both folded (``nlp.fold``), so one cue serves both scripts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nlp.fold import Folded, fold_text

KeyT = TypeVar("KeyT")
# A lone star bridges at most four words, as the data files define it.
_BRIDGE = r"(?:[^\s\n]+ ){0,4}?"
_LETTERS = r"[^\W\d_]*"
# One set of Serbian cues serves all these languages after folding.
_SISTERS = frozenset({"sr", "sr-Latn", "sr-Cyrl", "cnr", "hr", "bs"})


def cue_language(language: str) -> str:
    """Return the key under which data files keep what is for a language: ``sr`` for its sisters."""
    return "sr" if language in _SISTERS else language


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue(Generic[KeyT]):
    """One compiled cue; ``anchor`` is its longest literal piece, looked for before the pattern."""

    key: KeyT
    cue: str
    language: str
    anchor: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueHit(Generic[KeyT]):
    """A cue found at the folded range [start, end)."""

    cue: Cue[KeyT]
    start: int
    end: int


def cue_pattern(cue: str) -> tuple[str, str]:
    """Return (regular expression, longest literal piece) of a cue over folded lower-case text."""
    words = fold_text(cue.replace("~", "\x00")).replace("\x00", "~").split()
    parts: list[str] = []
    for word in words:
        if word == "*":
            parts.append(_BRIDGE)
        else:
            parts.append(_word_pattern(word) + " ")
    expression = "".join(parts).rstrip()
    anchor = max(re.split(r"[*~ ]", " ".join(words)), key=len)
    return rf"(?<!\w){expression}(?!\w)", anchor


def _word_pattern(word: str) -> str:
    pieces = re.split(r"([*~])", word)
    table = {"*": _LETTERS, "~": "[ -]?"}
    return "".join(table.get(piece, re.escape(piece)) for piece in pieces)


def compile_cues(
    items: Iterable[tuple[KeyT, Mapping[str, Sequence[str]]]],
) -> tuple[Cue[KeyT], ...]:
    """Compile the cues of many items.

    Args:
        items: (key, cues by language) pairs; the key comes back with each hit.
    """
    compiled = []
    for key, by_language in items:
        for language, cues in by_language.items():
            for cue in cues:
                expression, anchor = cue_pattern(cue)
                pattern = re.compile(expression)
                compiled.append(
                    Cue(key=key, cue=cue, language=language, anchor=anchor, pattern=pattern)
                )
    return tuple(compiled)


def find_cues(
    cues: Sequence[Cue[KeyT]], folded: Folded, start: int = 0, end: int | None = None
) -> Iterator[CueHit[KeyT]]:
    """Yield every hit in the folded range [start, end), cue by cue, left to right."""
    text = folded.lower
    stop = len(text) if end is None else end
    for cue in cues:
        place = text.find(cue.anchor, start, stop)
        if place < 0:
            continue
        for match in cue.pattern.finditer(text, start, stop):
            yield CueHit(cue=cue, start=match.start(), end=match.end())
