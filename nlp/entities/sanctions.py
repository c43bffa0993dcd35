"""The ground in; sanctions with their kind and length out."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.entities.mentions import Ground, Mention, clause_start, words_of
from nlp.entities.numerals import AMOUNT, number_words, read_amount
from nlp.marks import Values

# A suspended sentence says so in its heading just before, or in the condition that follows.
_SUSPENDED_BEFORE, _SUSPENDED_AFTER = 160, 260
# A range the law threatens ("zatvorom od 1 do 10 godina") is no sanction of this judgment.
_THREAT_BEFORE = 30


def find_sanctions(ground: Ground) -> Iterator[Mention]:
    """Yield SENTENCE with ``kind``, ``months``, ``days`` and ``suspended``.

    Kinds are ``prison life house_arrest community_work fine``; a fine also has ``amount``, work
    has ``hours``. Lengths in words count too: "dvije godine i šest mjeseci" is 30 months.
    """
    for match in _pattern(ground.knowledge, ground.languages).finditer(ground.folded.lower):
        parts = {key: text for key, text in match.groupdict().items() if text}
        if _is_threat(ground, match):
            continue
        value = _read(ground, parts)
        if value is not None:
            suspended = _is_suspended(ground, match.start(), match.end())
            yield Mention(
                label="SENTENCE",
                start=match.start(),
                end=match.end(),
                value={**value, "suspended": suspended},
            )


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


def _is_suspended(ground: Ground, start: int, end: int) -> bool:
    text = ground.folded.lower
    words = words_of(ground.knowledge, "sanctions", "suspended", ground.languages)
    near = text[max(0, start - _SUSPENDED_BEFORE) : end + _SUSPENDED_AFTER]
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", near) is not None


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
