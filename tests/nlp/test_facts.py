"""Facts of made-up judgments: each rule fires where its ground is there, and only there."""

import pytest

from tests.judgments import PRISON, montenegrin, read

REFERRAL = "Oštećena se radi ostvarivanja imovinskopravnog zahtjeva upućuje na parnični postupak."
STATEMENTS = (
    "Oštećena M. M. saslušana je u policiji dana 10.06.2012. godine.\n\n"
    "Oštećena M. M. saslušana je u tužilaštvu dana 12.07.2012. godine.\n\n"
    "Oštećena M. M. saslušana je na glavnom pretresu dana 15.09.2018. godine."
)
CASES = {
    "sentence_below_minimum": {"article": "čl. 444 st. 3 u vezi st. 1"},
    "sentence_suspended": {
        "sanction": "IZRIČE\n\nUSLOVNU OSUDU kojom mu utvrđuje kaznu zatvora u trajanju od "
        "2 (dvije) godine."
    },
    "reclassified": {"article": "čl. 210 st. 1"},
    "charge_downgraded": {
        "article": "čl. 210 st. 1",
        "reasons": "Tužilac je na glavnom pretresu izmijenio optužnicu.",
    },
    "referred_no_ground": {"sanction": f"{PRISON.format('2 (dvije)')}\n\n{REFERRAL}"},
    "referred_with_ground": {
        "sanction": f"{PRISON.format('2 (dvije)')}\n\n{REFERRAL}",
        "reasons": f"{REFERRAL} Podaci postupka ne pružaju pouzdan osnov ni za djelimično "
        "presuđenje, a utvrđivanje bi dovelo do odugovlačenja postupka.",
    },
    "referred_without_conviction": {
        "verdict": "OSLOBAĐA SE OD OPTUŽBE",
        "sanction": "Troškovi padaju na teret budžeta.",
        "reasons": REFERRAL,
    },
    "not_claimed": {"reasons": "Oštećena nije istakla imovinskopravni zahtjev."},
    "indictment_to_final": {"charged": "03.02.2014."},
    "report_to_first_judgment": {
        "reasons": "Oštećena je podnijela krivičnu prijavu dana 02.03.2013. godine."
    },
    "victim_statements": {"reasons": STATEMENTS},
    "victim_named": {"victim": "Mariju Marković"},
    "child_named": {"victim": "Mariju Marković, maloljetnu,"},
}


@pytest.mark.parametrize(("kind", "parts"), CASES.items(), ids=CASES.keys())
def test_a_fact_is_found_where_its_ground_is(kind: str, parts: dict[str, str]) -> None:
    assert kind in montenegrin(**parts).kinds()


def test_an_ordinary_trafficking_judgment_has_only_its_victims_counted() -> None:
    assert montenegrin().kinds() == {"victims_counted"}


def test_a_judgment_for_another_offence_has_no_facts() -> None:
    text = montenegrin(reasons=REFERRAL).context.document.text
    theft = text.replace("444", "239").replace("trgovina ljudima", "krađa")
    assert read(theft).facts == ()


def test_a_claim_not_made_after_information_is_no_fact() -> None:
    reasons = (
        "Oštećena je poučena o pravu na naknadu. Oštećena nije istakla imovinskopravni zahtjev."
    )
    assert "not_claimed" not in montenegrin(reasons=reasons).kinds()


def test_every_fact_quotes_the_document() -> None:
    found = montenegrin(**CASES["victim_statements"])
    for fact in found.facts:
        assert fact.spans
        assert all(found.context.document.quote(span).strip() for span in fact.spans)


ALBANIAN = """REPUBLIKA E SHQIPËRISË
GJYKATA E SHKALLËS SË PARË PËR KRIME TË RËNDA

VENDIM
NË EMËR TË REPUBLIKËS

Gjykata mori në shqyrtim çështjen në ngarkim të të pandehurit A. B., i akuzuar për veprën penale \
të trafikimit, parashikuar nga neni 110/a i Kodit Penal.

VËREN SE

{course}

PËR KËTO ARSYE

VENDOSI

1. Deklarimin fajtor të të pandehurit A. B. për veprën penale të parashikuar nga neni 110/a i \
Kodit Penal dhe dënimin e tij me {years} vjet burgim.
"""


@pytest.mark.parametrize(
    ("years", "course", "kind"),
    [
        ("6 (gjashtë)", "Gjykata pranoi gjykim të shkurtuar.", "summary_trial_third"),
        ("5 (pesë)", "Gjykata pranoi gjykim të shkurtuar.", "plea_below_minimum"),
        ("6 (gjashtë)", "Mbrojtja kërkoi gjykim të shkurtuar.", "sentence_below_minimum"),
    ],
)
def test_the_albanian_summary_trial_explains_a_third(years: str, course: str, kind: str) -> None:
    found = read(ALBANIAN.format(years=years, course=course)).kinds()
    assert found & {"summary_trial_third", "plea_below_minimum", "sentence_below_minimum"} == {kind}
