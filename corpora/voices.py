"""The words that tell whose voice a sentence has, and of whom it speaks."""

from functools import cache
from importlib.resources import files

from corpora.library import read_shape
from corpora.records import Shape, Texts


class Voices(Shape, frozen=True):
    """Cues, by language, for a party's claim, the court's rejection, the victim, the accused."""

    party_claims: Texts
    rejections: Texts
    victims: Texts
    accused: Texts


@cache
def load_voices() -> Voices:
    """Return the cues; the file is read once a process."""
    return read_shape(files("corpora").joinpath("voices.yaml"), Voices)
