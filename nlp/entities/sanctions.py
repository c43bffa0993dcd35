"""The ground in; sanctions with their kind and length out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.clauses import Range, sentence_around, sentence_starts
from nlp.compiled import once_per_knowledge
from nlp.entities.mentions import Ground, Mention, clause_start, words_of
from nlp.entities.numerals import AMOUNT, number_words, read_amount
from nlp.fold import fold_text
from nlp.marks import Values

# "USLOVNU OSUDU" on a line of its own, perhaps with "izriče", leads in the sanction below it.
_LONGEST_HEADING = 60
# A range the law threatens ("zatvorom od 1 do 10 godina") is no sanction of this judgment.
_THREAT_BEFORE = 30


def find_sanctions(ground: Ground) -> Iterator[Mention]:
    """Yield SENTENCE with ``kind``, ``months``, ``days`` and ``suspended``.

    Kinds are ``prison life house_arrest community_work fine``; a fine also has ``amount``, work
    has ``hours``. Lengths in words count too: "dvije godine i šest mjeseci" is 30 months.
    """
    text = ground.folded
    starts = sentence_starts(text, _abbreviations(ground.knowledge))
    matches = list(_pattern(ground.knowledge, ground.languages).finditer(text.lower))
    for index, match in enumerate(matches):
        parts = {key: text for key, text in match.groupdict().items() if text}
        if _is_threat(ground, match):
            continue
        value = _read(ground, parts)
        if value is not None:
            sentence = sentence_around(starts, match.start(), len(text.lower))
            own = _own_part(sentence, matches, index)
            suspended = _is_suspended(ground, match, own, starts)
            yield Mention(
                label="SENTENCE",
                start=match.start(),
                end=match.end(),
                value={**value, "suspended": suspended},
            )


@once_per_knowledge
def _abbreviations(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(
        fold_text(word).rstrip(".") for item in knowledge.languages for word in item.abbreviations
    )


def _own_part(sentence: Range, matches: Sequence[re.Match[str]], index: int) -> Range:
    """Return the sentence less what belongs to the sanctions before and after this one."""
    before = matches[index - 1].end() if index else 0
    after = matches[index + 1].start() if index + 1 < len(matches) else sentence.end
    return Range(start=max(sentence.start, before), end=min(sentence.end, after))


def _read(ground: Ground, parts: Mapping[str, str]) -> Values | None:
    if "life" in parts:
        return {"kind": "life", "months": None, "days": None}
    if "fine_amount" in parts:
        amount = read_amount(parts["fine_amount"])
        return {"kind": "fine", "months": None, "days": None, "amount": amount}
    if "community_work" in parts:
        hours = _count(ground, parts["hours"])
        return {"kind": "community_work", "months": None, "days": None, "hours": hours}
    lengths = dict.fromkeys(("year", "month", "day"), 0)
    for key, text in parts.items():
        unit = key.rstrip("_123")
        if unit in lengths:
            count = _count(ground, text)
            if count is None:
                return None
            lengths[unit] += count
    if lengths == {"year": 0, "month": 0, "day": 1}:
        return None  # "one day of prison for each 25 euros" converts a fine
    kind = "house_arrest" if "house_arrest" in parts else "prison"
    months = 12 * lengths["year"] + lengths["month"]
    return {"kind": kind, "months": months, "days": lengths["day"]}


def _count(ground: Ground, written: str) -> int | None:
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    return number_words(ground.knowledge, ground.languages).get(written)


def _is_threat(ground: Ground, match: re.Match[str]) -> bool:
    text = ground.folded.lower
    words = words_of(ground.knowledge, "sanctions", "never", ground.languages)
    floor = clause_start(text, match.start(), _THREAT_BEFORE)
    before = re.search(rf"(?<!\w)(?:{words})(?:,| \w+)? ?$", text[floor : match.start()])
    return before is not None


def _is_suspended(ground: Ground, match: re.Match[str], own: Range, starts: Sequence[int]) -> bool:
    """Tell whether the sanction's own clause, its heading or the next sentence suspends it.

    "A is sentenced to a year, while B gets a suspended sentence" suspends nothing of A's, and a
    suspended sentence that is revoked is no longer one.
    """
    words = _suspension(ground.knowledge, ground.languages)
    text = ground.folded.lower
    turns = [turn.span() for turn in words.turn.finditer(text, own.start, own.end)]
    start = max((end for _, end in turns if end <= match.start()), default=own.start)
    end = min((begin for begin, _ in turns if begin >= match.end()), default=own.end)
    before = text[start : match.start()]
    if words.revoked.search(before):
        return False
    return bool(
        words.suspended.search(before)
        or words.suspended.search(text, match.start(), end)
        or words.suspended.search(_heading_above(text, own.start))
        or words.unexecuted.search(_next_sentence(text, own.end, starts))
    )


def _heading_above(text: str, start: int) -> str:
    """Return the short line above the one that a sentence begins, or nothing."""
    if start == 0 or text[start - 1] != "\n":
        return ""
    line = text[text.rfind("\n", 0, start - 1) + 1 : start - 1]
    return line if len(line) <= _LONGEST_HEADING else ""


def _next_sentence(text: str, end: int, starts: Sequence[int]) -> str:
    """Return the sentence that follows in the same paragraph, or nothing."""
    index = bisect_left(starts, end)
    if text[end - 1 : end] == "\n" or index == len(starts) or starts[index] != end:
        return ""
    return text[end : starts[index + 1] if index + 1 < len(starts) else len(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suspension:
    """How a sanction is suspended, how that is revoked, and how another person's clause begins."""

    suspended: re.Pattern[str]
    unexecuted: re.Pattern[str]
    revoked: re.Pattern[str]
    turn: re.Pattern[str]


