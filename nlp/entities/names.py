"""Folded text in; the shape, the case-free stem and the kind of personal names out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.entities.mentions import words_of
from nlp.fold import fold_text

_INITIAL = r"[A-Z](?:[jJzZhH](?=\.))?\.{1,3}"
# "A.M.a": judgments glue case endings to initials; "M. M": the last dot is often lost.
INITIALS = rf"(?:{_INITIAL}[ -]?){{1,3}}(?:{_INITIAL}|[A-Z](?![\w.]))(?:-?[a-z]{{1,3}}(?![\w.]))?"
_SINGLE = rf"{_INITIAL}(?:-?[a-z]{{1,3}}(?![\w.]))?"
# Only after a role word: "AA", "BB-u", "J M", "BN.".
_CODE = r"(?:(?P<twin>[A-Z])(?P=twin)(?:-?[a-z]{1,3})?|[A-Z] [A-Z](?!\.)|[A-Z]{2}(?=\.))(?!\w)"
_WORD = r"[A-Z][a-z]+(?:- ?[A-Z][a-z]+)?(?![\w])|[A-Z]{3,}(?:-[A-Z]{3,})?(?!\w)"
_TOKEN = re.compile(rf"(?P<word>{_WORD})|(?P<initial>{_INITIAL}(?![a-z]))")
_MIDDLE = re.compile(r" \([A-Z][a-z]+\)(?= [A-Z])")
_ALL_INITIALS = re.compile(INITIALS)
_ONE_INITIAL = re.compile(_SINGLE)
_TWIN = re.compile(_CODE)
# "Viši sud u Primeru Kt 112/2018": a register and its number end a name.
_NUMBERED = re.compile(r"\.? ?(?:br\. ?|broj |nr\. ?|no\. ?)?\d+ ?/ ?\d", re.IGNORECASE)
# Given name, middle name and a double surname written apart.
_MOST_TOKENS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name's folded range, its tokens as written, and whether it is all initials."""

    start: int
    end: int
    tokens: tuple[str, ...]
    initials: bool

    @property
    def key(self) -> str:
        """Initials in fixed order ("ME" for "E. M."), empty for written-out names."""
        if not self.initials:
            return ""
        return "".join(sorted(re.findall(r"[A-Z][jzh]?", " ".join(self.tokens))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Names known to some language: stems of given names, surname endings, words never names."""

    given: frozenset[str]
    bases: frozenset[str]
    base_by_stem: Mapping[str, str]
    surnames: re.Pattern[str]
    endings: tuple[str, ...]
    never: frozenset[str]
    not_initials: re.Pattern[str]

    def stem(self, word: str) -> str:
        """Return a word without its case ending: the same for Petrović, Petrovića, Petroviću."""
        return strip_ending(word.lower(), self.endings)

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a known given name, in any case."""
        return self.stem(word) in self.given

    def base_of(self, word: str) -> str:
        """Return the base form of a given name in an oblique case, or an empty string."""
        return self.base_by_stem.get(self.stem(word), "")

    def knows(self, word: str) -> bool:
        """Tell whether a word is a known given name or ends like a surname."""
        return self.is_given(word) or self.surnames.search(word.lower()) is not None


def strip_ending(word: str, endings: tuple[str, ...]) -> str:
    """Return the word without its longest ending that leaves three letters, fleeting a dropped."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
            break
    # Aleksandar, Aleksandra: the a before the last consonant comes and goes.
    return re.sub(r"a([^aeiou])$", r"\1", word) if len(word) > 3 else word


@lru_cache(maxsize=8)
def lexicon(knowledge: Knowledge, languages: tuple[str, ...]) -> Lexicon:
    """Return the lexicon of some languages; given names are shared by all of them."""
    ours = [names for names in knowledge.names if names.language in languages]
    endings = {fold_text(e) for names in ours for e in names.case_endings}
    ordered = tuple(sorted(endings, key=lambda ending: -len(ending)))
    bases = frozenset(fold_text(name) for names in knowledge.names for name in names.given)
    own = {fold_text(name) for names in ours for name in names.given}
    surnames = {fold_text(e) for names in knowledge.names for e in names.surname_endings}
    tails = "|".join(sorted(surnames, key=lambda e: -len(e)))
    not_initials = words_of(knowledge, "persons", "not_initials", languages)
    return Lexicon(
        given=frozenset(strip_ending(name, ordered) for name in bases),
        bases=bases,
        # Of Dragan and Dragana the longer comes first, so the shorter stays.
        base_by_stem={
            strip_ending(name, ordered): name for name in sorted(own, key=lambda n: (-len(n), n))
        },
        surnames=re.compile(rf"[a-z]{{3}}(?:{tails})(?:[aeiu]|em|om|eva|evu|in|it)?$"),
        endings=ordered,
        never=frozenset(fold_text(word) for names in knowledge.names for word in names.never),
        not_initials=re.compile(rf"(?:{not_initials})(?![\w.])"),
    )


def read_name(text: str, place: int, words: Lexicon, *, led: bool) -> Name | None:
    """Return the name that starts at a folded place, or ``None``.

    Args:
        text: folded text with case.
        place: where the name must start.
        words: the lexicon.
        led: a role word stands before; then single initials, codes ("AA") and names of two
            unknown capitalised words count too.
    """
    initials = _ALL_INITIALS.match(text, place)
    if initials and (led or not words.not_initials.match(initials[0].lower())):
        after = text[initials.end() : initials.end() + 24]
        joined = re.match(r" ?[A-Z][a-z]{2,}", after)
        if joined is None or not words.knows(joined[0].strip()):
            return _as_initials(initials)
    for pattern in (_TWIN, _ONE_INITIAL) if led else ():
        match = pattern.match(text, place)
        if match and not re.match(r" [A-Z][a-z]+", text[match.end() : match.end() + 12]):
            return _as_initials(match)
    return _written_out(text, place, words, led=led)


def halved(name: Name, text: str) -> Name:
    """Return the first two of four written-out tokens: two names stand side by side."""
    if name.initials or len(name.tokens) < 3:
        return name
    parts = list(re.finditer(r"[^ ]+", text[name.start : name.end]))
    end = name.start + parts[1].end()
    return Name(start=name.start, end=end, tokens=name.tokens[:2], initials=False)


def _as_initials(match: re.Match[str]) -> Name:
    letters = re.findall(r"[A-Z](?:[jJzZhH](?=\.))?", match[0])
    tokens = tuple(letter.capitalize() for letter in letters)
    return Name(start=match.start(), end=match.end(), tokens=tokens, initials=True)


def _written_out(text: str, place: int, words: Lexicon, *, led: bool) -> Name | None:
    tokens: list[str] = []
    end = place
    while len(tokens) < _MOST_TOKENS:
        match = _TOKEN.match(text, end + 1 if tokens else end)
        if match is None or (tokens and text[end : end + 1] != " "):
            break
        if match[0].lower() in words.never or (match["word"] and _is_heading(match[0], words)):
            break
        if _NUMBERED.match(text, match.end()):
            break
        tokens.append(match[0])
        end = match.end()
        middle = _MIDDLE.match(text, end)
        end = middle.end() if middle and len(tokens) == 1 else end
    written = [token for token in tokens if not token.endswith(".")]
    known = [token for token in written if words.knows(token)]
    enough = bool(known) if len(tokens) > 1 or led else False
    if not (enough or (led and len(tokens) > 1 and written)):
        return None
    return Name(start=place, end=end, tokens=tuple(tokens), initials=False)


def _is_heading(word: str, words: Lexicon) -> bool:
    return word.isupper() and not all(words.knows(part) for part in word.split("-"))
