"""Folded text in; file numbers of courts and prosecutors with their normal form out."""

import re
from collections.abc import Iterator
from functools import cache

from corpora.law import RegisterLevel
from corpora.library import load
from nlp.fold import Folded, fold_text
from nlp.marks import Values

FoundNumber = tuple[int, int, Values]
_TWO_DIGIT_YEARS_FROM = 50  # files of 1950 are none of ours, so "K 3/49" is of 2049 or nothing
# "K.br. 15/21", "К - 15/20", "Kbr 15/2021", "K.br: 1/21-19"; the last part numbers the document.
_BETWEEN = r"[ .:-]{0,3}(?:br(?:oj)?|no)?[ .:-]{0,3}"
_NUMBER = r"(?P<serial>\d{1,5}) ?/ ?(?P<year>(?:19|20)\d{2}|\d{2})(?!\d)(?: ?- ?\d{1,3}(?![\d/.]))?"
# Albania: numbers of the High Court; "Nr. 123 Akti"; "procedimi penal nr. 12 i vitit 2019".
_ALBANIAN = (
    re.compile(r"(?<!\w)nr\.? ?(?P<number>\d{4,6}-\d{3,6}-\d{2}-(?P<year>\d{4}))(?!\d)"),
    re.compile(r"(?<!\w)nr\.? ?(?P<number>\d{2}-(?P<year>\d{4})-\d{2,6})(?!\d)"),
    re.compile(
        r"(?P<register>procedim\w* penal)(?: me)? nr\.? ?(?P<serial>\d{1,6})"
        r"(?: ?/ ?|,? (?:i|te|e) vitit )(?P<year>(?:19|20)\d{2})"
    ),
    re.compile(
        r"(?<!\w)nr\.? ?(?P<serial>\d{1,6})(?:/\d{1,3})?(?: i)? "
        r"(?P<register>akti|vendimi|regjistri)[tn]?(?!\w)"
        r"(?:,?[ \n](?:date|dt\.?) ?\d{1,2}[./]\d{1,2}[./](?P<year>(?:19|20)\d{2}))?"
    ),
    # "vendimin penal nr. 87, datë 12.03.2019": how a higher court names the decision below.
    re.compile(
        r"(?<!\w)(?P<register>vendim)\w*(?: penal)? nr\.? ?(?P<serial>\d{1,6})"
        r",? (?:date|dt\.?) ?\d{1,2}[./]\d{1,2}[./](?P<year>(?:19|20)\d{2})"
    ),
)
_ALBANIAN_REGISTERS = {"p": "Procedim penal", "a": "Akti", "v": "Vendimi", "r": "Regjistri"}


def find_case_numbers(folded: Folded, start: int, end: int) -> tuple[FoundNumber, ...]:
    """Return (start, end, values) for each file number in the folded range, in text order.

    ``values`` are ``number`` (normal form, "Kž 15/2021": Latin script, four-digit year),
    ``register``, ``serial`` and ``year``; a part the text does not give is ``None``.
    """
    found = sorted(
        (*_with_register(folded, start, end), *_albanian(folded, start, end)),
        key=lambda hit: (hit[0], -hit[1]),
    )
    return tuple(_without_overlaps(found))


def register_level(register: str) -> RegisterLevel | None:
    """Return who keeps a register, as far as the data files say; ``None`` for an unknown mark."""
    entry = _registers().get(_key(register))
    return entry[1] if entry else None


def _without_overlaps(found: list[FoundNumber]) -> Iterator[FoundNumber]:
    reached = -1
    for hit in found:
        if hit[0] >= reached:
            yield hit
            reached = hit[1]


def _with_register(folded: Folded, start: int, end: int) -> Iterator[FoundNumber]:
    for match in _pattern().finditer(folded.text, start, end):
        register = _registers()[_key(match["register"])][0]
        serial, year = int(match["serial"]), _full_year(match["year"])
        values: Values = {
            "number": f"{register} {serial}/{year}",
            "register": register,
            "serial": serial,
            "year": year,
        }
        yield match.start(), match.end(), values


def _albanian(folded: Folded, start: int, end: int) -> Iterator[FoundNumber]:
    for pattern in _ALBANIAN:
        for match in pattern.finditer(folded.lower, start, end):
            parts = match.groupdict()
            year = int(parts["year"]) if parts["year"] else None
            register = _ALBANIAN_REGISTERS.get((parts.get("register") or "?")[0])
            serial = int(parts["serial"]) if parts.get("serial") else None
            number = parts.get("number") or f"{register} {serial}" + (f"/{year}" if year else "")
            values: Values = {
                "number": number,
                "register": register,
                "serial": serial,
                "year": year,
            }
            yield match.start(), match.end(), values


def _full_year(digits: str) -> int:
    year = int(digits)
    if year >= 100:
        return year
    return year + (2000 if year < _TWO_DIGIT_YEARS_FROM else 1900)


@cache
def _registers() -> dict[str, tuple[str, RegisterLevel]]:
    """Map a folded mark to its canonical Latin writing and its keeper; the first country wins."""
    known: dict[str, tuple[str, RegisterLevel]] = {}
    for country in sorted(load().countries, key=lambda country: country.code == "MK"):
        for mark, level in country.registers.items():
            known.setdefault(_key(mark), (_latin(mark), level))
    return known


def _latin(mark: str) -> str:
    """Return a register's mark in Latin letters, ž kept: "Кж" and "Kž" are one register."""
    letters = [("Ž" if c == "Ж" else "ž") if c in "Жж" else c for c in mark]
    return "".join(c if c in "Žž" or c.isascii() else _fold_case(c) for c in letters)


def _fold_case(letter: str) -> str:
    plain = fold_text(letter)
    return plain.upper() if letter.isupper() else plain


def _key(mark: str) -> str:
    return re.sub(r"[ .-]", "", fold_text(mark))


@cache
def _pattern() -> re.Pattern[str]:
    """Compile all marks: the first letter is a capital, the rest may be either ("KT", "Kt")."""
    marks = sorted(
        {fold_text(mark) for country in load().countries for mark in country.registers},
        key=len,
        reverse=True,
    )
    written = "|".join(_written(mark) for mark in marks)
    # A digit or Roman number before the mark is the judge's ("3 K.br. 15/21"); it may touch it.
    return re.compile(rf"(?<![^\W\d_])(?P<register>{written}){_BETWEEN}{_NUMBER}")


def _written(mark: str) -> str:
    letters = [
        "[ .-]{0,2}" if c == "-" else f" ?{c}" if c.isdigit() else f"[{c}{c.upper()}]"
        for c in mark[1:]
    ]
    # "Kž 123/20" is no. 123 of Kž, not no. 23 of Kž1.
    apart = r"(?!\d)" if mark[-1].isdigit() else ""
    return mark[0].upper() + "".join(letters) + apart
