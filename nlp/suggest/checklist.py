"""A marked document in; the codes that only an absence shows, asked of the whole document, out.

An item never says "not done": a decision does not show the whole file.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nlp.document import Span
from nlp.facts.case import Case, about_trafficking, convicts, happened, words_at
from nlp.marks import ChecklistItem, Reason
from nlp.suggest.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A code, why it may not apply (a reason's key or none), and the evidence that answers it."""

    code: str
    inapplicable: Callable[[Case], str | None]
    evidence: Callable[[Case], tuple[Span, ...]]


def check_absences(context: Context) -> tuple[ChecklistItem, ...]:
    """Return one item for each absence code, in the order of ``QUESTIONS``."""
    case = Case(
        document=context.document,
        profile=context.profile,
        sections=context.sections,
        folded=context.folded,
        entities=context.entities,
        events=context.events,
        knowledge=context.knowledge,
    )
    return tuple(_answer(case, question) for question in QUESTIONS)


def _answer(case: Case, question: Question) -> ChecklistItem:
    reason = "na_not_trafficking" if not about_trafficking(case) else question.inapplicable(case)
    if reason:
        return ChecklistItem(code=question.code, state="not_applicable", reason=Reason(key=reason))
    spans = question.evidence(case)
    if spans:
        quote = " ".join(case.document.quote(spans[0]).split())
        found = Reason(key="evidence_found", params={"quote": quote})
        return ChecklistItem(code=question.code, state="evidence_found", reason=found, spans=spans)
    absent = Reason(key=f"absent_{question.code}")
    return ChecklistItem(code=question.code, state="no_evidence", reason=absent)


def _steps(case: Case, kind: str, *outcomes: str) -> tuple[Span, ...]:
    return tuple(event.span for event in happened(case, kind, *outcomes))


def _granted(case: Case, kind: str) -> tuple[Span, ...]:
    """Return the steps that were taken: a refusal shows no confiscation and no status."""
    return tuple(event.span for event in happened(case, kind) if event.outcome != "refused")


def _gain(case: Case) -> bool:
    """Tell whether the description of the act speaks of money or gain.

    Albanian decisions describe the act in their reasoning.
    """
    kinds = {"facts", "operative_part"}
    if not any(section.kind == "facts" for section in case.sections):
        kinds.add("reasoning")
    told = [section.span for section in case.sections if section.kind in kinds]
    return any(words_at(case, "gain_words", span) for span in told) or any(
        entity.label == "MONEY"
        and any(s.kind == "facts" and s.span.contains(entity.span) for s in case.sections)
        for entity in case.entities
    )


def _no_conviction_or_gain(case: Case) -> str | None:
    if case.profile.kind == "indictment":
        return "na_indictment"
    if not convicts(case):
        return "na_no_conviction"
    return None if _gain(case) else "na_no_gain"


def _no_gain(case: Case) -> str | None:
    return None if _gain(case) else "na_no_gain"


def _no_victim(case: Case) -> str | None:
    named = any(entity.role == "victim" for entity in case.entities)
    return None if named or happened(case, "victim_statement") else "na_no_victim"


def _no_testimony(case: Case) -> str | None:
    return None if happened(case, "victim_statement") else "na_no_testimony"


def _nothing_covert(case: Case) -> str | None:
    return None if words_at(case, "covert_words") else "na_nothing_covert"


def _expertise(case: Case) -> tuple[Span, ...]:
    return tuple(e.span for e in happened(case, "expert_report") if e.venue == "victim")


def _assistance(case: Case) -> tuple[Span, ...]:
    counsel = tuple(entity.span for entity in case.entities if entity.role == "victim_counsel")
    told = words_at(case, "rights_information")
    return counsel or ((told,) if told else ())


QUESTIONS = (
    Question(
        code="adj_no_confiscation",
        inapplicable=_no_conviction_or_gain,
        evidence=lambda case: _granted(case, "confiscation"),
    ),
    Question(code="inv_expert_evidence_missing", inapplicable=_no_victim, evidence=_expertise),
    Question(
        code="inv_no_financial_investigation",
        inapplicable=_no_gain,
        evidence=lambda case: _steps(case, "financial_freeze"),
    ),
    Question(
        code="inv_no_special_measures",
        inapplicable=_nothing_covert,
        evidence=lambda case: _steps(case, "special_measures"),
    ),
    Question(
        code="prot_no_legal_aid_or_information", inapplicable=_no_victim, evidence=_assistance
    ),
    Question(
        code="prot_special_status_not_granted",
        inapplicable=_no_testimony,
        evidence=lambda case: _granted(case, "special_witness_status"),
    ),
)
