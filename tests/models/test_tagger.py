"""The shipped tagger on sentences of our own: names found, windows, odd passages, damage."""

import shutil
from pathlib import Path

import pytest

from models.failures import ModelDamagedError, ModelMissingError
from models.passage_model import SHELF
from models.tagger import OnnxTagger, load_tagger
from nlp.protocols import PassageText
from nlp.transliterate import to_latin


@pytest.fixture(scope="module")
def tagger(encoder_folder: Path) -> OnnxTagger:
    """Return the shipped tagger."""
    return load_tagger(encoder_folder.parent, threads=2, shelf=SHELF)


def passage(text: str, language: str) -> PassageText:
    """Return a passage of the reasons."""
    return PassageText(text=text, language=language, section="reasoning")


def named(tagger: OnnxTagger, text: str, language: str) -> list[tuple[str, str]]:
    """Return (label, quote) of what is found."""
    (found,) = tagger.tag([passage(text, language)])
    return [(entity.label, text[entity.span.start : entity.span.end]) for entity in found]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "sr-Latn",
            "Iz Beograda je Milica Probić otputovala u Nemačku.",
            "Milica Probić",
        ),
        ("sr-Cyrl", "Из Београда је Милица Пробић отпутовала у Немачку.", "Милица Пробић"),
        ("mk", "Сведокот Петар Тестовски изјави дека живее во Скопје.", "Петар Тестовски"),
        ("sq", "Dëshmitari Arben Shembulli deklaroi se jeton në Tiranë.", "Arben Shembulli"),
        ("en", "The witness John Sampleman said that he lived in London.", "John Sampleman"),
    ],
)
def test_a_person_is_found_in_every_language(
    tagger: OnnxTagger, language: str, text: str, name: str
) -> None:
    assert ("PERSON", name) in named(tagger, text, language)


def test_cyrillic_and_latin_give_the_same_spans(tagger: OnnxTagger) -> None:
    cyrillic = "Сведок Марко Узорковић из Панчева изјавио је да је Ану Пример видео у Суботици."
    found = named(tagger, to_latin(cyrillic), "sr-Latn")
    assert found
    assert [
        (label, to_latin(quote)) for label, quote in named(tagger, cyrillic, "sr-Cyrl")
    ] == found


def test_a_name_far_down_a_long_passage_is_found(tagger: OnnxTagger) -> None:
    text = (
        "Sud je cenio sve dokaze pojedinačno i u vezi. " * 400 + "Svedok Milica Probić je ćutala."
    )
    assert ("PERSON", "Milica Probić") in named(tagger, text, "sr-Latn")


@pytest.mark.parametrize(
    "text", ["", " ", ".", "a", "🙂" * 50, "\u202e\u200b", "я" * 50_000, "1 " * 9_000]
)
def test_odd_passages_have_spans_inside_them(tagger: OnnxTagger, text: str) -> None:
    (found,) = tagger.tag([passage(text, "xx")])
    assert all(0 <= entity.span.start < entity.span.end <= len(text) for entity in found)


def test_what_stands_beside_a_passage_changes_nothing(tagger: OnnxTagger) -> None:
    one = passage("Svedok Milica Probić živi u Nišu.", "sr-Latn")
    other = passage("Dëshmitari Arben Shembulli jeton në Tiranë." * 20, "sq")
    assert tagger.tag([one, other])[0] == tagger.tag([one])[0]


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(SHELF / "tagger", tmp_path / "tagger")
    tmp_path.joinpath("tagger", "README.md").write_text("other")
    with pytest.raises(ModelDamagedError, match=r"README\.md"):
        load_tagger(tmp_path, threads=1, shelf=tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="tagger"):
        load_tagger(tmp_path, threads=1, shelf=tmp_path)
