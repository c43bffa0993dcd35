"""A tagger beside the rules: it adds what they did not see, and persons are linked."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpora.library import load
from nlp.document import Span
from nlp.marks import Entity, Maker
from nlp.pipeline import analyse_passage
from nlp.protocols import PassageText

MAKER = Maker(name="tagger", version="0")


@dataclass(frozen=True)
class Sees:
    """Finds the given words wherever they stand, as a trained tagger might."""

    words: dict[str, tuple[str, str | None]]
    maker: Maker = MAKER

    def tag(self, passages: Sequence[PassageText]) -> Sequence[tuple[Entity, ...]]:
        return [
            tuple(
                Entity(label=label, span=_span(passage.text, word), role=role, maker=MAKER)
                for word, (label, role) in self.words.items()
                if word in passage.text
            )
            for passage in passages
        ]


def _span(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(start=start, end=start + len(word))


def entities(text: str, tagger: Sees) -> dict[str, Entity]:
    analysis = analyse_passage(text, "en", None, None, knowledge=load(), tagger=tagger)
    return {text[e.span.start : e.span.end]: e for e in analysis.entities}


def test_what_no_rule_saw_is_added_in_the_taggers_name() -> None:
    text = "They drove to zorgburg with qwentin on 3 May 2019."
    seen = Sees(words={"zorgburg": ("LOCATION", None), "qwentin": ("PERSON", "victim")})
    found = entities(text, seen)
    assert (found["zorgburg"].label, found["zorgburg"].maker) == ("LOCATION", MAKER)
    assert (found["qwentin"].role, found["qwentin"].maker) == ("victim", MAKER)
    assert found["3 May 2019"].maker.name == "rules"


def test_what_a_rule_saw_stays_the_rules() -> None:
    text = "The hearing was on 3 May 2019."
    found = entities(text, Sees(words={"3 May 2019": ("LOCATION", None)}))
    assert [(e.label, e.maker.name) for e in found.values()] == [("DATE", "rules")]
