"""Compensation events and the victims' data in; referrals, missing claims and breaches out."""

from collections.abc import Iterator

from nlp.facts.case import Case, convicts, happened, words_at
from nlp.marks import Entity, Fact, Reason

# Courts give the ground in the sentences around the referral: about five printed lines.
_GROUND_REACH = 450
# Data of a person stand in the same line or two as the name.
_DATA_REACH = 160
# "the minor injured party A. B.", "A. B., a minor": two or three words at most.
_CHILD_REACH = 30
_DATA = {"PERSONAL_ID": "victim_number", "ADDRESS": "victim_address", "PHONE": "victim_number"}


def find_compensation(case: Case) -> Iterator[Fact]:
    """Yield referrals to a civil court, claims not made and pleas silent on compensation."""
    yield from _referral(case)
    missing = happened(case, "compensation_decision", "not_claimed")
    if missing and not words_at(case, "rights_information"):
        yield Fact(kind="not_claimed", reason=Reason(key="not_claimed"), spans=(missing[0].span,))
    pleas = happened(case, "plea_agreement", "accepted")
    if pleas and not happened(case, "compensation_decision"):
        reason = Reason(key="plea_no_compensation")
        yield Fact(kind="plea_no_compensation", reason=reason, spans=(pleas[0].span,))


def find_victims(case: Case) -> Iterator[Fact]:
    """Yield the number of victims and each identifier of a victim that stands in the text."""
    mentions: dict[str, list[Entity]] = {}
    for entity in case.entities:
        if entity.label == "PERSON" and entity.role == "victim":
            mentions.setdefault(str((entity.value or {}).get("name")), []).append(entity)
    if not mentions:
        return
    children = {name for name, found in mentions.items() if any(_child(case, e) for e in found)}
    params = {"count": len(mentions), "children": len(children)}
    yield Fact(
        kind="victims_counted",
        reason=Reason(key="victims_counted", params=params),
        spans=tuple(found[0].span for found in mentions.values()),
        values=params,
    )
    for name, found in mentions.items():
        if _is_full(name):
            kind = "child_named" if name in children else "victim_named"
            yield Fact(kind=kind, reason=Reason(key=kind), spans=(found[0].span,))
    yield from _data(case)


def _referral(case: Case) -> Iterator[Fact]:
    referred = happened(case, "compensation_decision", "referred_to_civil")
    deciding = [event for event in referred if event.section in {"operative_part", "sanction"}]
    if not referred:
        return
    event = (*deciding, *referred)[0]
    grounds = [
        span
        for item in referred
        if (span := words_at(case, "referral_grounds", item.span, _GROUND_REACH))
    ]
    kind = "referred_with_ground" if grounds else "referred_no_ground"
    kind = kind if convicts(case) else "referred_without_conviction"
    law = case.knowledge.fact_rules.referral_law.get(case.profile.country or "", "-")
    reason = Reason(key=kind, params={"law": law})
    yield Fact(kind=kind, reason=reason, spans=(event.span, *grounds[:1]), values={"law": law})


def _child(case: Case, victim: Entity) -> bool:
    limit = case.knowledge.fact_rules.child_age
    ages = [
        entity
        for entity in case.entities
        if entity.label == "AGE"
        and entity.value
        and int(entity.value.get("years") or limit) < limit
        and 0 <= entity.span.start - victim.span.end <= _DATA_REACH // 2
    ]
    return bool(ages) or words_at(case, "child_words", victim.span, _CHILD_REACH) is not None


def _is_full(name: str) -> bool:
    """Tell whether a name is more than initials: two words of three or more letters."""
    words = [word for word in name.split() if len(word.strip(".")) >= 3 and not word.isupper()]
    return len(words) >= 2


def _data(case: Case) -> Iterator[Fact]:
    """Yield personal data whose nearest person before them is a victim."""
    persons = [entity for entity in case.entities if entity.label == "PERSON"]
    for entity in case.entities:
        if entity.label not in _DATA:
            continue
        before = [p for p in persons if 0 <= entity.span.start - p.span.end <= _DATA_REACH]
        if before and before[-1].role == "victim":
            kind = _DATA[entity.label]
            yield Fact(kind=kind, reason=Reason(key=kind), spans=(entity.span, before[-1].span))
