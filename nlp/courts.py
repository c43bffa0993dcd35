"""Folded text and the countries' court names in; courts, their level and the country out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpora.law import Country, CourtName
from corpora.shapes import Knowledge
from nlp.cues import Cue, compile_cues, cue_pattern, find_cues
from nlp.document import Document, Section
from nlp.fold import Folded
from nlp.language import identify, script_of

Level = Literal["first_instance", "appeal", "supreme", "prosecution"]
# "u Podgorici", "u Bijelom Polju", "na Cetinju"; "Skopje"; "Tirane": a second word belongs to the
# seat only after an adjective's ending, for the judge's name may follow at once.
_SEAT = re.compile(
    r",? (?:(?:u|U|na|NA|vo|VO) )?"
    r"((?:[A-Z][A-Za-z]*(?:[oe]m|[oi]j|im|OM|EM|OJ|IM) |(?:Herceg|HERCEG) )?"
    r"[A-Z][A-Za-z]{2,})(?!\w)"
)
_NO_SEAT = re.compile(r" (?:u|U|na|NA|vo|VO) ")
# The country shows in its signs; more repetitions of one sign prove no more.
_REPEATS = 3
# A sign in the introduction (without one: the first page) is the court's; later ones may quote.
_HEAD, _HEAD_WEIGHT = 2500, 3
_LANGUAGE_WEIGHT = 6
_LANGUAGES = {"mk": "MK", "sq": "AL"}
_SAMPLE = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCourt:
    """A court at the folded range [start, end); ``name`` is its nominative, with its seat."""

    start: int
    end: int
    name: str
    level: Level


def find_courts(
    document: Document, folded: Folded, start: int, end: int, country: Country
) -> tuple[FoundCourt, ...]:
    """Return the courts and prosecution offices of a country named in a folded range, in order."""
    found: list[FoundCourt] = []
    for court, pattern in _court_patterns(country.courts):
        for match in pattern.finditer(folded.lower, start, end):
            found.append(_read(document, folded, court, match))  # noqa: PERF401 (nested loops)
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return tuple(_without_overlaps(found))


def _without_overlaps(found: Sequence[FoundCourt]) -> Iterator[FoundCourt]:
    reached = -1
    for hit in found:
        if hit.start >= reached:
            yield hit
            reached = hit.end


@lru_cache(maxsize=16)
def _court_patterns(
    courts: tuple[CourtName, ...],
) -> tuple[tuple[CourtName, re.Pattern[str]], ...]:
    return tuple(
        (court, re.compile(cue_pattern(form)[0])) for court in courts for form in court.forms
    )


def _read(document: Document, folded: Folded, court: CourtName, match: re.Match[str]) -> FoundCourt:
    source = folded.source(match.start(), match.end())
    cyrillic = script_of(document.quote(source)) == "Cyrl" and court.cyrillic
    name = court.cyrillic if cyrillic else court.name
    seat = _SEAT.match(folded.text, match.end())
    if seat is None or name.split()[-1].endswith(("Gore", "Горе")):
        return FoundCourt(start=match.start(), end=match.end(), name=name, level=court.level)
    place = _title(document.quote(folded.source(seat.start(1), seat.end(1))))
    link = _preposition(document, folded, match.end(), seat)
    return FoundCourt(
        start=match.start(), end=seat.end(), name=f"{name} {link}{place}", level=court.level
    )


def _preposition(document: Document, folded: Folded, start: int, seat: re.Match[str]) -> str:
    if not _NO_SEAT.match(folded.text, start):
        return ""
    return document.quote(folded.source(start + 1, seat.start(1) - 1)).lower().strip() + " "


def _title(place: str) -> str:
    words = " ".join(place.split()).split(" ")
    return " ".join(word.capitalize() if word.isupper() else word for word in words)


def find_country(
    document: Document, sections: Sequence[Section], folded: Folded, knowledge: Knowledge
) -> str | None:
    """Return the ISO code of the country whose court or prosecutor wrote; ``None`` without a sign.

    Its words, the names of its law and gazette, and the language are weighed; a tie is ``None``.
    """
    countries = knowledge.countries
    points = {country.code: 0 for country in countries if country.signs}
    introduction = next((s.span for s in sections if s.kind == "introduction"), None)
    head = folded.place(introduction)[1] if introduction else _HEAD
    for code, cues in _sign_cues(tuple((c.code, c.signs) for c in countries)):
        for cue in cues:
            hits = [hit.start for hit in find_cues((cue,), folded)][:_REPEATS]
            points[code] += sum(_HEAD_WEIGHT if hit < head else 1 for hit in hits)
    native = _LANGUAGES.get(identify(document.text[:_SAMPLE])[0])
    if native in points:
        points[native] += _LANGUAGE_WEIGHT
    best = sorted(points.items(), key=lambda item: -item[1])
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


@lru_cache(maxsize=8)
def _sign_cues(
    signs: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[str, tuple[Cue[str], ...]], ...]:
    return tuple((code, compile_cues([(code, {"": words})])) for code, words in signs if words)
