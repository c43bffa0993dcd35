"""The ground in; sums of money with amount and ISO currency out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.entities.mentions import Ground, Mention, words_of
from nlp.entities.numerals import AMOUNT, read_amount

_TIMES = {"times_1000": 1_000, "times_1000000": 1_000_000}


def find_money(ground: Ground) -> Iterator[Mention]:
    """Yield MONEY mentions: "1.500,00 eura", "800 (osam stotina) €", "€ 500"."""
    for match in _pattern(ground.knowledge, ground.languages).finditer(ground.folded.lower):
        parts = {key: text for key, text in match.groupdict().items() if text}
        amount = read_amount(parts.get("amount") or parts["tail"])
        factor = next((by for group, by in _TIMES.items() if group in parts), 1)
        currency = next(key for key in parts if key.startswith("cur_"))
        yield Mention(
            label="MONEY",
            start=match.start(),
            end=match.end(),
            value={"amount": amount * factor, "currency": currency[4:7]},
        )


@lru_cache(maxsize=16)
def _pattern(knowledge: Knowledge, languages: tuple[str, ...]) -> re.Pattern[str]:
    phrases = {item.id: item for item in knowledge.phrases}["money"]
    codes = [code for code in phrases.groups if code not in _TIMES]

    def alternatives(suffix: str) -> str:
        return "|".join(
            rf"(?P<cur_{code}{suffix}>{words_of(knowledge, 'money', code, languages)})"
            for code in codes
        )

    times = "|".join(
        rf"(?P<{group}>{words_of(knowledge, 'money', group, languages)})" for group in _TIMES
    )
    spelt = r"(?:[,;]?-? ?[(/][a-z][^()/\n]{2,60}[)/])?"
    before = rf"(?P<amount>{AMOUNT})(?: ?,? ?[-=]{{1,2}})?{spelt},? ?(?:(?:{times}) )?"
    return re.compile(
        rf"(?<![\w.,/-]){before}(?:{alternatives('')})(?!\w)"
        rf"|(?<!\w)(?:{alternatives('_first')}) ?(?P<tail>{AMOUNT})(?![\w])"
    )
