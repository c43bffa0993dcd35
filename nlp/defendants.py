"""The introduction and operative part of a document in; the names of its defendants out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.cues import Cue, compile_cues, find_cues
from nlp.document import Document, Section, Span
from nlp.fold import Folded

_UPPER = "A-ZŠĐČĆŽËÇА-ЯЉЊЏЃЌЅЈЂЋ"
_LOWER = "a-zšđčćžëçа-яљњџѓќѕјђћ"
# "K.E.", "M. S.", "O.. Ž..", "I. Lj.", "M.LJ.", "R. R", and the "a" of "M. S.a"; "AA", "ББ".
_DOTS = r"\s?[.…]{1,5}"
_INITIAL = rf"[{_UPPER}](?:[jJžŽ](?=\s?\.))?"
_INITIALS = rf"{_INITIAL}{_DOTS}(?:[\s-]{{0,2}}{_INITIAL}{_DOTS}){{0,3}}(?:\s[{_UPPER}](?!\w))?"
_DOUBLED = rf"(?P<letter>[{_UPPER}])(?P=letter)(?!\w)"
_FULL = rf"[{_UPPER}][{_LOWER}]+(?:[\s-]+[{_UPPER}][{_LOWER}]+){{1,3}}"
_LOUD = rf"[{_UPPER}]{{2,}}(?:[\s-]+(?!JMB|ЈМБ)[{_UPPER}]{{2,}}){{1,3}}"
_BARE = rf"[{_UPPER}] [{_UPPER}](?!\w)"
_NAME = rf"(?P<name>{_INITIALS}|{_DOUBLED}|{_FULL}|{_LOUD}|{_BARE})"
# The role may be followed by a number and one more word: okrivljenog maloljetnog M. M.
_AFTER_ROLE = re.compile(
    rf"[\s:,–-]{{0,4}}(?:[{_LOWER}]{{2,14}}\s)?(?:\(?\d{{1,2}}\s?[.)]\s?)?{_NAME}"
)
_LISTED = re.compile(rf"\n\s*\d{{1,2}}\s?[.)]\s*{_NAME},")
# Where no facts are found, the personal data fill about the first page of an operative part.
_PERSONAL_DATA = 2500


def find_defendants(
    document: Document, folded: Folded, sections: Sequence[Section], words: Sequence[str]
) -> tuple[str, ...]:
    """Return the defendants' names or initials as written, each once.

    The operative part names them in the nominative and goes first; the introduction adds who is
    missing there. White space is evened out.

    Args:
        words: cues for "the accused" in all cases.
    """
    spans = {section.kind: section.span for section in sections}
    operative, facts = spans.get("operative_part"), spans.get("facts")
    names: list[str] = []
    if operative is not None:
        stop = operative.start + _PERSONAL_DATA if facts is None else facts.start
        names = _named(document, folded, (operative.start, min(stop, operative.end)), words)
    if not names:
        end = spans["introduction"].end if "introduction" in spans else _PERSONAL_DATA
        names = _named(document, folded, (0, min(end, len(document.text))), words)
    return tuple(_unique(names))


def _unique(names: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        key = re.sub(r"\W", "", name).casefold()
        if key not in seen:
            seen.add(key)
            yield name


def _named(
    document: Document, folded: Folded, source: tuple[int, int], words: Sequence[str]
) -> list[str]:
    start, end = source
    if end <= start:
        return []
    first, last = folded.place(Span(start=start, end=end))
    found: dict[int, str] = {}
    for hit in find_cues(_cues(tuple(words)), folded, first, last):
        match = _AFTER_ROLE.match(document.text, folded.ends[hit.end - 1], end)
        if match is not None:
            found[match.start("name")] = match["name"]
    if found:
        listed = _LISTED.finditer(document.text, min(found), end)
        found.update({match.start("name"): match["name"] for match in listed})
    return [" ".join(name.split()) for _, name in sorted(found.items())]


@lru_cache(maxsize=16)
def _cues(words: tuple[str, ...]) -> tuple[Cue[str], ...]:
    return compile_cues([("defendant", {"": words})])
