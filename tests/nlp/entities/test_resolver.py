"""Overlaps: what stays."""

from corpora.library import load
from nlp.entities.mentions import Mention
from nlp.entities.resolver import resolve_overlaps

KINDS = load().entities


def test_the_longer_mention_stays() -> None:
    short = Mention(label="PERSON", start=3, end=6)
    long = Mention(label="ADDRESS", start=0, end=6)
    assert resolve_overlaps((short, long), KINDS) == (long,)


def test_a_checked_number_stays_against_a_longer_guess() -> None:
    proved = Mention(label="PERSONAL_ID", start=2, end=6, checked=True)
    guess = Mention(label="PHONE", start=0, end=8)
    assert resolve_overlaps((guess, proved), KINDS) == (proved,)


def test_money_stays_inside_a_fine_and_not_the_other_way_round() -> None:
    fine = Mention(label="SENTENCE", start=0, end=9)
    money = Mention(label="MONEY", start=5, end=9)
    date = Mention(label="DATE", start=5, end=9)
    assert resolve_overlaps((money, date, fine), KINDS) == (fine, money)
