"""Suggestions from cues and models: strength, voice, ties to the victim, precedence."""

from collections.abc import Sequence

import pytest

from corpora.library import load
from nlp.marks import Analysis, Maker, Suggestion
from nlp.pipeline import analyse_passage, cue_book
from nlp.protocols import Judgement, PassageText
from nlp.suggest.merge import merge


def read(text: str, language: str = "sr-Latn", country: str = "RS") -> Analysis:
    return analyse_passage(text, language, country, "reasoning", knowledge=load())


def find(analysis: Analysis, code: str) -> Suggestion | None:
    return next((s for s in analysis.suggestions if s.code == code), None)


OFFENCE = " Krivično delo trgovina ljudima iz člana 388. stav 1. Krivičnog zakonika."


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Oštećena je dobrovoljno pristala da radi.", "sr-Latn", "RS"),
        ("Оштећена је добровољно пристала да ради.", "sr-Cyrl", "RS"),
        ("Оштетената доброволно се согласила да работи.", "mk", "MK"),
        ("The victim went voluntarily with the accused and agreed to work.", "en", "RS"),
    ],
)
def test_consent_is_noticed_in_each_language(text: str, language: str, country: str) -> None:
    analysis = read(text, language, country)
    suggestion = find(analysis, "adj_consent_treated_as_defence")
    assert suggestion is not None
    assert suggestion.source == "cue"
    assert suggestion.reason.params["cue"] in analysis.document.quote(suggestion.span)


def test_a_rejected_claim_of_a_party_is_neutral() -> None:
    text = (
        "Branilac u žalbi ističe da je oštećena dobrovoljno pristala. "
        "Ovi navodi su neosnovani." + OFFENCE
    )
    suggestion = find(read(text), "adj_consent_treated_as_defence")
    assert suggestion is not None
    assert (suggestion.attribution, suggestion.polarity) == ("party", "neutral")


def test_the_courts_own_words_are_the_courts() -> None:
    text = "Sud je cenio da je oštećena dobrovoljno pristala da radi." + OFFENCE
    suggestion = find(read(text), "adj_consent_treated_as_defence")
    assert suggestion is not None
    assert (suggestion.attribution, suggestion.polarity) == ("court_self", "shortcoming")


def test_a_trait_of_the_accused_is_no_vulnerability() -> None:
    assert (
        find(read("Okrivljeni je nezaposlen i lošeg imovnog stanja." + OFFENCE), "vul_poverty")
        is None
    )
    assert find(read("Oštećena je nezaposlena i siromašna." + OFFENCE), "vul_poverty") is not None


def test_another_offence_weakens_a_cue() -> None:
    text = "Sud je cenio da je oštećena dobrovoljno pristala."
    other = find(read(text + " Krivično delo krađa iz člana 203. Krivičnog zakonika."),
                 "adj_consent_treated_as_defence")  # fmt: skip
    trafficking = find(read(text + OFFENCE), "adj_consent_treated_as_defence")
    assert trafficking is not None
    assert other is not None
    assert other.score < trafficking.score


@pytest.mark.parametrize("section", ["introduction", "remedy", "signature"])
def test_formulas_give_no_suggestion_from_cues(section: str) -> None:
    text = "Oštećena je dobrovoljno pristala i upućuje se na parnični postupak."
    analysis = analyse_passage(text, "sr-Latn", "RS", section, knowledge=load())  # type: ignore[arg-type]
    assert not [s for s in analysis.suggestions if s.source == "cue"]


class OneJudgement:
    """A model with a fixed opinion of every passage: the real ones are tested in tests/models."""

    maker = Maker(name="encoder", version="test")

    def __init__(self, code: str = "adj_victim_stereotypes") -> None:
        self.code = code

    def judge(self, passages: Sequence[PassageText]) -> Sequence[tuple[Judgement, ...]]:
        opinion = Judgement(
            code=self.code,
            score=0.6,
            abstain=False,
            polarity="shortcoming",
            attribution="court_self",
            nearest_example="primer " * 60,
        )
        return [(opinion,) for _ in passages]