@lru_cache(maxsize=16)
def _suspension(knowledge: Knowledge, languages: tuple[str, ...]) -> _Suspension:
    def compiled(*groups: str) -> re.Pattern[str]:
        words = (words_of(knowledge, "sanctions", group, languages) for group in groups)
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

    turn = words_of(knowledge, "sanctions", "turn", languages)
    return _Suspension(
        suspended=compiled("suspended", "unexecuted"),
        unexecuted=compiled("unexecuted"),
        revoked=compiled("revoked"),
        turn=re.compile(rf", (?:{turn}) "),
    )


@lru_cache(maxsize=16)
def _pattern(knowledge: Knowledge, languages: tuple[str, ...]) -> re.Pattern[str]:
    def words(group: str) -> str:
        return f"(?:{words_of(knowledge, 'sanctions', group, languages)})"

    numerals = "|".join(sorted(number_words(knowledge, languages), key=lambda w: -len(w)))
    number = rf"\d{{1,3}}|{numerals}"
    spelt = r"(?: ?[(/][a-z ]{2,40}[)/])?"

    def measure(unit: str, index: int) -> str:
        return rf"(?P<{unit}_{index}>{number}){spelt} ?-?{words(unit)}(?!\w)"

    joint = rf"(?:,? (?:{words('joint')} )?)"
    years = rf"{measure('year', 1)}(?:{joint}{measure('month', 1)})?(?:{joint}{measure('day', 1)})?"
    months = rf"{measure('month', 2)}(?:{joint}{measure('day', 2)})?"
    length = rf"(?:{years}|{months}|{measure('day', 3)})"
    return re.compile(
        rf"(?<!\w)(?:(?P<life>{words('life')})"
        rf"|{words('fine')}(?: \w+){{0,4}}?,? (?P<fine_amount>{AMOUNT})(?! ?%)[^\n;]{{0,50}}?"
        rf"{_currency(knowledge, languages)}"
        rf"|(?P<community_work>{words('community_work')})[^\n;.]{{0,40}}? "
        rf"(?P<hours>{number}){spelt} {words('hour')}"
        rf"|(?P<house_arrest>{words('house_arrest')})[^\n;.]{{0,40}}? {_tail(length)}"
        rf"|{words('prison')},?(?: {words('between')}){{0,2}} {length}"
        rf"|(?:{words('between')} )?{_renamed(length)}'? {words('after_prison')})(?!\w)"
    )


def _currency(knowledge: Knowledge, languages: tuple[str, ...]) -> str:
    groups = {item.id: item for item in knowledge.phrases}["money"].groups
    codes = [code for code in groups if not code.startswith("times_")]
    return f"(?:{'|'.join(words_of(knowledge, 'money', code, languages) for code in codes)})"


def _tail(length: str) -> str:
    return re.sub(r"\(\?P<(\w+?)_(\d)>", r"(?P<\1_\g<2>1>", length)


def _renamed(length: str) -> str:
    return re.sub(r"\(\?P<(\w+?)_(\d)>", r"(?P<\1_\g<2>2>", length)
