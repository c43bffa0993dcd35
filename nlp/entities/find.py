"""A document with its passages and sections in; all entities in text order out."""

from collections.abc import Callable, Iterable, Sequence

from corpora.shapes import Knowledge
from nlp.document import Document, Passage, Section
from nlp.entities.dated import find_dates_and_numbers
from nlp.entities.exact import find_checked_numbers
from nlp.entities.mentions import Ground, Mention, word_languages
from nlp.entities.money import find_money
from nlp.entities.patterned import find_patterned
from nlp.entities.persons import find_persons
from nlp.entities.places import find_places
from nlp.entities.proposed import find_proposed
from nlp.entities.resolver import resolve_overlaps
from nlp.entities.sanctions import find_sanctions
from nlp.entities.statutes import find_statute_references
from nlp.fold import Folded
from nlp.marks import Entity, Maker

MAKER = Maker(name="rules", version="1.0.0")
Finder = Callable[[Ground], Iterable[Mention]]
# In running order; where two mentions have the same range, the earlier finder's stays.
FINDERS: tuple[Finder, ...] = (
    find_checked_numbers,
    find_dates_and_numbers,
    find_statute_references,
    find_sanctions,
    find_money,
    find_patterned,
    find_persons,
    find_places,
    find_proposed,
)


def find_entities(
    document: Document,
    passages: Sequence[Passage],
    sections: Sequence[Section],
    folded: Folded,
    knowledge: Knowledge,
    country: str | None,
    proposed: tuple[Mention, ...] = (),
) -> tuple[Entity, ...]:
    """Return the document's entities in text order.

    Args:
        document: the text the spans count in.
        passages: say which languages occur; with none known, the words of all are tried.
        sections: decide which role a person named in two roles has.
        folded: the fold of the whole document, paragraph breaks as ``\\n``.
        knowledge: words, names, places, law.
        country: code of the country whose law is cited where the text names none.
        proposed: what a tagger saw where an earlier call without it found nothing.
    """
    ground = Ground(
        document=document,
        folded=folded,
        sections=tuple(sections),
        languages=word_languages([passage.language for passage in passages]),
        knowledge=knowledge,
        country=country,
        proposed=proposed,
    )
    mentions = [mention for finder in FINDERS for mention in finder(ground)]
    return tuple(
        Entity(
            label=mention.label,
            span=folded.source(mention.start, mention.end),
            role=mention.role,
            value=mention.value,
            maker=mention.maker or MAKER,
        )
        for mention in resolve_overlaps(mentions, knowledge.entities)
    )
