"""What ``nlp`` asks of trained models; ``models`` implements it and ``api`` passes it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.document import SectionKind
from nlp.marks import Entity, Maker, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage as a model sees it: its own text, its language and where it stands."""

    text: str
    language: str
    section: SectionKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A model's opinion: a code with a calibrated score in [0, 1] and the nearest example.

    ``polarity`` follows that example; ``abstain`` marks the band where the model does not know.
    """

    code: str
    score: float
    abstain: bool
    polarity: Polarity
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
