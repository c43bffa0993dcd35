"""Facts become suggestions for the codes a rule decides, the same ones each time."""

import pytest

from corpora.library import load
from nlp.marks import Fact, Reason
from nlp.suggest.rules import KINDS_WITH_A_RULE, suggest_from_facts
from tests.judgments import montenegrin

RULE_CODES = {code.id for code in load().codes if code.detector == "rule"}


def all_facts() -> tuple[Fact, ...]:
    span = montenegrin().context.passages[0].span
    return tuple(Fact(kind=k, reason=Reason(key=k), spans=(span,)) for k in KINDS_WITH_A_RULE)


def test_the_rules_serve_each_code_that_a_rule_decides_and_no_other() -> None:
    found = suggest_from_facts(montenegrin().context, all_facts())
    assert {suggestion.code for suggestion in found} == RULE_CODES


def test_each_suggestion_has_its_own_id_and_the_same_one_again() -> None:
    context = montenegrin().context
    first = [suggestion.id for suggestion in suggest_from_facts(context, all_facts())]
    assert len(set(first)) == len(first)
    assert first == [suggestion.id for suggestion in suggest_from_facts(context, all_facts())]


def test_a_lenient_sentence_is_shown_at_the_sentence() -> None:
    found = montenegrin(article="čl. 444 st. 3 u vezi st. 1")
    (suggestion,) = (
        s for s in suggest_from_facts(found.context, found.facts) if s.source == "rule"
        and s.code == "adj_lenient_sentence"
    )  # fmt: skip
    assert "zatvora" in found.context.document.quote(suggestion.span)
    assert found.context.passages[suggestion.passage or 0].span.contains(suggestion.span)
    assert not suggestion.abstain


def test_a_law_entry_from_memory_lowers_the_score() -> None:
    context = montenegrin().context
    span = context.passages[0].span
    kind = "sentence_below_minimum"
    sure, doubtful = (
        Fact(kind=kind, reason=Reason(key=kind), spans=(span,), values={"doubtful": doubt})
        for doubt in (False, True)
    )
    first, second = suggest_from_facts(context, (sure, doubtful))
    assert second.score < first.score


@pytest.mark.parametrize("kind", ["victims_counted", "summary_trial_third"])
def test_a_plain_fact_suggests_nothing(kind: str) -> None:
    context = montenegrin().context
    fact = Fact(kind=kind, reason=Reason(key=kind), spans=(context.passages[0].span,))
    assert suggest_from_facts(context, (fact,)) == ()
