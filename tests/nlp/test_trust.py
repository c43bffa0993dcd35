"""Unbelievable text layers are recognised, and honest ones in every language are not accused."""

from pathlib import Path

import pytest

from nlp.ocr import own_language
from nlp.trust import TRUSTWORTHY, text_trust

SERBIAN = (
    "Okrivljeni je kriv što je u toku prošle godine, u nameri da žrtvu iskoristi, odveo oštećenu "
    "iz kuće njenih roditelja i držao je u stanu, čime je izvršio krivično delo za koje se goni "
    "po službenoj dužnosti, te se osuđuje na kaznu zatvora u trajanju od šest godina. "
) * 3
CYRILLIC = "Суд је утврдио да је оштећена била принуђена на рад и да је живела у страху. " * 5
MACEDONIAN = "Судот утврди дека оштетената била присилена на работа и дека живеела во страв. " * 5
ALBANIAN = (
    "Gjykata vendos se i pandehuri është fajtor për veprën penale të trafikimit dhe e dënon atë "
    "me burgim, sepse viktima nuk ishte e lirë dhe jetonte në frikë nga ai që e mbante. "
) * 3
ENGLISH = "The court found that the defendant held the victim's passport and kept the wages. " * 5
YUSCII = str.maketrans("čćžšđČĆŽŠĐ", "~}`{|^]@[\\")


@pytest.mark.parametrize("text", [SERBIAN, CYRILLIC, MACEDONIAN, ALBANIAN, ENGLISH])
def test_honest_text_is_believed_without_reasons(text: str) -> None:
    assert text_trust(text).score == 1.0
    assert text_trust(text).reasons == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_text"),
        (". - 12", "no_text"),
        (SERBIAN.translate(YUSCII), "legacy_font_encoding"),
        (CYRILLIC.replace("а", "a").replace("о", "o"), "mixed_script_words"),
        (SERBIAN.translate(str.maketrans("čćžšđ", "cczsd")), "lost_diacritics"),
        (ALBANIAN.translate(str.maketrans("ëç", "ec")), "lost_diacritics"),
        (SERBIAN.encode("cp1250").decode("latin-1"), "wrong_code_page"),
        (CYRILLIC.encode("cp1251").decode("latin-1"), "wrong_code_page"),
        (SERBIAN.encode().decode("latin-1"), "wrong_code_page"),
        (SERBIAN.replace("š", "\ue123"), "private_use_characters"),
        (SERBIAN.replace("š", "\x1b"), "control_characters"),
        (SERBIAN.replace("š", "\ufffd"), "replacement_characters"),
        ("(cid:12)(cid:7) " * 60, "replacement_characters"),
        ("xqvtk bcdfg hjklm npqst wxzbc " * 9, "unlikely_letters"),
    ],
)
def test_each_fault_is_named_and_not_believed(text: str, reason: str) -> None:
    trust = text_trust(text)
    assert reason in trust.reasons
    assert trust.score < TRUSTWORTHY


def test_mail_addresses_and_brackets_are_no_legacy_font() -> None:
    text = ENGLISH + " write to clerk@court.example [sic] (see [12]) " * 3
    assert "legacy_font_encoding" not in text_trust(text).reasons


@pytest.mark.parametrize(
    ("text", "model"),
    [(SERBIAN, "srp_latn"), (CYRILLIC, "srp"), (MACEDONIAN + " ѓ ќ", "mkd"), (ALBANIAN, "sqi"),
     (ENGLISH, "eng"), ("12. 3. 2021", None)],
)  # fmt: skip
def test_the_letters_of_a_page_choose_its_ocr_model(text: str, model: str | None) -> None:
    assert own_language(text) == model


@pytest.mark.needs_data
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bs_Zakon-o-cestama-Federacije-Bosne-i-Hercegovine-SLFBiH-06-02.pdf",
         "legacy_font_encoding"),
        ("cnr_Zakon-o-bezbjednosti-saobracaja-na-putevima.pdf", "control_characters"),
        ("sr_zakon-o-bezbednosti-i-interoperabilnosti-zeleznice.pdf", "mixed_script_words"),
        ("sr_krivicni-zakonik.pdf", None),
        ("mk_Zakon-za-vozila.pdf", None),
        ("sq_ligji2.pdf", None),
    ],
)  # fmt: skip
def test_faults_of_real_gazettes_are_found(
    shared_data: Path, name: str, reason: str | None
) -> None:
    from nlp.pages.pdfium import PdfiumFile

    file = PdfiumFile((shared_data / "law_pdfs" / name).read_bytes())
    trusts = [text_trust(file.text(index).text) for index in range(1, 5)]
    file.close()
    found = {doubt for trust in trusts for doubt in trust.reasons}
    assert (reason in found) if reason else not found
