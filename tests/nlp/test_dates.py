from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.library import load
from nlp.dates import find_dates
from nlp.fold import fold

LANGUAGES = load().languages


def dates_in(text: str) -> list[str]:
    folded = fold(text)
    return [iso for _, _, iso in find_dates(folded, 0, len(folded.lower), LANGUAGES)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("dana 15.03.2021. godine", "2021-03-15"),
        ("dana 15. 3. 2021. god.", "2021-03-15"),
        ("dana 15 . 03 . 2021", "2021-03-15"),
        ("dana15.03.2021.godine", "2021-03-15"),
        ("dana l5.O3.2O21. godine", "2021-03-15"),
        ("dana 15.03.21. godine", "2021-03-15"),
        ("dana 15,03.2021. godine", "2021-03-15"),
        ("5. jula 2012. godine", "2012-07-05"),
        ("5. јула 2012. године", "2012-07-05"),
        ("05.jula 2012", "2012-07-05"),
        ("04. Oktobar 2013", "2013-10-04"),
        ("7. lipnja 2019.", "2019-06-07"),
        ("12. IV 2015. godine", "2015-04-12"),
        ("12.XII.2015", "2015-12-12"),
        ("на 15 март 2021 година", "2021-03-15"),
        ("на 15-ти март 2021 година", "2021-03-15"),
        ("на ден 3.ноември 2020 г.", "2020-11-03"),
        ("më datë 15 Mars 2021", "2021-03-15"),
        ("më 3 nëntor të vitit 2020", "2020-11-03"),
        ("datë 12/03/2019", "2019-03-12"),
        ("on 3rd of May 2020", "2020-05-03"),
        ("March 5, 2021", "2021-03-05"),
        ("2021-03-05", "2021-03-05"),
        ("u martu 2015. godine", "2015-03"),
        ("në mars të vitit 2015", "2015-03"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert dates_in(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2020. godine",
        "K.br. 15/2021",
        "15.13.2021",
        "iznos od 1.250.2000 eura",
        "Sl. list br. 70/2003, 13/2004",
        "maj je bio hladan",
        "stav 1. 2. 3.",
        "tel. 020/12-03-2019-55",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates_in(text) == []


def test_ranges_point_at_the_date_and_keep_order() -> None:
    folded = fold("Dana 12.03.2019. i 5. јула 2012. године.")
    found = find_dates(folded, 0, len(folded.lower), LANGUAGES)
    assert [folded.text[start:end] for start, end, _ in found] == ["12.03.2019", "5. jula 2012"]


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from([(lang, n) for lang in range(len(LANGUAGES)) for n in range(7)]),
)
def test_every_month_word_of_every_language_reads_back(day: date, which: tuple[int, int]) -> None:
    words = LANGUAGES[which[0]].months[day.month - 1]
    word = words[which[1] % len(words)]
    assert dates_in(f"dana {day.day}. {word} {day.year}") == [day.isoformat()]


@given(st.text(alphabet="0123456789./- jula", max_size=40))
def test_found_dates_are_sorted_disjoint_and_inside(text: str) -> None:
    folded = fold(text)
    found = find_dates(folded, 0, len(folded.lower), LANGUAGES)
    edges = [edge for start, end, _ in found for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(start < end <= len(folded.lower) for start, end, _ in found)
