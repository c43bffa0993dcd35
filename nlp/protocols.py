"""What ``nlp`` asks of trained models; ``models`` implements it and ``api`` passes it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.document import DocumentKind, SectionKind
from nlp.marks import Attribution, Entity, Maker, Polarity
from nlp.voices import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage as a model sees it: its own text, its language and where it stands.

    ``document_kind`` and ``heard`` (the voice cues in it and around it) tell whose voice it has;
    a passage that comes alone has none.
    """

    text: str
    language: str
    section: SectionKind | None
    document_kind: DocumentKind | None = None
    heard: frozenset[Heard] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A model's opinion: a code with a calibrated score in [0, 1] and the nearest example.

    ``abstain`` marks the band where the model does not know.
    """

    code: str
    score: float
    abstain: bool
    polarity: Polarity
    attribution: Attribution
    nearest_example: str


class PassageModel(Protocol):
    """Scores passages against codes, vulnerability factors and elements."""

    @property
    def maker(self) -> Maker:
        """Name, version and weights' checksum."""

    def judge(self, passages: Sequence[PassageText]) -> Sequence[tuple[Judgement, ...]]:
        """Return, for each passage in order, the codes worth showing (often none)."""


class TaggerModel(Protocol):
    """Finds entities in a passage; spans count code points of the given text."""

    @property
    def maker(self) -> Maker:
        """Name, version and weights' checksum."""

    def tag(self, passages: Sequence[PassageText]) -> Sequence[tuple[Entity, ...]]:
        """Return, for each passage in order, the entities found in it."""
