"""Digits or number words of one language in; integers and amounts out."""

import re
from functools import lru_cache

from corpora.shapes import Knowledge

# "1.500,00", "1 500", "1500.50", "1,500": a last group of one or two digits is the fraction.
AMOUNT = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,])"
    r"|\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2}(?!\d))?"
)


def read_amount(digits: str) -> float:
    """Return the amount that digits with dots, commas or blanks write."""
    compact = digits.replace(" ", "")
    fraction = re.search(r"[.,](\d{1,2})$", compact)
    whole = compact[: fraction.start()] if fraction else compact
    return float(f"{re.sub(r'[.,]', '', whole)}.{fraction[1] if fraction else 0}")


@lru_cache(maxsize=64)
def number_words(knowledge: Knowledge, languages: tuple[str, ...]) -> dict[str, int]:
    """Return folded number words with their values, those of all given languages."""
    groups = {item.id: item for item in knowledge.phrases}["numerals"].groups
    return {
        word: int(value)
        for value, texts in groups.items()
        for language in languages
        for word in texts.get(language, ())
    }