def test_a_models_judgement_becomes_a_suggestion_with_its_example() -> None:
    analysis = analyse_passage(
        "Sud je cenio ponašanje oštećene.",
        "sr-Latn",
        "RS",
        "reasoning",
        knowledge=load(),
        passage_model=OneJudgement(),
    )
    suggestion = find(analysis, "adj_victim_stereotypes")
    assert suggestion is not None
    assert suggestion.source == "encoder"
    assert suggestion.maker.version == "test"
    assert str(suggestion.reason.params["example"]).endswith("…")


def test_the_firmest_source_stays() -> None:
    analysis = analyse_passage(
        "Oštećena je lakog morala i slobodnijeg ponašanja." + OFFENCE,
        "sr-Latn",
        "RS",
        "reasoning",
        knowledge=load(),
        passage_model=OneJudgement(),
    )
    sources = {s.source for s in analysis.suggestions if s.code == "adj_victim_stereotypes"}
    assert len(sources) == 1
    assert merge(analysis.suggestions) == analysis.suggestions


def test_an_empty_text_gives_an_empty_analysis() -> None:
    analysis = read("   ")
    assert not analysis.passages
    assert not analysis.suggestions


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Oštećena A. B., stara 15 godina, živela je u stanu.", "sr-Latn", "RS"),
        ("E dëmtuara A.B., 16 vjeç, u dërgua në strehëz.", "sq", "AL"),
        ("The injured party, a 15-year-old girl, was heard.", "en", "RS"),
    ],
)
def test_an_age_under_18_makes_a_minor_victim(text: str, language: str, country: str) -> None:
    suggestion = find(read(text, language, country), "vul_minor_age")
    assert suggestion is not None
    assert suggestion.source == "rule"


def test_the_age_of_the_accused_does_not() -> None:
    assert find(read("Okrivljeni P. P., star 17 godina, priznao je delo."), "vul_minor_age") is None


PLEA = "Tužilac i okrivljeni su potpisali sporazum o priznanju krivice."
CLOSED = "Tužilac i okrivljeni su zaključili sporazum o priznanju krivice."


def test_a_common_phrase_is_unsure_where_the_offence_is_not_told() -> None:
    alone = find(read(PLEA), "pro_plea_undervalues_offence")
    among = find(read(PLEA + OFFENCE), "pro_plea_undervalues_offence")
    assert alone is not None
    assert among is not None
    assert alone.abstain
    assert not among.abstain


def test_two_cues_on_the_same_words_are_no_more_than_the_stronger() -> None:
    book = cue_book(load())
    strengths = {c.cue: c.key.strength for c in book.by_language["sr"]}
    suggestion = find(read(CLOSED), "pro_plea_undervalues_offence")
    assert suggestion is not None
    # Three quarters, since the text does not tell its offence.
    expected = 0.75 * strengths["zaključi* sporazum o priznanju"]
    assert suggestion.score == pytest.approx(expected, abs=1e-3)


def test_a_cue_is_unsure_where_the_model_that_read_it_sees_nothing() -> None:
    text = "Oštećena je dobrovoljno pristala da radi." + OFFENCE
    code = "adj_consent_treated_as_defence"
    alone = find(read(text), code)
    doubted = find(
        analyse_passage(
            text, "sr-Latn", "RS", "reasoning", knowledge=load(), passage_model=OneJudgement()
        ),
        code,
    )
    assert alone is not None
    assert doubted is not None
    assert not alone.abstain
    assert doubted.abstain
    assert (doubted.id, doubted.span) == (alone.id, alone.span)
    assert 0 < doubted.score < alone.score


def test_a_cue_that_the_model_confirms_stays_as_sure_as_it_was() -> None:
    text = "Oštećena je dobrovoljno pristala da radi." + OFFENCE
    code = "adj_consent_treated_as_defence"
    confirmed = analyse_passage(
        text, "sr-Latn", "RS", "reasoning", knowledge=load(), passage_model=OneJudgement(code)
    )
    assert find(confirmed, code) == find(read(text), code)
    assert find(confirmed, code) is not None
