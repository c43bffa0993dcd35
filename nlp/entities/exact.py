"""The ground in; numbers that prove themselves by a checksum (personal numbers, IBAN) out."""

import re
from collections.abc import Iterator

from nlp.entities.mentions import Ground, Mention
from nlp.marks import Values

# Given as one's own number, it is one even where a digit was misread: a person is at stake.
_LABELLED = re.compile(
    r"(?i:jmbg?|embg|jmbr|maticni broj|maticen broj)[ .:-]{0,4}(\d{11,13})(?!\d)"
)
_JMBG = re.compile(r"(?<!\d)(?:\d ?){12}\d(?!\d)")
_NID = re.compile(r"(?<!\w)[A-T]\d{8}[A-W](?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_DOMESTIC_ACCOUNT = re.compile(r"(?<![\d-])(\d{3}) ?- ?(\d{1,13}) ?- ?(\d{2})(?![\d/-])")
_JMBG_WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def find_checked_numbers(ground: Ground) -> Iterator[Mention]:
    """Yield PERSONAL_ID and BANK_ACCOUNT mentions whose check digits are right."""
    text = ground.folded.text
    for label, pattern, is_valid in (
        ("PERSONAL_ID", _JMBG, is_jmbg),
        ("PERSONAL_ID", _NID, is_albanian_nid),
        ("BANK_ACCOUNT", _IBAN, is_iban),
        ("BANK_ACCOUNT", _DOMESTIC_ACCOUNT, is_domestic_account),
    ):
        for match in pattern.finditer(text):
            number = match[0].replace(" ", "")
            if is_valid(number):
                value: Values = {"number": number, "valid": True}
                start, end = match.span()
                yield Mention(label=label, start=start, end=end, value=value, checked=True)
    for match in _LABELLED.finditer(text):
        if not is_jmbg(match[1]):
            value = {"number": match[1], "valid": False}
            yield Mention(label="PERSONAL_ID", start=match.start(1), end=match.end(1), value=value)


def is_jmbg(number: str) -> bool:
    """Tell whether 13 digits are a JMBG/EMBG: a possible day, month and mod-11 check digit."""
    if len(number) != 13 or not number.isdecimal() or not number.isascii():
        return False
    digits = [int(digit) for digit in number]
    day, month = int(number[:2]), int(number[2:4])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    control = 11 - sum(w * d for w, d in zip(_JMBG_WEIGHTS, digits, strict=False)) % 11
    return digits[12] == (0 if control > 9 else control)


def is_albanian_nid(number: str) -> bool:
    """Tell whether letter, 8 digits, letter are an Albanian NID by the date they hold.

    The letter counts decades from 1800; women's months count from 51. The last letter's rule is
    not checked: no official text was found, and a missed number harms more than a false one.
    """
    if not re.fullmatch(r"[A-T]\d{8}[A-W]", number, re.ASCII):
        return False
    return 1 <= int(number[2:4]) % 50 <= 12 and 1 <= int(number[4:6]) <= 31


def is_iban(number: str) -> bool:
    """Tell whether a string passes the IBAN's mod-97 check (ISO 13616)."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", number):
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def is_domestic_account(number: str) -> bool:
    """Tell whether ``bank-account-check`` passes mod 97 (ISO 7064), as in RS, ME and MK."""
    bank, account, check = number.split("-")
    return 98 - int(f"{bank}{account:0>13}00") % 97 == int(check)
