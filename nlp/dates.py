"""Folded text and the month names of the languages in; dates with their ISO form out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from corpora.shapes import Language
from nlp.fold import Folded, fold_text

FoundDate = tuple[int, int, str]
_MonthWords = dict[str, int]
# Scanners read 0 as o and 1 as l, i or |; at least one real digit must stand in each number.
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1"})
_DAY = r"(?P<day>\d[\dol|]?|[ol|]\d)"
_SEPARATOR = r" ?(?:[.,/]|-) ?"
_YEAR = r"(?P<year>(?:19|20|2o|l9)[\dol|]{2})"
_YEAR_WORD = r"\.? ?(?:god(?:ine|inu|ini|ina|\.)?|g\.|viti?)(?!\w)"
_NUMERIC = re.compile(
    rf"(?<!\d)(?<!\d[./-]){_DAY}{_SEPARATOR}(?P<month>\d[\dol|]?|[ol|]\d){_SEPARATOR}"
    rf"(?:{_YEAR}(?![\d/])|(?P<short>\d{{2}})(?={_YEAR_WORD}))"
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# "15-ти март", "3rd of May", "5. jula"; "15 mars të vitit 2021", "March 5, 2021".
_ORDINAL = r"(?:\.|-?(?:ti|ri|vi|mi|st|nd|rd|th|te))?"
_TO_MONTH = r" ?(?:of |dhe )?"
_TO_YEAR = r"\.?,? ?(?:godine |te vitit |viti |of )?"
_TWO_DIGIT_YEARS_FROM = 50  # "12.03.49. god." is 2049 or nothing; files of 1950 are none of ours


def find_dates(
    folded: Folded, start: int, end: int, languages: Sequence[Language]
) -> tuple[FoundDate, ...]:
    """Return (start, end, ISO) for each date in the folded range [start, end), in text order.

    A named month with a year and no day gives ``2021-03``; a day gives ``2021-03-15``. The range
    ends at the year's last digit. Impossible days ("31.02.2020") are no dates.
    """
    words = _month_words(tuple(languages))
    patterns = (_ISO, _NUMERIC, *_named_patterns(tuple(sorted(words, key=len, reverse=True))))
    found = sorted(
        (hit for pattern in patterns for hit in _read(pattern, folded.lower, start, end, words)),
        key=lambda hit: (hit[0], -hit[1]),
    )
    return tuple(_without_overlaps(found))


def _without_overlaps(found: Sequence[FoundDate]) -> Iterator[FoundDate]:
    reached = -1
    for hit in found:
        if hit[0] >= reached:
            yield hit
            reached = hit[1]


def _read(
    pattern: re.Pattern[str], text: str, start: int, end: int, words: _MonthWords
) -> Iterator[FoundDate]:
    for match in pattern.finditer(text, start, end):
        iso = _iso(match, words)
        if iso is not None:
            yield match.start(), match.end(), iso


def _iso(match: re.Match[str], words: _MonthWords) -> str | None:
    parts = match.groupdict()
    year = _year(parts)
    month = _month(parts["month"], words)
    if month is None:
        return None
    if parts.get("day") is None:
        return f"{year:04}-{month:02}"
    day = int(parts["day"].translate(_MISREAD))
    return _valid_day(year, month, day)


def _valid_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(parts: dict[str, str | None]) -> int:
    short = parts.get("short")
    if short is None:
        return int((parts["year"] or "").translate(_MISREAD))
    return int(short) + (2000 if int(short) < _TWO_DIGIT_YEARS_FROM else 1900)


def _month(word: str | None, words: _MonthWords) -> int | None:
    if word is None:
        return None
    if word in _ROMAN:
        return _ROMAN.index(word) + 1
    named = words.get(word)
    if named is not None or not any(letter.isdigit() for letter in word):
        return named
    return int(word.translate(_MISREAD))


@lru_cache(maxsize=16)
def _month_words(languages: tuple[Language, ...]) -> _MonthWords:
    return {
        fold_text(word): number
        for language in languages
        for number, words in enumerate(language.months, 1)
        for word in words
    }


@lru_cache(maxsize=16)
def _named_patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(word) for word in words)
    full_names = "|".join(re.escape(word) for word in words if len(word) > 3)
    romans = "|".join(sorted(_ROMAN, key=len, reverse=True))
    year = rf"{_YEAR}(?!\d)"
    return (
        re.compile(rf"(?<!\d){_DAY}{_ORDINAL}{_TO_MONTH}(?P<month>{names})(?!\w){_TO_YEAR}{year}"),
        re.compile(rf"(?<!\d){_DAY}[. ] ?(?P<month>{romans})(?!\w)[. ] ?{year}"),
        re.compile(rf"(?<!\w)(?P<month>{names})\.? {_DAY}(?:st|nd|rd|th)?,? {year}"),
        re.compile(rf"(?<!\w)(?P<month>{full_names}|maj|may|jun|jul){_TO_YEAR}{year}"),
    )
