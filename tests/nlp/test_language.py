from pathlib import Path

import pytest

from nlp.language import identify, identify_all, script_of, variety


@pytest.mark.parametrize(
    ("text", "base", "script"),
    [
        ("The court finds the accused guilty of trafficking in persons and sentences him.", "en", "Latn"),  # noqa: E501
        ("Sud je ocijenio da je okrivljeni kriv za krivično djelo trgovina ljudima.", "bcms", "Latn"),  # noqa: E501
        ("Суд је оценио да је окривљени крив за кривично дело трговина људима.", "bcms", "Cyrl"),
        ("Судот оцени дека обвинетиот е виновен за кривичното дело трговија со луѓе.", "mk", "Cyrl"),  # noqa: E501
        ("Gjykata vlerëson se i pandehuri është fajtor për veprën e trafikimit të personave.", "sq", "Latn"),  # noqa: E501
        ("Sodišče je ugotovilo, da je obdolženec kriv kaznivega dejanja trgovine z ljudmi v Ljubljani.", "und", "Latn"),  # noqa: E501
        ("Съдът намира, че подсъдимият е виновен за това, че през месец март е извършил трафик на хора.", "und", "Cyrl"),  # noqa: E501
        ("KĆERKA", "bcms", "Latn"),
        ("ОБРАЗЛОЖЕЊЕ ће", "bcms", "Cyrl"),
        ("луѓе", "mk", "Cyrl"),
        ("është", "sq", "Latn"),
        ("15/2021", "und", None),
    ],
)  # fmt: skip
def test_language_and_script_are_told(text: str, base: str, script: str | None) -> None:
    assert identify(text) == (base, script)


def test_a_short_passage_speaks_as_its_neighbours() -> None:
    long = "Судот оцени дека обвинетиот е виновен за кривичното дело трговија со луѓе и го осудува."
    assert [base for base, _ in identify_all(["К 15/21", long, "СУДИЈА"])] == ["mk"] * 3


def test_a_long_foreign_passage_stays_undecided() -> None:
    ours = "Sud je ocijenio da je okrivljeni kriv za krivično djelo trgovina ljudima iz člana 444."
    foreign = (
        "Das Gericht hat den Angeklagten wegen Menschenhandels zu einer Haftstrafe verurteilt."
    )
    assert [base for base, _ in identify_all([ours, foreign, ours])] == ["bcms", "und", "bcms"]


@pytest.mark.parametrize(
    ("base", "script", "country", "code"),
    [
        ("bcms", "Latn", "ME", "cnr"),
        ("bcms", "Cyrl", "ME", "cnr"),
        ("bcms", "Latn", "RS", "sr-Latn"),
        ("bcms", "Cyrl", "RS", "sr-Cyrl"),
        ("bcms", "Latn", None, "sr-Latn"),
        ("bcms", "Latn", "BA", "bs"),
        ("bcms", "Latn", "HR", "hr"),
        ("mk", "Cyrl", "MK", "mk"),
        ("sq", "Latn", "AL", "sq"),
        ("und", "Latn", "AL", "und"),
    ],
)
def test_the_courts_country_names_the_variety(
    base: str, script: str, country: str | None, code: str
) -> None:
    assert variety(base, "Cyrl" if script == "Cyrl" else "Latn", country) == code


def test_script_counts_letters_only() -> None:
    assert script_of("123 ...") is None
    assert script_of("Члан 12 st") == "Cyrl"


@pytest.mark.needs_data
@pytest.mark.parametrize(
    ("name", "base"),
    [("eng", "en"), ("mkd", "mk"), ("sqi", "sq"), ("srp-Latn", "bcms"), ("srp-Cyrl", "bcms"),
     ("hrv", "bcms"), ("bos", "bcms")],
)  # fmt: skip
def test_news_sentences_are_told_apart(shared_data: Path, name: str, base: str) -> None:
    lines = (shared_data / "ntrex" / f"ntrex.{name}.txt").read_text("utf-8").splitlines()[:400]
    right = sum(identify(line)[0] == base for line in lines)
    assert right >= 0.97 * len(lines), right / len(lines)
