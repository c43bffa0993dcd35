"""A trained tagger and what the rules found in; mentions where the rules found nothing out."""

from collections.abc import Iterator, Sequence

from nlp.document import Document, Passage
from nlp.entities.mentions import Ground, Mention
from nlp.fold import Folded
from nlp.marks import Entity
from nlp.protocols import PassageText, TaggerModel


def propose(
    document: Document,
    passages: Sequence[Passage],
    folded: Folded,
    found: Sequence[Entity],
    tagger: TaggerModel,
) -> tuple[Mention, ...]:
    """Return what the tagger sees beside the entities found already.

    The rules are exact about what they know (registers, role words, names seen before), so a
    mention of theirs stays as it is; the tagger adds what no rule foresaw.
    """
    texts = [
        PassageText(
            text=document.quote(passage.span), language=passage.language, section=passage.section
        )
        for passage in passages
    ]
    taken = {place for entity in found for place in range(entity.span.start, entity.span.end)}
    proposed = []
    for passage, entities in zip(passages, tagger.tag(texts), strict=True):
        for entity in entities:
            span = entity.span.shift(passage.span.start)
            start, end = folded.place(span)
            if start < end and taken.isdisjoint(range(span.start, span.end)):
                mention = Mention(
                    label=entity.label, start=start, end=end, role=entity.role, maker=entity.maker
                )
                proposed.append(mention)
    return tuple(proposed)


def find_proposed(ground: Ground) -> Iterator[Mention]:
    """Yield the proposals that are no persons; persons are linked with the others' names."""
    return (mention for mention in ground.proposed if mention.label != "PERSON")
