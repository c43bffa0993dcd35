"""What a finder is given (``Ground``) and what it gives back (``Mention``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.shapes import Knowledge
from nlp.document import Document, Section, SectionKind
from nlp.fold import Folded
from nlp.marks import Maker, Values

# Serbian, Montenegrin, Bosnian and Croatian share one set of words once they are folded.
_WORD_LANGUAGES = {
    "sr-Latn": "sr", "sr-Cyrl": "sr", "cnr": "sr", "hr": "sr", "bs": "sr",
    "mk": "mk", "sq": "sq", "en": "en",
}  # fmt: skip
ALL_LANGUAGES = ("en", "mk", "sq", "sr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One document made ready for the finders; ``languages`` are keys of the data files.

    ``proposed`` is what a trained tagger saw where the rules found nothing.
    """

    document: Document
    folded: Folded
    sections: tuple[Section, ...]
    languages: tuple[str, ...]
    knowledge: Knowledge
    country: str | None
    proposed: "tuple[Mention, ...]" = ()

    def section_at(self, place: int) -> SectionKind | None:
        """Return the innermost section around a folded place."""
        if place >= len(self.folded.starts):
            return None
        offset = self.folded.starts[place]
        inside = [s for s in self.sections if s.span.start <= offset < s.span.end]
        return min(inside, key=lambda s: len(s.span)).kind if inside else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention at the folded range [start, end); ``checked`` ones passed a checksum.

    Without ``maker`` it is the rules'.
    """

    label: str
    start: int
    end: int
    role: str | None = None
    value: Values | None = None
    checked: bool = False
    maker: Maker | None = None


def word_languages(passage_languages: Sequence[str]) -> tuple[str, ...]:
    """Return the data files' languages for those of passages; all where none is known."""
    known = {_WORD_LANGUAGES[code] for code in passage_languages if code in _WORD_LANGUAGES}
    return tuple(sorted(known)) or ALL_LANGUAGES


@lru_cache(maxsize=256)
def words_of(knowledge: Knowledge, name: str, group: str, languages: tuple[str, ...]) -> str:
    """Return one alternation, longest words first, of a phrase file's group.

    Raises:
        KeyError: when there is no such file or group.
    """
    phrases = {item.id: item for item in knowledge.phrases}[name]
    texts = phrases.groups[group]
    words = [word for language in (*languages, "any") for word in texts.get(language, ())]
    # A group without words in this language must match nothing, not the empty string.
    return "|".join(sorted(set(words), key=lambda word: -len(word))) or r"(?!)"


def clause_start(text: str, place: int, reach: int) -> int:
    """Return where the text to look back over begins: a line or sentence end, at most ``reach``."""
    floor = max(0, place - reach)
    return max(text.rfind("\n", floor, place) + 1, text.rfind("; ", floor, place) + 1, floor)
