"""The ground in; references to articles of laws, one entity a group up to its law, out.

A group is read token by token: "čl. 444 st. 3 u vezi st. 1 KZCG" gives the articles
"444(3);444(1)"; lists, ranges and "u vezi" chains stay in one group until a law closes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.entities.mentions import Ground, Mention, clause_start, words_of
from nlp.entities.numerals import number_words
from nlp.marks import Scalar
from nlp.statutes import resolve

# A paragraph's number above this is a new article: "čl. 4 st. 2, 42 i 51"; no article we know of
# has more than 20 paragraphs.
_MOST_PARAGRAPHS = 20
# How far before a reference an offence may be named for "iz čl. 444" to mean the criminal code.
_OFFENCE_REACH = 160
_NUMBER = r"\d{1,4}(?:(?: ?- ?| ?/ ?)?[a-h](?![a-z])(?: ?/ ?\d{1,2})?|/\d{1,2})?(?![\d/])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ref:
    article: str = ""
    paragraph: str = ""
    item: str = ""

    def written(self) -> str:
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        return f"{self.article}{paragraph}{f'[{self.item}]' if self.item else ''}"


@dataclass(slots=True, kw_only=True)
class _Group:
    """What has been read of one group so far; ``level`` says what the next number counts."""

    start: int
    end: int
    level: str = ""
    refs: list[_Ref] = field(default_factory=list)
    pending: _Ref = field(default_factory=_Ref)
    law: str | None = None
    country: str | None = None
    through: bool = False

    def number(self, written: str) -> None:
        """Take a number at the current level."""
        article, paragraph = _split(written)
        if self.refs and article.isdecimal() and int(article) > _MOST_PARAGRAPHS:
            self.level = "article"
        if self.level == "article":
            self._article(article, paragraph)
        else:
            self._part(article)

    def _article(self, article: str, paragraph: str) -> None:
        if self.through and self.refs:
            last = self.refs[-1]
            self.refs[-1] = replace(last, article=f"{last.article}-{article}")
        else:
            part = self.pending.paragraph or paragraph
            self.refs.append(_Ref(article=article, paragraph=part, item=self.pending.item))
        self.pending, self.through = _Ref(), False

    def _part(self, number: str) -> None:
        if not self.refs:
            self.pending = replace(self.pending, **{self.level: number})
            return
        last = self.refs[-1]
        if self.through:
            self.refs[-1] = replace(last, **{self.level: f"{getattr(last, self.level)}-{number}"})
            self.through = False
        elif getattr(last, self.level) or (self.level == "paragraph" and last.item):
            fresh = {"item": ""} if self.level == "paragraph" else {}
            self.refs.append(replace(last, **{**fresh, self.level: number}))
        else:
            self.refs[-1] = replace(last, **{self.level: number})


def find_statute_references(ground: Ground) -> Iterator[Mention]:
    """Yield one STATUTE_REF for each group of articles."""
    opening, token = _patterns(ground.knowledge, ground.languages)
    text = ground.folded.lower
    reached = 0
    for match in opening.finditer(text):
        if match.start() < reached:
            continue
        group = _read_group(ground, token, match)
        if group.refs:
            reached = group.end
            yield Mention(
                label="STATUTE_REF", start=group.start, end=group.end, value=_value(ground, group)
            )


def _read_group(ground: Ground, token: re.Pattern[str], opening: re.Match[str]) -> _Group:
    text = ground.folded.lower
    group = _Group(start=opening.start(), end=opening.start())
    place = opening.start()
    while group.law is None:
        match = token.match(text, place)
        if match is None or match.end() == place:
            break
        kind = match.lastgroup or ""
        if not _take(ground, group, kind, match):
            break
        place = match.end()
    return group


def _take(ground: Ground, group: _Group, kind: str, match: re.Match[str]) -> bool:
    """Let the group take a token; tell whether it goes on."""
    if kind == "number" and group.level:
        group.number(match["number"])
        group.end = match.end("number")
    elif kind == "word" and group.level == "paragraph":
        words = number_words(ground.knowledge, ground.languages)
        group.number(str(words[match["word"]]))
        group.end = match.end()
    elif kind == "bracket" and group.refs:
        group.level = "paragraph"
        group.number(match["bracket"])
        group.level, group.end = "article", match.end()
    elif kind == "dash":
        group.through = True
    elif kind in {"article", "paragraph", "item"}:
        group.level = kind
    elif kind.startswith(("law_", "general")):
        _close(ground, group, kind, match)
    elif kind in {"number", "word", "bracket"}:
        return False
    return True


def _close(ground: Ground, group: _Group, kind: str, match: re.Match[str]) -> None:
    if not group.refs:
        return
    name = match[kind].rstrip()
    start = match.start(kind)
    group.end = start + len(name)
    group.law = kind.removeprefix("law_")
    if kind == "general":
        span = ground.folded.source(start, group.end)
        group.law = " ".join(ground.document.quote(span).split())
    group.country = ground.country
    countries = _countries(ground.knowledge, ground.languages)
    whose = countries.match(ground.folded.lower, group.end)
    if whose is not None:
        group.end, group.country = whose.end(), whose.lastgroup


def _value(ground: Ground, group: _Group) -> dict[str, Scalar]:
    first = group.refs[0]
    law, country = group.law, group.country or ground.country
    if law is None and _offence_before(ground, group.start):
        law = "KZ"
    values: dict[str, Scalar] = {
        "country": country,
        "law": law,
        "article": first.article,
        "paragraph": first.paragraph or None,
        "item": first.item or None,
    }
    article = resolve(values, ground.knowledge)
    values["known"] = article is not None
    values["title"] = article.english if article else None
    values["articles"] = ";".join(ref.written() for ref in group.refs)
    return values


def _offence_before(ground: Ground, place: int) -> bool:
    text = ground.folded.lower
    words = words_of(ground.knowledge, "statutes", "offence_before", ground.languages)
    floor = clause_start(text, place, _OFFENCE_REACH)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)").search(text, floor, place) is not None


def _split(written: str) -> tuple[str, str]:
    compact = written.replace(" ", "")
    match = re.fullmatch(r"(\d+)(?:([-/]?)([a-h]))?(?:/(\d+))?", compact)
    if match is None:
        return compact, ""
    number, joint, letter, paragraph = match.groups()
    return f"{number}{joint or ''}{letter or ''}", paragraph or ""


@lru_cache(maxsize=16)
def _patterns(
    knowledge: Knowledge, languages: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    def words(group: str) -> str:
        return words_of(knowledge, "statutes", group, languages)

    laws = {item.id: item for item in knowledge.phrases}["laws"].groups
    law_groups = "|".join(
        rf"(?P<law_{mark}>{words_of(knowledge, 'laws', mark, languages)})" for mark in laws
    )
    ends = rf"(?=[,.;:()\n\"]| (?:{words('law_end')})(?!\w)|$)"
    general = rf"(?P<general>(?:{words('general_law')}) [a-z][^,.;:()\n\"]{{2,90}}?{ends})"
    numbers = "|".join(sorted(number_words(knowledge, languages), key=lambda w: -len(w)))
    parts = (
        rf"(?:,? ?(?:(?:{words('of')}) )?(?:{law_groups}|{general}))",
        rf"(?P<connection>,? ?(?:{words('connection')})(?: (?:{words('of')}))?)",
        rf"(?: ?(?:{words('of')}) |,? ?(?:(?:{words('and')}) )?)(?P<article>{words('article')})",
        rf",? ?(?:(?:{words('and')}) )?(?P<paragraph>{words('paragraph')})",
        rf",? ?(?:(?:{words('and')}) )?(?P<item>{words('item')})",
        r" ?\((?P<bracket>\d{1,2})\)",
        rf"(?P<dash> ?- ?(?=\d)| (?:{words('range')}) (?=\d|{words('article')}))",
        rf"\.? ?(?:(?: ?, ?| )(?:(?:{words('and')}) ?)?)?(?P<number>{_NUMBER}\)?)",
        rf" (?:(?:i|te|se|e) )?(?P<word>{numbers})(?!\w)",
        r"(?P<stop>\. ?(?=[a-z]))",
    )
    opening = rf"(?<![\w/-])(?:{words('article')}|{words('paragraph')}) ?(?=\d|\w+ \w)"
    return re.compile(opening), re.compile("|".join(rf"(?:{part})" for part in parts))


@lru_cache(maxsize=16)
def _countries(knowledge: Knowledge, languages: tuple[str, ...]) -> re.Pattern[str]:
    groups = {item.id: item for item in knowledge.phrases}["law_countries"].groups
    named = "|".join(
        rf"(?P<{code}>{words_of(knowledge, 'law_countries', code, languages)})" for code in groups
    )
    return re.compile(rf",? ?(?:{named})(?!\w)")
