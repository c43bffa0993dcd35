"""A marked document in; what all computations ask of it out: offences, sections, wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpora.law import Article
from corpora.records import Texts
from corpora.shapes import Knowledge
from nlp.compiled import once_per_knowledge
from nlp.cues import Cue, compile_cues, find_cues
from nlp.document import Document, Section, SectionKind, Span
from nlp.fold import Folded
from nlp.marks import Entity, Event, Profile, Values
from nlp.statutes import normal_article, resolve

Group = Literal["trafficking", "related"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document with all marks that facts are computed from."""

    document: Document
    profile: Profile
    sections: tuple[Section, ...]
    folded: Folded
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    knowledge: Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """A reference to an article of a criminal code that the data files know."""

    span: Span
    group: Group
    values: Values

    @property
    def name(self) -> str:
        """The article as written in the reference's normal form."""
        paragraph = self.values.get("paragraph")
        return (
            f"{self.values['article']}({paragraph})" if paragraph else str(self.values["article"])
        )


def offences(case: Case, kinds: Sequence[SectionKind] = ()) -> tuple[Offence, ...]:
    """Return trafficking and related offences cited in sections of some kinds, or anywhere."""
    spans = [section.span for section in case.sections if section.kind in kinds]
    found = []
    for entity in case.entities:
        if entity.label != "STATUTE_REF" or not entity.value or entity.value.get("law") != "KZ":
            continue
        if kinds and not any(span.contains(entity.span) for span in spans):
            continue
        for values in _each(entity.value):
            group = offence_group(values, case.knowledge)
            if group:
                found.append(Offence(span=entity.span, group=group, values=values))
    return tuple(found)


def offence_group(values: Values, knowledge: Knowledge) -> Group | None:
    """Tell whether a reference names a country's trafficking or a related offence."""
    country = next((c for c in knowledge.countries if c.code == values.get("country")), None)
    wanted = normal_article(str(values.get("article") or ""))
    if country is None or not wanted:
        return None
    if any(normal_article(article.article) == wanted for article in country.trafficking):
        return "trafficking"
    return "related" if resolve({**values, "law": "KZ"}, knowledge) else None


def about_trafficking(case: Case) -> bool:
    """Tell whether the document cites a trafficking or related offence of its country."""
    return bool(offences(case))


def law_of_the_act(case: Case, offence: Offence) -> Article | None:
    """Return the offence's article as in force when the act ended, as far as the text tells.

    The act's end is the latest date in the description of the act.
    """
    facts = [section.span for section in case.sections if section.kind == "facts"]
    dates = [
        str(entity.value["date"])
        for entity in case.entities
        if entity.label == "DATE"
        and entity.value
        and any(span.contains(entity.span) for span in facts)
    ]
    return resolve(offence.values, case.knowledge, max(dates, default=None))


def inside(case: Case, span: Span, kinds: Sequence[SectionKind]) -> bool:
    """Tell whether a span lies in a section of one of the kinds."""
    return any(s.kind in kinds and s.span.contains(span) for s in case.sections)


def happened(case: Case, kind: str, *outcomes: str) -> tuple[Event, ...]:
    """Return the actual events of a kind in these proceedings, with one of the outcomes if any."""
    return tuple(
        event
        for event in case.events
        if event.type == kind
        and event.modality == "actual"
        and not event.other_proceedings
        and (not outcomes or event.outcome in outcomes)
    )


def convicts(case: Case) -> bool:
    """Tell whether the document is a judgment that convicts, alone or beside acquittals."""
    return case.profile.kind in {"judgment", "appeal_judgment"} and any(
        event.section in {"operative_part", "sanction"}
        for event in (
            *happened(case, "first_instance_judgment", "convicted"),
            *happened(case, "sentence"),
        )
    )


def words_at(case: Case, group: str, span: Span | None = None, reach: int = 0) -> Span | None:
    """Return where words of a group of the fact rules first stand, near a span or anywhere."""
    start, end = case.folded.place(span) if span else (0, len(case.folded.lower))
    start, end = max(0, start - reach), min(len(case.folded.lower), end + reach)
    hits = find_cues(_book(case.knowledge)[group], case.folded, start, end)
    first = min(hits, key=lambda hit: hit.start, default=None)
    return case.folded.source(first.start, first.end) if first else None


@once_per_knowledge
def _book(knowledge: Knowledge) -> dict[str, tuple[Cue[str], ...]]:
    rules = knowledge.fact_rules
    groups: dict[str, Texts] = {
        "referral_grounds": rules.referral_grounds,
        "rights_information": rules.rights_information,
        "child_words": rules.child_words,
        "gain_words": rules.gain_words,
        "covert_words": rules.covert_words,
        "summary_trial": rules.summary_trial,
    }
    return {name: compile_cues([(name, texts)]) for name, texts in groups.items()}


def _each(values: Values) -> list[Values]:
    """Return the values of every article of a reference group such as ``444(3);444(1)``."""
    each: list[Values] = []
    for written in str(values.get("articles") or "").split(";"):
        article, _, rest = written.partition("(")
        paragraph = rest.partition(")")[0]
        each.append({**values, "article": article, "paragraph": paragraph or None})
    return each if values.get("articles") else [values]
