import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.document import Span
from nlp.fold import Folded, fold, fold_text
from nlp.transliterate import to_latin

# Astral, combining, composed and decomposed, CRLF, soft hyphen, digraph letters, both scripts.
LETTERS = "abČćšđ љњџђѓќѕ ЉЊ Ǉǈǉ Ǌǋǌ Ǆǅǆ ëç \u0301\u030c \xad-‑– \r\n\t 😀𝔸 7, ё й ﬁ İ ß"
TEXTS = st.text(alphabet=LETTERS, max_size=60) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Osuđuje", "osudjuje"),
        ("ОСУЂУЈЕ", "osudjuje"),
        ("Ǉudi ǋegoš", "ljudi njegos"),
        ("tr-\ngovina", "trgovina"),
        ("tr\xad\r\ngovina", "trgovina"),
        ("trgo\xadvina", "trgovina"),
        ("418-\nа", "418-a"),
        ("418-а", "418-a"),
        ("2019-\n2020", "2019- 2020"),
        ("sud-\nKotor", "sud- kotor"),
        ("Kod  \n\t penal", "kod penal"),
        ("c\u030care", "care"),
        ("„Sl. list“ – br.", '"sl. list" - br.'),
    ],
)
def test_text_folds_to_plain_latin(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_a_hyphenated_word_closes_over_furniture() -> None:
    text = "tr-\nstrana 3\nSud u Gradu\ngovina"
    skip = [Span(start=4, end=12), Span(start=13, end=24)]
    folded = fold(text, skip=skip)
    assert folded.lower == "trgovina"
    assert folded.source(0, 8) == Span(start=0, end=len(text))
    assert fold("418-\n- 2 -\nа", skip=[Span(start=5, end=10)]).lower == "418-a"


def test_a_paragraph_break_is_never_closed() -> None:
    assert fold("tr-\ngovina", breaks=[4]).lower == "tr-\ngovina"


@given(TEXTS)
@example("a\u0301\u0301")
@example("\u0301")
@example("ǈ-\nа")
def test_every_folded_range_maps_to_a_real_range(text: str) -> None:
    folded = fold(text)
    check_map(folded, text)
    for index in range(len(folded.text)):
        span = folded.source(index, index + 1)
        first, last = folded.place(span)
        assert first <= index < last


@given(TEXTS, st.data())
def test_skipped_text_and_breaks_keep_the_map(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    skip = [Span(start=a, end=b) for a, b in pairs if a < b]
    breaks = data.draw(st.sets(st.integers(0, max(len(text) - 1, 0)), max_size=3))
    folded = fold(text, skip=skip, breaks=breaks)
    check_map(folded, text)
    for letter, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        inside = any(span.start <= start and end <= span.end for span in skip)
        assert letter in " \n" or not inside


def check_map(folded: Folded, text: str) -> None:
    assert len(folded.text) == len(folded.lower) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџш АБВГДЂЖЉЊЏШ", max_size=40))
def test_cyrillic_and_its_latin_transliteration_fold_alike(text: str) -> None:
    assert fold_text(text) == fold_text(to_latin(text))


@example("ç\xad\ra")
@given(st.text(alphabet=LETTERS, max_size=60))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold_text(composed) == fold_text(unicodedata.normalize("NFD", composed))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ЉУБИНКЕ", "LJUBINKE"),
        ("ИЗМИШЉЕВУ\nСуд", "IZMISLJEVU Sud"),
        ("IZMIŠLjEVU", "IZMISLJEVU"),
        ("ĐORĐE", "DJORDJE"),
        ("ВИШЉИ", "VISLJI"),
        ("КОЊ", "KONJ"),
        ("Љубинке", "Ljubinke"),
        ("Њ. А.", "Nj. A."),
        ("ЉУБА Ђ.", "LJUBA Dj."),
    ],
)
def test_letters_that_become_two_stay_capitals_in_a_word_of_capitals(
    written: str, folded: str
) -> None:
    assert fold(written).text == folded


@given(TEXTS)
@example("Љубав – 5 – „Kuća“\u00a0i\u2009još")
@example("İstanbul ǅ ﬁn")
def test_the_short_way_folds_as_the_long_one(text: str) -> None:
    assert fold_text(text) == fold(text).lower
