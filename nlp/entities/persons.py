"""The ground in; persons with role and one name each, in every mention, out."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.cues import cue_pattern
from nlp.entities.columns import part_columns
from nlp.entities.coreference import Sighting, link
from nlp.entities.mentions import Ground, Mention, words_of
from nlp.entities.names import Lexicon, Name, halved, lexicon, read_name

_CAPITAL = re.compile(r"(?<![\w.])(?<!\w-)[A-Z](?=[a-z.]|[A-Z]{2})")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
# "Kt. br. 12/20", "K.S. 3/21": what looks like initials is a register.
_REGISTER = re.compile(r" ?-? ?(?:br[. ]|broj|\d+ ?/|nr\.)", re.IGNORECASE)
_SIGNING = frozenset({"clerk", "judge_presiding", "judge_member"})
_BETWEEN_OFFICES = re.compile(r"[ ,:\n\t-]*")
_BETWEEN_NAMES = re.compile(r"[ ,.:;\n\t_-]*(?:[sS] ?\. ?[rR]\.?[ ,.\n\t]*)?")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# The personal data of one accused, up to the next number of the list, fill about ten lines.
_ITEM_REACH = 800
# Officials are named by their office; a single capital after it is its place, not a person.
_NEVER_SINGLE = frozenset(
    {"judge_presiding", "judge_member", "clerk", "prosecutor", "other_person"}
)


def find_persons(ground: Ground) -> Iterator[Mention]:
    """Yield PERSON mentions: led by role words, known by their shape, or named before."""
    ground = replace(ground, folded=part_columns(ground.document, ground.folded))
    words = lexicon(ground.knowledge, ground.languages)
    pattern, roles = _role_pattern(ground.knowledge, ground.languages)
    cues = list(pattern.finditer(ground.folded.lower))
    led = {
        **dict(_introductions(ground, words, cues, roles)),
        **dict(_signatures(ground, words, cues, roles)),
    }
    unled = _unled(ground, words, led, {cue.start() for cue in cues})
    proposed = {m.start: m for m in ground.proposed if m.label == "PERSON"}
    named = [_as_sighting(mention, ground, words) for mention in proposed.values()]
    sightings = sorted((*led.values(), *unled, *named), key=lambda s: (s.name.start, -s.name.end))
    sightings = _with_roles_behind(ground, sightings, cues, roles)
    for sighting, role, name in link(_disjoint(sightings), ground, words):
        proposal = proposed.get(sighting.name.start)
        yield Mention(
            label="PERSON",
            start=sighting.name.start,
            end=sighting.name.end,
            # What words say of a person counts more than what the tagger feels.
            role=role or (proposal.role if proposal else None),
            value={"name": name},
            maker=proposal.maker if proposal else None,
        )


def _as_sighting(mention: Mention, ground: Ground, words: Lexicon) -> Sighting:
    """Return a proposed person as a name, read by its shape where it has one."""
    text = ground.folded.text
    name = read_name(text, mention.start, words, led=True)
    if name is None or name.end != mention.end:
        tokens = tuple(text[mention.start : mention.end].split())
        name = Name(start=mention.start, end=mention.end, tokens=tokens, initials=False)
    return Sighting(name=name, role=None)


def _disjoint(sightings: list[Sighting]) -> list[Sighting]:
    kept: list[Sighting] = []
    for sighting in sightings:
        if not kept or sighting.name.start >= kept[-1].name.end:
            kept.append(sighting)
        elif kept[-1].role is None and sighting.role is not None:
            # "GUILTY ARE I. Marko N.": the list's number is no initial.
            kept[-1] = sighting
    return kept


def _introductions(
    ground: Ground, words: Lexicon, cues: Sequence[re.Match[str]], roles: Mapping[str, str]
) -> Iterator[tuple[int, Sighting]]:
    gap, _ = _gap(ground.knowledge, ground.languages)
    for cue in cues:
        role = roles[cue.lastgroup or ""]
        between = gap.match(ground.folded.lower, cue.end())
        place = between.end() if between else cue.end()
        number = between["number"] if between else None
        for name in _items(ground, words, place, number):
            if not _may_be(role, name):
                break
            yield name.start, Sighting(name=name, role=role)


def _items(ground: Ground, words: Lexicon, place: int, number: str | None) -> Iterator[Name]:
    """Yield the names at a place; of a numbered list ("1. M. N., born …; 2. P. R., …") all."""
    names = list(_chained(ground, words, place))
    initials = bool(names) and names[0].initials
    while names and names[0].initials == initials:
        yield from names
        number = _after(number)
        if number is None:
            return
        item = re.compile(rf"[;,.:\n] ?{number} ?[.)] ?").search(
            ground.folded.lower, names[-1].end, names[-1].end + _ITEM_REACH
        )
        names = list(_chained(ground, words, item.end())) if item else []


def _chained(ground: Ground, words: Lexicon, place: int) -> Iterator[Name]:
    """Yield the names that follow one another, joined by commas and "and"."""
    text = ground.folded.text
    _, chain = _gap(ground.knowledge, ground.languages)
    for _ in range(12):  # more names than this in one list are a table, not a sentence
        name = read_name(text, place, words, led=True)
        if name is None or _is_register(text, name):
            return
        yield name
        joint = chain.match(ground.folded.lower, name.end)
        if joint is None:
            return
        place = joint.end()


def _after(number: str | None) -> str | None:
    """Return the number of the next item of a list, as the list writes its numbers."""
    if number is None or number.isdigit():
        return str(int(number) + 1) if number else None
    place = _ROMAN.index(number) + 1 if number in _ROMAN else len(_ROMAN)
    return _ROMAN[place] if place < len(_ROMAN) else None


def _signatures(
    ground: Ground, words: Lexicon, cues: Sequence[re.Match[str]], roles: Mapping[str, str]
) -> Iterator[tuple[int, Sighting]]:
    """Yield the names under the offices of a row: "Zapisničar, Sudija, M. N. s.r. P. R. s.r."."""
    text = ground.folded.text
    for offices, end in _rows_of_offices(text, cues, roles):
        place = end
        for office in offices:
            gap = _BETWEEN_NAMES.match(text, place)
            place = gap.end() if gap else place
            name = read_name(text, place, words, led=True)
            if name is None:
                break
            name = halved(name, text)
            yield name.start, Sighting(name=name, role=office)
            place = name.end


def _rows_of_offices(
    text: str, cues: Sequence[re.Match[str]], roles: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the offices named side by side, left to right, and where the last one ends.

    "Predsednik veća - sudija" is one office; two equal ones part only at a column.
    """
    row: list[str] = []
    end = 0
    for cue in cues:
        office = roles[cue.lastgroup or ""]
        joined = bool(row) and _BETWEEN_OFFICES.fullmatch(text, end, cue.start()) is not None
        if not joined or office not in _SIGNING:
            if len(row) > 1:
                yield tuple(row), end
            row = []
        if office in _SIGNING:
            if not row or row[-1] != office or "\t" in text[end : cue.start()]:
                row.append(office)
            end = cue.end()
    if len(row) > 1:
        yield tuple(row), end


