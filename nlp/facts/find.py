"""A marked document in; all computed facts, theme by theme, out."""

from collections.abc import Callable, Iterable, Sequence

from corpora.shapes import Knowledge
from nlp.document import Document, Section
from nlp.facts.case import Case, about_trafficking
from nlp.facts.charges import find_charges
from nlp.facts.course import find_course
from nlp.facts.sanctions import find_sanctions
from nlp.facts.victims import find_compensation, find_victims
from nlp.fold import Folded
from nlp.marks import Entity, Event, Fact, Profile

# In the order in which a reader meets them in a decision.
COMPUTATIONS: tuple[Callable[[Case], Iterable[Fact]], ...] = (
    find_sanctions,
    find_charges,
    find_compensation,
    find_course,
    find_victims,
)


def find_facts(
    document: Document,
    profile: Profile,
    sections: Sequence[Section],
    folded: Folded,
    entities: Sequence[Entity],
    events: Sequence[Event],
    knowledge: Knowledge,
) -> tuple[Fact, ...]:
    """Return what follows from entities and events by the law's arithmetic.

    A document that cites neither trafficking nor a related offence has no facts: what is short for
    another offence is no shortcoming here.
    """
    case = Case(
        document=document,
        profile=profile,
        sections=tuple(sections),
        folded=folded,
        entities=tuple(entities),
        events=tuple(events),
        knowledge=knowledge,
    )
    if not about_trafficking(case):
        return ()
    return tuple(fact for compute in COMPUTATIONS for fact in compute(case))
