"""Sightings of names in text order in; each with the role and the name of its person out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.document import SectionKind
from nlp.entities.mentions import Ground, words_of
from nlp.entities.names import Lexicon, Name
from nlp.fold import fold_text

_CAPITALISED = re.compile(r"(?<![\w.])[A-Z](?:[a-z]{2,}|[A-Z]{2,})(?!\w)")
# The endings of base forms that may be put back, with the Cyrillic letter.
_VOWELS = {"": "", "a": "а", "e": "е", "i": "и", "o": "о", "u": "у"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A name with the role of the word that leads it, if one does."""

    name: Name
    role: str | None


@dataclass(slots=True, kw_only=True)
class _Person:
    """What is known of one person while the document is read."""

    stems: set[str]
    names: list[Name] = field(default_factory=list)
    roles: list[tuple[int, SectionKind | None, str]] = field(default_factory=list)


def link(
    sightings: Sequence[Sighting], ground: Ground, words: Lexicon
) -> Iterator[tuple[Sighting, str | None, str]]:
    """Yield each sighting, and each later surname alone, with its person's role and name.

    A mention without a role word takes the nearest role its person has in the same section,
    else the nearest before it, else the first.
    """
    persons: list[_Person] = []
    of: list[tuple[Sighting, _Person]] = []
    for sighting in sightings:
        person = _find_person(sighting.name, persons, words)
        person.names.append(sighting.name)
        if sighting.role is not None:
            place = sighting.name.start
            person.roles.append((place, ground.section_at(place), sighting.role))
        of.append((sighting, person))
    of.extend(_surnames_alone(of, persons, ground, words))
    shown = {id(person): _show(person, ground, words) for person in persons}
    for sighting, person in sorted(of, key=lambda pair: pair[0].name.start):
        role = sighting.role or _role_at(person, sighting.name.start, ground)
        yield sighting, role, shown[id(person)]


def _find_person(name: Name, persons: list[_Person], words: Lexicon) -> _Person:
    stems = {name.key} if name.initials else {words.stem(token) for token in name.tokens}
    # One initial alone may be anybody: it never joins.
    lonely = name.initials and len(name.tokens) == 1
    for person in reversed(persons) if not lonely else ():
        if stems <= person.stems or (len(person.stems) > 1 and person.stems <= stems):
            person.stems |= stems
            return person
    fresh = _Person(stems=set() if lonely else stems)
    persons.append(fresh)
    return fresh


def _surnames_alone(
    of: Sequence[tuple[Sighting, _Person]],
    persons: Sequence[_Person],
    ground: Ground,
    words: Lexicon,
) -> Iterator[tuple[Sighting, _Person]]:
    owners: dict[str, list[_Person]] = {}
    for person in persons:
        for stem in person.stems:
            if len(stem) > 3 and not stem.isupper() and stem not in words.given:
                owners.setdefault(stem, []).append(person)
    if not owners:
        return
    before_place = _before_place(ground)
    taken = {place for s, _ in of for place in range(s.name.start, s.name.end)}
    for match in _CAPITALISED.finditer(ground.folded.text):
        known = owners.get(words.stem(match[0]))
        if not known or match.start() in taken or match[0].lower() in words.never:
            continue
        # The longest such word is a few letters: what lies further back decides nothing.
        if not before_place.search(ground.folded.lower[max(0, match.start() - 8) : match.start()]):
            person = _nearest_before(known, match.start())
            name = Name(start=match.start(), end=match.end(), tokens=(match[0],), initials=False)
            yield Sighting(name=name, role=None), person


def _before_place(ground: Ground) -> re.Pattern[str]:
    words = words_of(ground.knowledge, "persons", "place_follows", ground.languages)
    return re.compile(rf"(?<!\w)(?:{words})[ \t]$")


def _nearest_before(persons: Sequence[_Person], place: int) -> _Person:
    def distance(person: _Person) -> int:
        before = [place - name.start for name in person.names if name.start <= place]
        return min(before, default=10**9)

    return min(persons, key=distance)


def _role_at(person: _Person, place: int, ground: Ground) -> str | None:
    if not person.roles:
        return None
    section = ground.section_at(place)

    def order(entry: tuple[int, SectionKind | None, str]) -> tuple[bool, bool, int]:
        where, its_section, _ = entry
        return its_section != section, where > place, abs(place - where)

    return min(person.roles, key=order)[2]


def _show(person: _Person, ground: Ground, words: Lexicon) -> str:
    """Return the person's name as the text writes it, in the base form as far as it shows."""
    names = [name for name in person.names if len(name.tokens) > 1] or person.names
    if names[0].initials:
        return " ".join(f"{letter}." for letter in _source_tokens(names[0], ground))
    forms: dict[str, Counter[str]] = {}
    for name in names:
        for token, written in zip(name.tokens, _source_tokens(name, ground), strict=False):
            forms.setdefault(words.stem(token), Counter())[written] += 1
    first = names[0]
    return " ".join(_base_form(forms[words.stem(token)], words) for token in first.tokens)


def _base_form(forms: "Counter[str]", words: Lexicon) -> str:
    """Return the best form seen, with its case ending exchanged for the base form's."""

    def order(form: str) -> tuple[bool, int, int]:
        return fold_text(form) not in words.bases, len(form), -forms[form]

    best = min(forms, key=order)
    best = best.title() if best.isupper() and len(best) > 2 else best
    if "." in best or fold_text(best) in words.bases:
        return best
    surname = re.match(r"(.+?(?:ić|ић))(?:a|e|u|i|em|ем|а|е|у|и)$", best)
    if surname or words.surnames.search(fold_text(best)):
        return surname[1] if surname else best
    base = words.base_of(fold_text(best))
    common = _common_start(base, fold_text(best))
    tail = base[len(common) :]
    if not base or len(fold_text(best)) - len(common) > 2 or tail not in _VOWELS:
        return best
    kept = best[: len(best) - (len(fold_text(best)) - len(common))]
    return kept + (tail if best[0].isascii() or tail == "" else _VOWELS[tail])


def _common_start(left: str, right: str) -> str:
    length = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    return left[:length]


def _source_tokens(name: Name, ground: Ground) -> list[str]:
    quote = ground.document.quote(ground.folded.source(name.start, name.end))
    if not name.initials:
        return re.sub(r"\([^)]*\)", " ", re.sub(r"-\s+", "-", quote)).split()
    letters = re.findall(r"[^\W\d_](?:[jJ](?=\.))?", quote)
    return [letter for letter in letters if letter[0].isupper()]
