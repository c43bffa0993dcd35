"""Every reason that the code gives has a sentence in every language, with the same blanks."""

import re
from pathlib import Path

import pytest

from corpora.reasons import REASON_LANGUAGES, blanks, render, sentences
from nlp.suggest.checklist import QUESTIONS
from nlp.suggest.rules import KINDS_WITH_A_RULE
from nlp.transliterate import to_latin

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = sentences("en")


@pytest.mark.parametrize("language", REASON_LANGUAGES)
def test_every_language_has_the_same_keys_and_blanks(language: str) -> None:
    here = sentences(language)
    assert here.keys() == ENGLISH.keys()
    assert {key: blanks(text) for key, text in here.items()} == {
        key: blanks(text) for key, text in ENGLISH.items()
    }


def test_every_key_in_the_code_has_a_sentence() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "nlp").rglob("*.py"))
    used = set(re.findall(r'key="(\w+)"', code)) | set(re.findall(r'"(na_\w+)"', code))
    assert {"cue", "encoder", "not_claimed", "na_no_gain"} <= used
    assert used <= ENGLISH.keys()


def test_serbian_cyrillic_says_what_serbian_latin_says() -> None:
    latin = sentences("sr-Latn")
    for key, cyrillic in sentences("sr-Cyrl").items():
        assert to_latin(cyrillic) == latin[key], key


def test_a_lawyer_reads_a_whole_sentence() -> None:
    assert render("referred_no_ground", {"law": "ZKP 239(2)"}, "en") == (
        "refers the victim to civil proceedings; no statutory ground is given; ZKP 239(2)"
    )


def test_an_unknown_language_is_answered_in_english() -> None:
    assert render("own_mark", {}, "fr") == ENGLISH["own_mark"]


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("cue", {}, "en")


def test_every_rule_and_every_question_has_its_sentences() -> None:
    wanted = set(KINDS_WITH_A_RULE) | {f"absent_{question.code}" for question in QUESTIONS}
    assert wanted <= ENGLISH.keys()
