"""Sentences and the offences they stand for in; how they compare with the law's minimum out."""

from collections.abc import Iterator

from corpora.law import Article
from nlp.facts.case import (
    Case,
    Offence,
    convicts,
    happened,
    inside,
    law_of_the_act,
    offences,
    words_at,
)
from nlp.marks import Entity, Fact, Reason

# The Albanian summary trial takes off a third (AL CPC 403-406, read).
_SUMMARY_SHARE = 2 / 3
_DAYS_A_MONTH = 30


def find_sanctions(case: Case) -> Iterator[Fact]:
    """Yield a fact for each pronounced prison sentence below the minimum or suspended.

    Only sentences for trafficking count, or for a related offence where the document also cites
    trafficking: an ordinary lesser offence is no lenient trafficking sentence.
    """
    convicted = _convicted(case)
    if not convicted or not convicts(case):
        return
    plea = bool(happened(case, "plea_agreement", "accepted"))
    for sentence in _pronounced(case):
        offence = _nearest(convicted, sentence)
        article = law_of_the_act(case, offence)
        if article is not None:
            yield from _compare(case, sentence, offence, article, "plea" if plea else "sentence")


def _convicted(case: Case) -> tuple[Offence, ...]:
    """Return the trafficking offences of the operative part, else the related ones."""
    cited = offences(case, ("operative_part", "sanction"))
    grave = tuple(offence for offence in cited if offence.group == "trafficking")
    if grave:
        return grave
    known = any(offence.group == "trafficking" for offence in offences(case))
    return cited if known else ()


def _pronounced(case: Case) -> Iterator[Entity]:
    """Yield the prison sentences of the decision, not those its description of the act tells."""
    for entity in case.entities:
        prison = entity.label == "SENTENCE" and (entity.value or {}).get("kind") == "prison"
        sanction = inside(case, entity.span, ("sanction",))
        operative = inside(case, entity.span, ("operative_part",))
        if prison and (sanction or (operative and not inside(case, entity.span, ("facts",)))):
            yield entity


def _nearest(convicted: tuple[Offence, ...], sentence: Entity) -> Offence:
    """Return the last offence cited before the sentence.

    Of "paragraph 3 in conjunction with paragraph 1" it is the first: that is the qualification.
    """
    before = [item for item in convicted if item.span.start < sentence.span.start]
    last = (before or list(convicted[:1]))[-1]
    return next(item for item in convicted if item.span == last.span)


def _compare(
    case: Case, sentence: Entity, offence: Offence, article: Article, prefix: str
) -> Iterator[Fact]:
    values = sentence.value or {}
    months, days = int(values.get("months") or 0), int(values.get("days") or 0)
    minimum = article.penalty_range.min_months if article.penalty_range else None
    doubtful = article.confidence in {"memory", "unsure"}
    params = {"months": months, "minimum": minimum, "article": offence.name}
    about = {**params, "country": offence.values.get("country"), "doubtful": doubtful}
    spans = (sentence.span, offence.span)
    if minimum is not None and months * _DAYS_A_MONTH + days < minimum * _DAYS_A_MONTH:
        kind = f"{prefix}_below_minimum"
        summary = words_at(case, "summary_trial") and happened(case, "plea_agreement")
        if summary and months >= minimum * _SUMMARY_SHARE:
            kind = "summary_trial_third"
        key = f"{kind}_doubtful" if doubtful and kind != "summary_trial_third" else kind
        yield Fact(kind=kind, reason=Reason(key=key, params=params), spans=spans, values=about)
    if values.get("suspended"):
        reason = Reason(key=f"{prefix}_suspended", params={"article": offence.name})
        yield Fact(kind=f"{prefix}_suspended", reason=reason, spans=spans, values=about)
