"""Absences are asked of the whole document and never say "not done"."""

import pytest

from corpora.library import load
from nlp.marks import ChecklistState
from nlp.suggest.checklist import check_absences
from tests.judgments import Read, montenegrin, read

VICTIM = "Oštećena M. M. je u policiji navela da je bila zaključana. "
FOUND = {
    "adj_no_confiscation": "Određeno je oduzimanje imovinske koristi.",
    "inv_expert_evidence_missing": "Obavljeno je vještačenje oštećene.",
    "inv_no_financial_investigation": "Sprovedena je finansijska istraga.",
    "inv_no_special_measures": "Kriminalna grupa je otkrivena. Određene su mjere tajnog nadzora.",
    "prot_no_legal_aid_or_information": "Oštećena je poučena o pravima.",
    "prot_special_status_not_granted": "Isključena je javnost sa pretresa.",
}


def states(found: Read) -> dict[str, ChecklistState]:
    return {item.code: item.state for item in check_absences(found.context)}


def test_the_list_asks_for_each_code_that_only_an_absence_shows() -> None:
    wanted = {code.id for code in load().codes if code.detector == "checklist"}
    assert set(states(montenegrin())) == wanted


@pytest.mark.parametrize(("code", "sentence"), FOUND.items(), ids=FOUND.keys())
def test_evidence_in_the_document_answers_the_question(code: str, sentence: str) -> None:
    found = montenegrin(reasons=VICTIM + sentence)
    assert states(found)[code] == "evidence_found"
    (item,) = (item for item in check_absences(found.context) if item.code == code)
    assert found.context.document.quote(item.spans[0]) in found.context.document.text


@pytest.mark.parametrize("code", FOUND.keys())
def test_silence_is_no_evidence(code: str) -> None:
    reasons = VICTIM + "Okrivljeni je bio član kriminalne grupe."
    assert states(montenegrin(reasons=reasons))[code] == "no_evidence"


def test_confiscation_is_not_asked_of_an_acquittal() -> None:
    found = montenegrin(verdict="OSLOBAĐA SE OD OPTUŽBE", sanction="Troškovi ostaju.")
    assert states(found)["adj_no_confiscation"] == "not_applicable"


def test_nothing_is_asked_of_a_judgment_for_another_offence() -> None:
    text = montenegrin(reasons=VICTIM).context.document.text
    theft = read(text.replace("444", "239").replace("trgovina ljudima", "krađa"))
    assert set(states(theft).values()) == {"not_applicable"}
