"""The words of the pages: complete in every language, and used."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from api.wording import LANGUAGES, MissingWordsError, phrase, words_of, written_day
from nlp.failures import UNREADABLE_CODES
from nlp.transliterate import to_latin
from tests.conftest import ROOT

OTHERS = [language for language in LANGUAGES if language != "en"]
# Names of things that are written in Latin letters in every language.
LATIN_NAMES = frozenset(
    ["PDF", "DOCX", "PNG", "JPEG", "TIFF", "CSV", "JSON", "Lines", "MB", "API", "Caselight", "U"]
)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@cache
def sources(folder: str, pattern: str) -> str:
    paths = sorted(Path(ROOT, folder).rglob(pattern))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys_and_blanks(language: str) -> None:
    english, other = words_of("en"), words_of(language)
    assert other.keys() == english.keys()
    assert {key: blanks(text) for key, text in other.items()} == {
        key: blanks(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_keys_are_sorted(language: str) -> None:
    words = words_of(language)
    assert all(text.strip() for text in words.values())
    assert list(words) == sorted(words)


def test_cyrillic_serbian_is_latin_serbian_letter_for_letter() -> None:
    latin = words_of("sr-Latn")
    assert {key: to_latin(text) for key, text in words_of("sr-Cyrl").items()} == latin


@pytest.mark.parametrize("language", ["sr-Cyrl", "mk"])
def test_no_latin_word_is_left_in_cyrillic(language: str) -> None:
    for key, text in words_of(language).items():
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
        assert words <= LATIN_NAMES, key


@pytest.mark.parametrize("language", OTHERS)
def test_unchecked_words_say_so(language: str) -> None:
    text = Path(ROOT, "api", "words", f"{language}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Not yet checked by a native lawyer.")


@pytest.mark.parametrize("code", UNREADABLE_CODES)
def test_every_reason_why_a_file_is_unreadable_has_a_sentence(code: str) -> None:
    assert phrase(f"failure.{code}", "en")


def test_every_notice_that_the_code_gives_has_a_sentence() -> None:
    given = set(re.findall(r'Notice\(\s*code="(\w+)"', sources("nlp", "*.py")))
    given |= set(re.findall(r'Notice\(\s*code="(\w+)"', sources("api", "*.py")))
    assert {code for code in given if f"notice.{code}" not in words_of("en")} == set()


def test_every_refusal_that_has_words_is_one_that_the_code_gives() -> None:
    code = sources("api", "*.py")
    named = [key.removeprefix("error.") for key in words_of("en") if key.startswith("error.")]
    shown_by_scripts = {"load", "offline"}
    assert {name for name in named if f'"{name}"' not in code} == shown_by_scripts


def test_every_key_that_templates_and_scripts_name_has_words() -> None:
    text = sources("api/pages/templates", "*.html") + sources("api/pages/static", "*.js")
    named = set(re.findall(r"""\bt(?:Or)?\(\s*["']([a-z_]+\.[a-z_]+)["']""", text))
    assert len(named) > 100
    assert named - words_of("en").keys() == set()


def test_unknown_keys_and_languages_are_errors() -> None:
    with pytest.raises(MissingWordsError):
        phrase("no.such", "en")
    with pytest.raises(MissingWordsError):
        words_of("xx")


@pytest.mark.parametrize(
    ("iso", "language", "written"),
    [
        ("2021-09-05", "en", "5 Sept 2021"),
        ("2021-09", "en", "09.2021"),
        ("2021-09-05", "mk", "05.09.2021"),
        ("2021-09-05", "sq", "05.09.2021"),
        ("2021-09-05", "sr-Cyrl", "05.09.2021."),
        ("2021", "cnr", "2021."),
    ],
)
def test_dates_are_written_as_their_readers_write_them(
    iso: str, language: str, written: str
) -> None:
    assert written_day(iso, language) == written


def test_blanks_are_filled() -> None:
    assert phrase("progress.page", "en", page=12, of=80) == "Reading page 12 of 80."
