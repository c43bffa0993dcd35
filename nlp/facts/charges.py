"""Offences charged and offences of the decision in; what became of a trafficking charge out."""

from collections.abc import Iterator

from nlp.document import Span
from nlp.facts.case import Case, Offence, convicts, happened, offences
from nlp.marks import Fact, Reason

# A charge is told with its article within about four printed lines of the word "indictment".
_CHARGE_REACH = 320


def find_charges(case: Case) -> Iterator[Fact]:
    """Yield at most one fact: the charge of trafficking was amended, or the court changed it."""
    charged = _charged(case)
    decided = offences(case, ("operative_part", "sanction"))
    amended = happened(case, "charge_amended")
    altered = happened(case, "appeal_decision", "altered")
    grave = [offence for offence in decided if offence.group == "trafficking"]
    lesser = [offence for offence in decided if offence.group == "related"]
    if not charged or not lesser or not convicts(case):
        return
    in_operative = [event for event in altered if event.section == "operative_part"]
    if grave and not in_operative:
        return
    kind = "charge_downgraded" if amended and not in_operative else "reclassified"
    spans = (lesser[-1].span, charged[0].span, *(event.span for event in amended[:1]))
    params = {"charged": charged[0].name, "convicted": lesser[-1].name}
    yield Fact(kind=kind, reason=Reason(key=kind, params=params), spans=spans, values=params)


def _charged(case: Case) -> tuple[Offence, ...]:
    """Return the trafficking offences of the introduction or told beside the indictment."""
    indictments = [event.span for event in happened(case, "indictment_filed")]
    return tuple(
        offence
        for offence in (*offences(case, ("introduction",)), *offences(case))
        if offence.group == "trafficking"
        and (
            any(s.kind == "introduction" and s.span.contains(offence.span) for s in case.sections)
            or any(_near(span, offence.span) for span in indictments)
            or happened(case, "appeal_decision", "altered")
        )
    )


def _near(first: Span, second: Span) -> bool:
    return 0 <= second.start - first.start <= _CHARGE_REACH
