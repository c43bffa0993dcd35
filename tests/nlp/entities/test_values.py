"""Normal forms: what the numbers and words of a mention come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.exact import is_albanian_nid, is_domestic_account, is_iban, is_jmbg
from nlp.entities.numerals import read_amount
from tests.nlp.entities.reading import quotes, read


@pytest.mark.parametrize(
    ("text", "language", "articles", "law", "known"),
    [
        ("čl. 444 st. 3 u vezi st. 1 KZCG", "sr", "444(3);444(1)", "KZ", True),
        ("члана 444. став 3. Кривичног законика", "sr", "444(3)", "KZ", True),
        ("čl. 4 st. 2, 42 i 45 st.1 tač.3 KZ", "sr", "4(2);42;45(1)[3]", "KZ", False),
        ("stav 2. člana 444 KZ", "sr", "444(2)", "KZ", True),
        ("čl. 120 do 124 ZKP-a", "sr", "120-124", "ZKP", True),
        ("член 418-а став 1 од КЗ", "mk", "418-a(1)", "KZ", True),
        ("nenet 128/b/3 e 25 të Kodit Penal", "sq", "128/b(3);25", "KZ", True),
        ("neni 128/b, paragrafi i tretë i Kodit Penal", "sq", "128/b(3)", "KZ", True),
        ("Article 444(2) of the Criminal Code", "en", "444(2)", "KZ", True),
        ("čl. 10. st. 2. Zakona o snu", "sr", "10(2)", "Zakona o snu", False),
        ("krivično djelo iz čl. 444 st. 1", "sr", "444(1)", "KZ", True),
        ("iz čl. 77 st. 1", "sr", "77(1)", None, False),
    ],
)  # fmt: skip
def test_a_reference_names_its_articles_and_law(
    text: str, language: str, articles: str, law: str | None, known: bool
) -> None:
    (value,) = [e.value for e in read(text, language) if e.label == "STATUTE_REF"]
    assert value is not None
    assert (value["articles"], value["law"], value["known"]) == (articles, law, known)


def test_a_second_law_opens_a_second_reference() -> None:
    text = "čl. 42 KZ u vezi sa čl. 10 ZKP"
    assert quotes(text, "sr", "STATUTE_REF") == ["čl. 42 KZ", "čl. 10 ZKP"]


@pytest.mark.parametrize(
    ("text", "language", "kind", "months", "days", "suspended"),
    [
        ("zatvor u trajanju od 2 (dvije) godine i 6 (šest) mjeseci", "sr", "prison", 30, 0, False),
        ("казну затвора у трајању од три године", "sr", "prison", 36, 0, False),
        ("USLOVNU OSUDU, kaznu zatvora od 30 (trideset) dana", "sr", "prison", 0, 30, True),
        ("затвор во траење од 4 (четири) години и 6 (шест) месеци", "mk", "prison", 54, 0, False),
        ("me 8 (tetë) vjet burgim", "sq", "prison", 96, 0, False),
        ("burgim prej 3 vjet e 6 muaj", "sq", "prison", 42, 0, False),
        ("sentenced to 3 years and 6 months", "en", "prison", 42, 0, False),
    ],
)  # fmt: skip
def test_a_sentence_has_its_length(
    text: str, language: str, kind: str, months: int, days: int, suspended: bool
) -> None:
    (value,) = [e.value for e in read(text, language) if e.label == "SENTENCE"]
    assert value == {"kind": kind, "months": months, "days": days, "suspended": suspended}


@pytest.mark.parametrize(
    ("text", "language", "suspended"),
    [
        ("Na kaznu zatvora od 1 godine.\nIzriče mu uslovnu osudu: zatvor od 8 meseci.", "sr",
         [False, True]),
        ("Osuđen je na zatvor od 2 godine, a drugoj je izrečena uslovna osuda.", "sr", [False]),
        ("izriče\nUSLOVNU OSUDU\nUtvrđuje mu kaznu zatvora od 6 meseci i nalaže trošak.", "sr",
         [True]),
        ("Utvrđuje mu se zatvor od 6 meseci. Kazna se neće izvršiti ako ne ponovi delo.", "sr",
         [True]),
        ("Opoziva se uslovna osuda i izriče kazna zatvora od 2 godine.", "sr", [False]),
        ("Го осудува на затвор во траење од 6 месеци. Казната нема да се изврши ако", "mk", [True]),
        ("Е осуден на затвор од 3 години, додека на Б. му е изречена условна осуда.", "mk",
         [False]),
        ("me 2 vjet burgim dhe pezullimin e ekzekutimit të vendimit", "sq", [True]),
        ("sentenced to 2 years' imprisonment, suspended for 3 years", "en", [True]),
        ("sentenced to 4 years, while B. received a suspended sentence", "en", [False]),
    ],
)  # fmt: skip
def test_a_sentence_is_suspended_only_by_its_own_words(
    text: str, language: str, suspended: list[bool]
) -> None:
    values = [e.value for e in read(text, language) if e.label == "SENTENCE"]
    assert [value["suspended"] for value in values if value] == suspended


def test_a_fine_keeps_the_sum_inside_it() -> None:
    text = "novčanu kaznu od 800 eura"
    assert [e.label for e in read(text, "sr")] == ["SENTENCE", "MONEY"]


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("1.500,50 eura", "sr", 1500.5, "EUR"),
        ("20.000 динара", "sr", 20000, "RSD"),
        ("5 hiljada evra", "sr", 5000, "EUR"),
        ("800 (osam stotina) €", "sr", 800, "EUR"),
        ("30.000 денари", "mk", 30000, "MKD"),
        ("100.000 lekë", "sq", 100000, "ALL"),
        ("€ 500", "en", 500, "EUR"),
    ],
)
def test_money_has_amount_and_currency(
    text: str, language: str, amount: float, currency: str
) -> None:
    (value,) = [e.value for e in read(text, language) if e.label == "MONEY"]
    assert value == {"amount": amount, "currency": currency}


@given(st.from_regex(r"(0[1-9]|[12][0-9])(0[1-9]|1[0-2])[0-9]{8}", fullmatch=True))
def test_no_two_check_digits_prove_the_same_personal_number(body: str) -> None:
    assert sum(is_jmbg(f"{body}{digit}") for digit in range(10)) == 1


@given(st.integers(0, 10**18 - 1))
def test_one_misread_digit_breaks_an_account(number: int) -> None:
    bank, account = divmod(number, 10**15)[0] % 1000, number % 10**13
    check = 98 - int(f"{bank:03}{account:013}00") % 97
    right = f"{bank:03}-{account}-{check:02}"
    wrong = f"{bank:03}-{account}-{(check + 1) % 100:02}"
    assert is_domestic_account(right)
    assert not is_domestic_account(wrong)


def test_ibans_and_albanian_numbers_are_checked() -> None:
    assert is_iban("ME25505000012345678951")
    assert not is_iban("ME25505000012345678952")
    assert is_albanian_nid("I05101999I")
    assert not is_albanian_nid("I05991999I")


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_amounts_read_back_what_was_written(whole: int, cents: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert read_amount(written) == pytest.approx(whole + cents / 100)
