"""The events of a case in; how long it took, how often it was quashed or the victim heard out."""

from collections.abc import Iterator
from datetime import date

from nlp.facts.case import Case, happened
from nlp.marks import Event, Fact, Reason, Values
from nlp.timeline import day_of, read_day, years_between


def find_course(case: Case) -> Iterator[Fact]:
    """Yield lengths and counts that reach the thresholds of the event rules."""
    yield from _length(case, "crime_report", "report_to_first_judgment")
    yield from _length(case, "indictment_filed", "indictment_to_final")
    yield from _quashings(case)
    yield from _statements(case)


def _threshold(case: Case, name: str) -> float:
    checks = {check.id: check for check in case.knowledge.event_rules.duration_checks}
    return checks[name].warn_years or checks[name].warn_at or 0


def _length(case: Case, kind: str, name: str) -> Iterator[Fact]:
    start = min(
        ((day, event) for event in happened(case, kind) if (day := day_of(event))),
        key=lambda item: item[0],
        default=None,
    )
    end = _decided(case, name)
    if start is None or end is None:
        return
    years = years_between(start[0], end)
    if years > _threshold(case, name):
        params: Values = {"years": years, "start": start[0].isoformat(), "end": end.isoformat()}
        spans = tuple(span for span in (start[1].span, start[1].date_span) if span)
        yield Fact(kind=name, reason=Reason(key=name, params=params), spans=spans, values=params)


def _decided(case: Case, name: str) -> date | None:
    """Return the day of the first judgment, or of the document's own decision."""
    if name == "report_to_first_judgment" and case.profile.kind != "judgment":
        days = [day for e in happened(case, "first_instance_judgment") if (day := day_of(e))]
        return min(days, default=None)
    if case.profile.kind in {"judgment", "appeal_judgment", "ruling"}:
        return read_day(case.profile.decision_date)
    return None


def _quashings(case: Case) -> Iterator[Fact]:
    quashed = happened(case, "appeal_decision", "quashed_remitted")
    dated = {event.date: event for event in quashed if event.date}
    if len(dated) >= _threshold(case, "quashings_count"):
        params = {"count": len(dated)}
        spans = tuple(sorted(event.span for event in dated.values()))
        reason = Reason(key="quashings", params=params)
        yield Fact(kind="quashings", reason=reason, spans=spans, values=params)


def _statements(case: Case) -> Iterator[Fact]:
    """Count a victim's statements that differ in date or in the authority that took them."""
    by_victim: dict[str | None, dict[tuple[str | None, str | None], Event]] = {}
    for event in happened(case, "victim_statement"):
        if event.date or event.venue:
            by_victim.setdefault(event.actor, {}).setdefault((event.date, event.venue), event)
    for statements in by_victim.values():
        if len(statements) >= _threshold(case, "victim_statements_count"):
            params = {"count": len(statements)}
            spans = tuple(sorted(event.span for event in statements.values()))
            reason = Reason(key="victim_statements", params=params)
            yield Fact(kind="victim_statements", reason=reason, spans=spans, values=params)
