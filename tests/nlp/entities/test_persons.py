"""Persons: their roles, and one name for each in all mentions."""

import pytest

from nlp.document import Section, Span
from tests.nlp.entities.reading import read

Seen = tuple[str, str | None, object]


def persons(text: str, language: str, sections: tuple[Section, ...] = ()) -> list[Seen]:
    return [
        (text[e.span.start : e.span.end], e.role, e.value["name"] if e.value else None)
        for e in read(text, language, sections)
        if e.label == "PERSON"
    ]


@pytest.mark.parametrize(
    ("text", "language", "role", "name"),
    [
        ("Okrivljeni A. B. je kriv", "sr", "defendant", "A. B."),
        ("protiv okrivljenog K.E.a iz Belgije", "sr", "defendant", "K. E."),
        ("оштећене малолетне С. Ј. је", "sr", "victim", "С. Ј."),
        ("oštećena AA je izjavila", "sr", "victim", "A. A."),
        ("uz učešće Vesne Izmišljenović kao zapisničara", "sr", "clerk", "Vesna Izmišljenović"),
        ("zaštićeni svjedok A. B. je", "sr", "protected_witness", "A. B."),
        ("branilac adv. M. P. iz Bara", "sr", "defence_counsel", "M. P."),
        ("Обвинетиот А.А. од С. се", "mk", "defendant", "А. А."),
        ("записничар Ана Измисловска", "mk", "clerk", "Ана Измисловска"),
        ("E dëmtuara A. B. deklaroi", "sq", "victim", "A. B."),
        ("Gjyqtarja Arta Trilluar vendosi", "sq", "judge_presiding", "Arta Trilluar"),
        ("The victim A. B. testified", "en", "victim", "A. B."),
    ],
)
def test_a_role_word_gives_the_role(text: str, language: str, role: str, name: str) -> None:
    assert [(seen[1], seen[2]) for seen in persons(text, language)] == [(role, name)]


def test_later_mentions_in_any_case_are_the_same_person() -> None:
    text = "Okrivljeni Marko Izmišljenović je kriv. Svjedok je vidio Marka Izmišljenovića. "
    text += "Izmišljenoviću je suđeno."
    seen = persons(text, "sr")
    assert {entry[1:] for entry in seen} == {("defendant", "Marko Izmišljenović")}
    assert [entry[0] for entry in seen][1:] == ["Marka Izmišljenovića", "Izmišljenoviću"]


def test_initials_keep_their_role_without_the_word() -> None:
    seen = persons("Oštećena A. B. je došla. Kasnije je A.B. otišla.", "sr")
    assert [entry[1:] for entry in seen] == [("victim", "A. B.")] * 2


def test_a_list_of_names_shares_the_role() -> None:
    seen = persons("saslušani su svjedoci A. B., C. D. i E. F. juče", "sr")
    assert [entry[1] for entry in seen] == ["witness"] * 3


def test_two_offices_over_two_names_are_told_apart() -> None:
    seen = persons("ZAPISNIČAR SUDIJA\nVesna Izmišljenović Marko Nepostojić", "sr")
    assert [entry[:2] for entry in seen] == [
        ("Vesna Izmišljenović", "clerk"),
        ("Marko Nepostojić", "judge_presiding"),
    ]


def test_of_two_roles_the_one_of_the_section_counts() -> None:
    text = "Svjedok A. B. je saslušan. Zatim je A. B. otišao. Okrivljeni A. B. ćuti, a A. B. spava."
    cut = text.index("Okrivljeni")
    sections = (
        Section(kind="reasoning", span=Span(start=0, end=cut)),
        Section(kind="operative_part", span=Span(start=cut, end=len(text))),
    )
    roles = [entry[1] for entry in persons(text, "sr", sections)]
    assert roles == ["witness", "witness", "defendant", "defendant"]


def test_a_register_mark_is_no_person() -> None:
    assert persons("predmet K.S. br. 12/20 je spojen", "sr") == []


def test_a_place_after_an_office_is_no_person_and_spreads_nowhere() -> None:
    text = "po optužnici javnog tužilaštva u Primeru Kt 112/2018. Doveo ju je u Primer."
    assert persons(text, "sr") == []


def test_parents_are_relatives_and_their_child_is_not() -> None:
    text = "Okrivljena Vera Uzornić. Ranije.\n2. VERA UZORNIĆ, od oca Petra i majke Ane, rođena"
    assert [entry[1] for entry in persons(text, "sr")] == [
        "defendant", "defendant", "family_member", "family_member",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "roles"),
    [
        ("ZAPISNIČAR          PREDSEDNIK VEĆA - SUDIJA\nMilena Probić          Gradimir Uzorković",
         "sr", ["clerk", "judge_presiding"]),
        ("Zapisničar - viši sudijski saradnik       Predsednik veća - sudija\nZ. Z.       N. P.",
         "sr", ["clerk", "judge_presiding"]),
        ("Записничар          Судија\nАна Измисловска          Марко Непостојевски",
         "mk", ["clerk", "judge_presiding"]),
    ],
)  # fmt: skip
def test_names_in_two_columns_stay_two_names(text: str, language: str, roles: list[str]) -> None:
    seen = persons(text, language)
    assert [entry[1] for entry in seen] == roles
    assert all("   " not in entry[0] and "\n" not in entry[0] for entry in seen)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Okrivljeni: 1. Marko Izmišljić, rođen u Baru, otac troje djece; 2. Janko Probić.", "sr"),
        ("ВИНОВНИ СЕ I. Марко Измислески, роден во Скопје, II. Јанко Пробески.", "mk"),
        ("të pand.: 1. Arben Trillaku, i dtl. 06.01.1961; 2. Dritan Provaj, shofer.", "sq"),
    ],
)
def test_all_of_a_numbered_list_share_the_role(text: str, language: str) -> None:
    assert [entry[1] for entry in persons(text, language)] == ["defendant"] * 2


def test_the_list_ends_where_its_numbers_end() -> None:
    text = "Okrivljeni: 1. Marko Izmišljić, krojač, 2. Janko Probić. Video ga je Petar Zamišljić."
    assert [entry[1] for entry in persons(text, "sr")] == ["defendant", "defendant", None]


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("saslušana je svj. Zorana Kolonić", "sr", "witness"),
        ("njen punomoćnik adv. Zlatana Stopicić", "sr", "victim_counsel"),
        ("posvedočila je soc. radnica Marija Formularić", "sr", "social_worker"),
        ("Вештакот по графологија Панчо Хексаметров утврди", "mk", "expert"),
        ("përfaqësuar nga av. Odeta Shtegvija", "sq", "victim_counsel"),
    ],
)
def test_abbreviated_and_longer_role_words_are_known(text: str, language: str, role: str) -> None:
    assert [entry[1] for entry in persons(text, language)] == [role]
