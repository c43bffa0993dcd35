"""Folded text and the countries' heading words in; the headings found, each with its rank, out.

Courts space their headings ("P R E S U D U"), join them ("KRIVJE"), scanners misread them: so
headings are sought in the text's letters alone, and looks and place decide what is a heading.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpora.law import Country, Heading
from nlp.document import Span
from nlp.fold import Folded, fold_text

# Letters a scanner may get wrong in a heading of this many letters, standing alone.
_NOISE = ((10, 2), (7, 1))
# A heading alone in its paragraph is hardly longer than this; anything longer is not compared.
_LONGEST_HEADING = 60
_MISREAD = str.maketrans({"0": "o", "1": "l", "|": "l", "5": "s", "8": "b"})
# Headings of two to four letters ("DN", "Što") would be found inside other words.
_SHORTEST_INLINE = 6
# "pa ga sud ..." opens the sanction in the middle of a sentence, in small letters.
_QUIET = "sanction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A heading at the folded range [start, end), of the heading ``id`` of the data files.

    ``alone``: it fills its paragraph; ``opens``: it starts it; ``loud``: capitals or spaced.
    """

    id: str
    start: int
    end: int
    alone: bool
    opens: bool
    loud: bool


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a folded text alone, with the place of each."""

    text: str
    places: tuple[int, ...]


def find_headings(
    folded: Folded, paragraphs: Sequence[Span], countries: Sequence[Country]
) -> tuple[Hit, ...]:
    """Return all headings in text order; one place may carry several ids."""
    words = _heading_words(tuple(heading for country in countries for heading in country.headings))
    ranges = [folded.place(span) for span in paragraphs]
    squeezed = _squeeze(folded.lower)
    hits = {
        *_exact(folded, squeezed, ranges, words),
        *_misread(folded, ranges, words),
    }
    return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.id)))


@cache
def _heading_words(headings: tuple[Heading, ...]) -> dict[str, tuple[str, ...]]:
    """Map the letters of each heading to the ids it stands for."""
    words: dict[str, set[str]] = {}
    for heading in headings:
        for word in heading.words:
            words.setdefault(_squeeze(fold_text(word)).text, set()).add(heading.id)
    return {word: tuple(sorted(ids)) for word, ids in words.items() if word}


def _squeeze(text: str) -> _Letters:
    places = tuple(index for index, letter in enumerate(text) if letter.isalpha())
    return _Letters("".join([text[index] for index in places]), places)


def _exact(
    folded: Folded,
    squeezed: _Letters,
    ranges: Sequence[tuple[int, int]],
    words: Mapping[str, tuple[str, ...]],
) -> Iterator[Hit]:
    starts = [start for start, _ in ranges]
    for word, ids in words.items():
        at = squeezed.text.find(word)
        while at >= 0:
            start, end = squeezed.places[at], squeezed.places[at + len(word) - 1] + 1
            index = max(bisect_left(starts, start + 1) - 1, 0)
            yield from _judge(folded, (start, end), ranges[index], ids)
            at = squeezed.text.find(word, at + 1)


def _judge(
    folded: Folded, place: tuple[int, int], paragraph: tuple[int, int], ids: Sequence[str]
) -> Iterator[Hit]:
    start, end = place
    written = folded.text[start:end]
    if end > paragraph[1] or not _is_bounded(folded.text, start, end):
        return
    loud = _is_loud(written)
    opens = not any(c.isalpha() for c in folded.text[paragraph[0] : start])
    alone = opens and not any(c.isalpha() for c in folded.text[end : paragraph[1]])
    loud_inline = loud and len(written) >= _SHORTEST_INLINE
    for id in ids:  # noqa: A001 (the data files' name)
        if opens or loud_inline or (id == _QUIET and " " in written):
            yield Hit(id=id, start=start, end=end, alone=alone, opens=opens, loud=loud)


def _is_bounded(text: str, start: int, end: int) -> bool:
    """Tell whether a place is whole words; "DONIOP R E S U D U" and "KRIVJE" count as such."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    loud = text[start].isupper() and text[end - 1].isupper()
    joined_before = before.isalpha() and not (loud and before.islower())
    joined_after = after.isalpha() and not (loud and after.islower())
    return not joined_before and not joined_after


def _is_loud(written: str) -> bool:
    tokens = written.split()
    if len(tokens) >= 4 and sum(len(token) <= 2 for token in tokens) >= 0.7 * len(tokens):
        return True
    letters = [c for c in written if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _misread(
    folded: Folded, ranges: Sequence[tuple[int, int]], words: Mapping[str, tuple[str, ...]]
) -> Iterator[Hit]:
    """Yield headings alone in a paragraph, or before a colon, that a scanner or writer misspelt."""
    for start, end in ranges:
        if start >= end:
            continue
        colon = folded.lower.find(":", start, min(end, start + _LONGEST_HEADING))
        stop = colon if colon > 0 else end
        if stop - start > _LONGEST_HEADING:
            continue
        letters = _squeeze(folded.lower[start:stop].translate(_MISREAD)).text
        word = letters if letters in words else _nearest(letters, tuple(words))
        if word is not None and (stop == end or _is_loud(folded.text[start:stop])):
            loud = _is_loud(folded.text[start:stop])
            for id in words[word]:  # noqa: A001 (the data files' name)
                yield Hit(id=id, start=start, end=stop, alone=stop == end, opens=True, loud=loud)


def _nearest(letters: str, words: Sequence[str]) -> str | None:
    allowed = next((noise for least, noise in _NOISE if len(letters) >= least), -1)
    best, least, kinds = None, allowed + 1, frozenset(letters)
    for word in words:
        if len(word) < _NOISE[-1][0] or abs(len(word) - len(letters)) > allowed:
            continue
        # Each edit changes two kinds of letters at most: most words are told apart by that alone.
        if len(kinds ^ _kinds(word)) <= 2 * allowed:
            distance = _distance(letters, word)
            if distance < least:
                best, least = word, distance
    return best


@cache
def _kinds(word: str) -> frozenset[str]:
    return frozenset(word)


def _distance(first: str, second: str) -> int:
    """Return the Levenshtein distance of two short words."""
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        new = [number]
        for (diagonal, above), other in zip(pairwise(row), second, strict=True):
            new.append(min(above + 1, new[-1] + 1, diagonal + (letter != other)))
        row = new
    return row[-1]
