"""Overlapping mentions in; mentions of which at most the allowed ones lie in each other out."""

from collections.abc import Sequence

from corpora.shapes import EntityKind
from nlp.entities.mentions import Mention


def resolve_overlaps(
    mentions: Sequence[Mention], kinds: Sequence[EntityKind]
) -> tuple[Mention, ...]:
    """Keep checked before unchecked, longer before shorter, earlier before later finders.

    A shorter mention stays inside a longer one only where the longer one's kind ``contains`` it.
    Of two mentions with the same label and range the first stays.
    """
    nests = {kind.id: frozenset(kind.contains) for kind in kinds}
    order = sorted(
        range(len(mentions)),
        key=lambda i: (not mentions[i].checked, mentions[i].start - mentions[i].end, i),
    )
    taken: dict[int, list[Mention]] = {}
    kept = []
    for index in order:
        mention = mentions[index]
        rivals = (r for place in range(mention.start, mention.end) for r in taken.get(place, ()))
        if all(_may_lie_in(mention, rival, nests) for rival in rivals):
            kept.append(mention)
            for place in range(mention.start, mention.end):
                taken.setdefault(place, []).append(mention)
    return tuple(sorted(kept, key=lambda mention: (mention.start, -mention.end, mention.label)))


def _may_lie_in(inner: Mention, outer: Mention, nests: dict[str, frozenset[str]]) -> bool:
    return (
        inner.label in nests.get(outer.label, frozenset())
        and outer.start <= inner.start
        and inner.end <= outer.end
    )
