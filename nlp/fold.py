"""Text in; the same text as plain lower-case-able Latin out, with the exact way back.

Cyrillic becomes Latin, diacritics go, hyphenated line ends close, white space shrinks, page
furniture is left out: so every pattern is written once, in plain letters, for both scripts and
for texts that lost their diacritics. Each folded character knows the original range it came from.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.document import Span

# đ and ђ fold to "dj" because Montenegrin courts write "osudjuje" for "osuđuje".
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "c", "џ": "dz", "ш": "s", "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ѐ": "e", "ѝ": "i",
    "й": "j", "щ": "st", "ъ": "a", "ь": "", "ю": "ju", "я": "ja", "э": "e", "ы": "i", "ё": "e",
    "с́": "s", "з́": "z", "đ": "dj", "ǵ": "gj", "ḱ": "kj", "ł": "l", "ø": "o", "ß": "ss",
    "æ": "ae", "œ": "oe", "ı": "i", "\uf6c5": "b",
}  # fmt: skip
_SIGNS = {
    "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‟": '"', "’": "'", "‘": "'", "‚": "'",
    "ʼ": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...",
    "\xad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    "\x02": "", "\ufffe": "",
}  # fmt: skip
# The second letter of "Lj" in a word of capitals: folded from one letter ("ЉУБА", "ĐORĐE"), or
# written so by a careless transliteration ("LjUBA").
_SMALL_SECOND = re.compile(
    r"(?:(?<=[LN])j|(?<=[DG])[jz]|(?<=K)j)(?=[A-Z])"
    r"|(?:(?<=[A-Z][LNK])j|(?<=[A-Z][DG])[jz])(?![a-z])"
)
_HYPHENS = frozenset("-‐‑\xad\x02\ufffe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text: ``text`` keeps case, ``lower`` does not; both have the same length.

    ``starts[i]`` and ``ends[i]`` bound the original code points of folded character ``i``.
    """

    text: str
    lower: str
    starts: "array[int]"
    ends: "array[int]"

    def source(self, start: int, end: int) -> Span:
        """Return the span of the original that the folded range [start, end) came from."""
        return Span(start=self.starts[start], end=self.ends[end - 1])

    def place(self, span: Span) -> tuple[int, int]:
        """Return the folded range that came from an original span; empty if all was left out."""
        return bisect_left(self.ends, span.start + 1), bisect_left(self.starts, span.end)

    def slice(self, span: Span) -> str:
        """Return the folded, case-keeping text of an original span."""
        start, end = self.place(span)
        return self.text[start:end]


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return one character (or one letter with its combining marks) as plain Latin, case kept."""
    if character.isascii():
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    plain = _LETTERS.get(character.lower())
    if plain is None:
        decomposed = unicodedata.normalize("NFKD", character)
        plain = "".join(
            _LETTERS.get(c.lower(), c) for c in decomposed if not unicodedata.combining(c)
        )
        return plain if plain.isascii() else character
    return plain.capitalize() if character != character.lower() else plain


def fold(text: str, *, skip: Sequence[Span] = (), breaks: Iterable[int] = ()) -> Folded:
    """Fold a text.

    Args:
        text: the original.
        skip: sorted, disjoint spans to leave out (running headers and footers).
        breaks: offsets at which a paragraph starts; white space before them becomes ``\\n``, all
            other white space one blank.

    Returns:
        the folded text and its map back.
    """
    builder = _Builder(text, frozenset(breaks), {span.start: span.end for span in skip})
    position = 0
    for span in skip:
        builder.add(position, span.start)
        position = span.end
    builder.add(position, len(text))
    return builder.finish()


def fold_text(text: str) -> str:
    """Return the folded text alone, in lower case."""
    if _NEEDS_CARE.search(text):
        return fold(text).lower
    # One line without combining marks needs no map back: a tenth of the time.
    return " ".join(text.translate(_TABLE).split()).lower()


class _Table(dict[int, str]):
    """Folds each character once; ``str.translate`` asks for it by its number."""

    def __missing__(self, number: int) -> str:
        self[number] = fold_character(chr(number))
        return self[number]


_TABLE = _Table()
# Line ends may close a hyphen, marks combine with what stands before (or fold to a blank), and what
# lies beyond our scripts is rare enough to be folded letter by letter.
_NEEDS_CARE = re.compile(
    "[^\x00-\xa7\xa9-\xae\xb0-\xb7\xb9-\u02af\u0400-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2016\u2018-\u2027\u2030-\u203d\u20a0-\u20bf]"
    "|[\n\r\v\f\x1c-\x1f\x85]"
)


class _Builder:
    """Collects folded characters with their origins; one use each."""

    def __init__(self, text: str, breaks: frozenset[int], skipped: Mapping[int, int]) -> None:
        self.text = text
        self.breaks = breaks
        self.skipped = skipped
        self.reached = 0
        self.pieces: list[str] = []
        self.starts = array("l")
        self.ends = array("l")
        self.gap_from = -1
        self.gap_breaks = False

    def add(self, start: int, end: int) -> None:
        """Fold the original range [start, end), less what a closed line end took already."""
        text, position = self.text, max(start, self.reached)
        if position == start:
            self._open_gap(start)
        while position < end:
            character = text[position]
            if character.isspace():
                position = self._space(position)
            elif character in _HYPHENS and self._closes_line(position):
                position = self._close_line(position)
            else:
                position = self._letter(position, end)
        self.reached = position

    def _open_gap(self, start: int) -> None:
        if start in self.breaks:
            self.gap_breaks = True
        if start > 0 and self.gap_from < 0 and self.pieces:
            self.gap_from = start

    def _space(self, position: int) -> int:
        if self.gap_from < 0:
            self.gap_from = position
        if position + 1 in self.breaks:
            self.gap_breaks = True
        return position + 1

    def _letter(self, position: int, end: int) -> int:
        stop = position + 1
        while stop < end and unicodedata.combining(self.text[stop]):
            stop += 1
        cluster = self.text[position:stop]
        if len(cluster) > 1:
            cluster = unicodedata.normalize("NFC", cluster)
        plain = fold_character(cluster)
        if plain:
            self._flush_gap(position)
            for letter in plain:
                self._put(letter, position, stop)
        return stop

    def _flush_gap(self, position: int) -> None:
        breaks = self.gap_breaks or position in self.breaks
        if self.pieces and (self.gap_from >= 0 or breaks):
            start = self.gap_from if 0 <= self.gap_from < position else max(position - 1, 0)
            self._put("\n" if breaks else " ", start, position)
        self.gap_from, self.gap_breaks = -1, False

    def _put(self, letter: str, start: int, end: int) -> None:
        self.pieces.append(letter)
        self.starts.append(start)
        self.ends.append(end)

    def _closes_line(self, position: int) -> bool:
        """Tell whether a word runs on from the hyphen here, over the line's end."""
        after, text = self._after_line_end(position), self.text
        if after == position + 1 or after >= len(text) or position == 0:
            return False
        before, letter = self._letter_before(position), text[after]
        return (
            (before.isalpha() or before.isdecimal())
            and letter.isalpha()
            and letter == letter.lower()
            and not any(place in self.breaks for place in range(position + 1, after + 1))
        )

    def _letter_before(self, position: int) -> str:
        """Return the letter before a place, past the marks that combine with it."""
        before = position - 1
        while before > 0 and unicodedata.combining(self.text[before]):
            before -= 1
        return self.text[before]

    def _close_line(self, position: int) -> int:
        """Go to where the word runs on; after a digit ("418-а") the hyphen is its own and stays."""
        if self._letter_before(position).isdecimal():
            self._letter(position, position + 1)
        return self._after_line_end(position)

    def _after_line_end(self, position: int) -> int:
        """Return the place after the line's end and furniture that follow a hyphen, if they do."""
        text, after, newline = self.text, position + 1, False
        while after < len(text):
            if after in self.skipped:
                after = self.skipped[after]
            elif text[after].isspace():
                newline = newline or text[after] in "\n\r"
                after += 1
            else:
                break
        return after if newline else position + 1

    def finish(self) -> Folded:
        text = _SMALL_SECOND.sub(lambda letter: letter[0].upper(), "".join(self.pieces))
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return Folded(text=text, lower=lower, starts=self.starts, ends=self.ends)
