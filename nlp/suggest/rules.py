"""Computed facts in; suggestions for the codes that a rule decides out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.marks import Attribution, Fact, Maker, Suggestion, suggestion_id
from nlp.suggest.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The code a kind of fact speaks for, how surely, and in whose voice."""

    code: str
    score: float
    attribution: Attribution = "court_self"


# Scores are prior judgements, not frequencies: .9 arithmetic on the decision's own words, .8 where
# an entity or event may be misread, .6 where the code's definition asks for more than the rule
# sees, .4 where the law itself explains the fact and a person must look.
_RULES: dict[str, Rule] = {
    "sentence_below_minimum": Rule(code="adj_lenient_sentence", score=0.9),
    "sentence_suspended": Rule(code="adj_lenient_sentence", score=0.8),
    "plea_below_minimum": Rule(code="pro_plea_undervalues_offence", score=0.9),
    "plea_suspended": Rule(code="pro_plea_undervalues_offence", score=0.8),
    "plea_no_compensation": Rule(
        code="pro_plea_undervalues_offence", score=0.6, attribution="reviewer_inference"
    ),
    "reclassified": Rule(code="adj_reclassified_to_lesser_offence", score=0.8),
    "charge_downgraded": Rule(
        code="pro_downgrade_during_proceedings", score=0.8, attribution="reviewer_inference"
    ),
    "report_to_first_judgment": Rule(
        code="adj_undue_length", score=0.6, attribution="reviewer_inference"
    ),
    "indictment_to_final": Rule(
        code="adj_undue_length", score=0.8, attribution="reviewer_inference"
    ),
    "quashings": Rule(code="adj_undue_length", score=0.8, attribution="reviewer_inference"),
    "victim_statements": Rule(
        code="prot_repeated_questioning", score=0.8, attribution="reviewer_inference"
    ),
    "referred_no_ground": Rule(code="comp_referred_to_civil_court", score=0.9),
    "referred_with_ground": Rule(code="comp_referred_to_civil_court", score=0.6),
    "referred_without_conviction": Rule(code="comp_referred_to_civil_court", score=0.4),
    "not_claimed": Rule(code="comp_not_informed_or_claimed", score=0.8),
    "child_named": Rule(code="prot_privacy_breach", score=0.9),
    "victim_named": Rule(code="prot_privacy_breach", score=0.8),
    "victim_number": Rule(code="prot_privacy_breach", score=0.9),
    "victim_address": Rule(code="prot_privacy_breach", score=0.8),
}
KINDS_WITH_A_RULE = tuple(_RULES)
# A law entry from memory may be wrong; the arithmetic on it then only asks for a look.
_DOUBTFUL = 0.6


def suggest_from_facts(context: Context, facts: Sequence[Fact]) -> tuple[Suggestion, ...]:
    """Return one suggestion for each fact that speaks for a code."""
    maker = Maker(name="rules", version="1", taxonomy_version=context.knowledge.taxonomy_version)
    return tuple(
        _suggest(context, fact, _RULES[fact.kind], maker) for fact in facts if fact.kind in _RULES
    )


def _suggest(context: Context, fact: Fact, rule: Rule, maker: Maker) -> Suggestion:
    span = fact.spans[0]
    doubt = _DOUBTFUL if fact.values.get("doubtful") else 1.0
    starts = [passage.span.start for passage in context.passages]
    index = bisect_right(starts, span.start) - 1
    held = index >= 0 and context.passages[index].span.contains(span)
    return Suggestion(
        id=suggestion_id(
            context.document.id, f"{rule.code}/{fact.kind}", span, "shortcoming", "rule", maker
        ),
        document_id=context.document.id,
        kind="shortcoming",
        code=rule.code,
        span=span,
        passage=context.passages[index].index if held else None,
        score=round(rule.score * doubt, 4),
        abstain=False,
        polarity="shortcoming",
        attribution=rule.attribution,
        source="rule",
        reason=fact.reason,
        maker=maker,
    )
