"""The ground in; known places, in any case ending, out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.entities.mentions import Ground, Mention
from nlp.fold import fold_text

# Case endings of place names over the folded forms of our languages.
_ENDINGS = r"(?:ama|ima|em|om|og|oj|oga|omu|ata|es|en|ane|in|it|un|ut|ne|se|a|e|i|o|u)?"


def find_places(ground: Ground) -> Iterator[Mention]:
    """Yield LOCATION for each capitalised name of the place files."""
    for match in _pattern(ground.knowledge).finditer(ground.folded.text):
        yield Mention(label="LOCATION", start=match.start(), end=match.end())


@lru_cache(maxsize=4)
def _pattern(knowledge: Knowledge) -> re.Pattern[str]:
    names = {name for places in knowledge.places for name in (*places.names, *places.forms)}
    by_first: dict[str, set[str]] = {}
    for name in names:
        stems = [_stem(word) for word in fold_text(name).split()]
        by_first.setdefault(stems[0][0], set()).add(" ".join(stems))
    alternatives = "|".join(
        f"(?:{'|'.join(_written(stems) for stems in sorted(group, key=lambda s: -len(s)))})"
        for _, group in sorted(by_first.items())
    )
    return re.compile(rf"(?<![\w-])(?=[A-Z])(?i:{alternatives})(?!\w)")


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "aeiou" else word


def _written(stems: str) -> str:
    return " ".join(re.escape(stem) + _ENDINGS for stem in stems.split())
