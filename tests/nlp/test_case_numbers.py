import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.library import load
from nlp.case_numbers import find_case_numbers, register_level
from nlp.fold import fold

REGISTERS = sorted({mark for country in load().countries for mark in country.registers})


def numbers_in(text: str) -> list[object]:
    folded = fold(text)
    return [v["number"] for _, _, v in find_case_numbers(folded, 0, len(folded.text))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("K.br. 15/21", "K 15/2021"),
        ("K. br. 139/17", "K 139/2017"),
        ("K.br.1/21-19", "K 1/2021"),
        ("K 12/2019", "K 12/2019"),
        ("Posl. br. 3 K 123/10 od 2.3.2011", "K 123/2010"),
        ("K-Po1 12/19", "K-Po1 12/2019"),
        ("Kž1 334/25", "Kž1 334/2025"),
        ("Кж1 235/23", "Kž1 235/2023"),
        ("Кж 1 235/23", "Kž1 235/2023"),
        ("Kž.br. 12/21", "Kž 12/2021"),
        ("KŽ. br. 12/2021", "Kž 12/2021"),
        ("KT.br. 160/18", "Kt 160/2018"),
        ("Kt-S.br. 5/20", "Kt-S 5/2020"),
        ("Кзз 151/2024", "Kzz 151/2024"),
        ("Už-1526/2017", "Už 1526/2017"),
        ("КОК.бр.2/20", "KOK 2/2020"),
        ("КОК-12/19", "KOK 12/2019"),
        ("К.бр.83/12", "K 83/2012"),
        ("КОКЖ-100/21", "KOKŽ 100/2021"),
        ("Nr. 56440-00372-00-2021 i Regj. Themeltar", "56440-00372-00-2021"),
        ("Nr. 00-2023-1078 i Vendimit (191)", "00-2023-1078"),
        ("procedimi penal nr. 123 i vitit 2019", "Procedim penal 123/2019"),
        ("Nr. 123 Akti", "Akti 123"),
        ("Nr. 45 Vendimi, datë 12.03.2019", "Vendimi 45/2019"),
        ("vendimin penal nr. 45, datë 12.03.2019", "Vendimi 45/2019"),
        ("Osnovnog suda u N. K. 247/2006", "K 247/2006"),
    ],
)
def test_a_file_number_is_read(text: str, number: str) -> None:
    assert numbers_in(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Sl. list CG br. 40/08",
        "„Sl. glasnik RS“, br. 85/2005",
        "čl. 15 st. 2",
        "odnos 1/2",
        "KPK 1",
    ],
)
def test_a_gazette_or_an_article_is_no_file_number(text: str) -> None:
    assert numbers_in(text) == []


def test_both_scripts_give_one_normal_form() -> None:
    assert numbers_in("Кж.бр. 7/2020") == numbers_in("Kž.br. 7/20") == ["Kž 7/2020"]


@given(st.sampled_from(REGISTERS), st.integers(1, 99999), st.integers(1990, 2049))
def test_every_register_of_every_country_is_read(mark: str, serial: int, year: int) -> None:
    folded = fold(f"predmet {mark} {serial}/{year}.")
    ((_, _, values),) = find_case_numbers(folded, 0, len(folded.text))
    assert (values["serial"], values["year"]) == (serial, year)
    assert register_level(str(values["register"])) is not None
