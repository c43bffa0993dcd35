import pytest

from corpora.library import load
from nlp.document import Span
from nlp.fold import fold
from nlp.headings import find_headings


def ids_alone(text: str) -> set[str]:
    folded = fold(text)
    hits = find_headings(folded, [Span(start=0, end=len(text))], load().countries)
    return {hit.id for hit in hits if hit.alone}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("O b r a z l o ž e nj e", "reasoning"),
        ("OBRAZLOZENJE", "reasoning"),
        ("0BRAZL0ŽENJE", "reasoning"),
        ("OBRAZLOŽENIE:", "reasoning"),
        ("О б р а з л о ж е њ е", "reasoning"),
        ("ОБРАЗЛОЖЕНИЕ", "reasoning"),
        ("KRIVJE", "operative"),
        ("UIMECRNEGORE", "introduction"),
        ("P R E S U D U", "decision_title"),
        ("OSUDJUJE", "sanction"),
        ("PRAVNA P0UKA", "legal_remedy"),
        ("PËR KËTO ARSYE", "operative"),
        ("KËRKESË PËR GJYKIM", "indictment_title"),
        ("ОБВИНИТЕЛЕН АКТ", "indictment_title"),
    ],
)
def test_spaced_joined_and_misread_headings_are_known(text: str, id: str) -> None:  # noqa: A002
    assert id in ids_alone(text)


def test_a_word_inside_a_sentence_is_no_heading() -> None:
    text = "U obrazloženju pobijane presude sudija navodi razloge."
    folded = fold(text)
    assert not find_headings(folded, [Span(start=0, end=len(text))], load().countries)


def test_a_loud_heading_inside_a_running_line_is_found() -> None:
    text = "sudija je donio P R E S U D U okrivljeni je KRIV JE"
    folded = fold(text)
    hits = find_headings(folded, [Span(start=0, end=len(text))], load().countries)
    assert {"decision_title", "operative"} <= {hit.id for hit in hits if hit.loud}