def _with_roles_behind(
    ground: Ground,
    sightings: Sequence[Sighting],
    cues: Sequence[re.Match[str]],
    roles: Mapping[str, str],
) -> list[Sighting]:
    """Give names without a role the one that follows: "M. N., kao zapisničar", "M. N., sudija"."""
    named = {sighting.name.start for sighting in sightings}
    behind = {
        cue.start(): role
        for cue in cues
        for role in [roles[cue.lastgroup or ""]]
        # "M. N., od oca P.": the words lead the father's name and say nothing of M. N.
        if role != "family_member" or cue.end() + 1 not in named
    }
    words = words_of(ground.knowledge, "persons", "as", ground.languages)
    joint = re.compile(rf",?(?: -)? (?:(?P<as>{words}) )?(?:suda )?")
    done = []
    for sighting in sightings:
        match = joint.match(ground.folded.lower, sighting.name.end)
        role = behind.get(match.end()) if match else None
        if role is not None and match is not None and (match["as"] or sighting.role is None):
            done.append(replace(sighting, role=role))
        else:
            done.append(sighting)
    return done


def _may_be(role: str, name: Name) -> bool:
    return not (name.initials and len(name.tokens) == 1 and role in _NEVER_SINGLE)


def _unled(
    ground: Ground, words: Lexicon, led: Mapping[int, Sighting], cues: Container[int]
) -> Iterator[Sighting]:
    text = ground.folded.text
    reached = 0
    for match in _CAPITAL.finditer(text):
        if match.start() in led:
            reached = led[match.start()].name.end
        if match.start() < reached:
            continue
        first = _FIRST_WORD.match(text, match.start())
        # "Gjyqtarja Arta L.": the role word itself is no name, unless it is one ("Sinan", "Brat").
        if match.start() in cues and not (first and words.is_given(first[0])):
            continue
        name = read_name(text, match.start(), words, led=False)
        if name is not None and not _is_register(text, name):
            reached = name.end
            yield Sighting(name=name, role=None)


def _is_register(text: str, name: Name) -> bool:
    return name.initials and _REGISTER.match(text, name.end) is not None


@lru_cache(maxsize=16)
def _role_pattern(
    knowledge: Knowledge, languages: tuple[str, ...]
) -> tuple[re.Pattern[str], dict[str, str]]:
    cues = {
        (cue, role.id)
        for role in knowledge.roles
        for language in languages
        for cue in role.words.get(language, ())
    }
    ordered = sorted(cues, key=lambda pair: (-len(pair[0].split()), -len(pair[0]), pair))
    roles = {f"c{index}": role for index, (_, role) in enumerate(ordered)}
    parts = [f"(?P<c{index}>{_bare(cue)})" for index, (cue, _) in enumerate(ordered)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})"), roles


def _bare(cue: str) -> str:
    return cue_pattern(cue)[0].removeprefix(r"(?<!\w)")


@lru_cache(maxsize=16)
def _gap(
    knowledge: Knowledge, languages: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    filler = words_of(knowledge, "persons", "filler", languages)
    office = words_of(knowledge, "persons", "office_place", languages)
    joint = words_of(knowledge, "statutes", "and", languages)
    place = rf"(?:(?:{office}) (?=[a-z]\.|[a-z]+ [a-z]))?"
    gap = rf"[ :,;\n\"-]{{1,4}}(?:(?:{filler})[ ,:-]+){{0,4}}{place}"
    gap += r"(?:(?P<number>\d{1,2}|[ivx]{1,4}) ?[.)] ?)?"
    chain = rf"(?:,| (?:{joint}))(?: (?:{filler}))? "
    return re.compile(gap), re.compile(chain)
