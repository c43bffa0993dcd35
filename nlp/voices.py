"""A sentence in; whose voice it has, and of whom it speaks, out.

"A party's argument rejected by the court is polarity neutral, attribution party" (taxonomy,
general rules): the same words can be the shortcoming or its opposite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpora.voices import Voices
from nlp.cues import Cue, compile_cues, cue_language, find_cues
from nlp.document import DocumentKind
from nlp.fold import Folded
from nlp.marks import Attribution, Polarity

# A voice cue in the sentence itself, or anywhere in its passage.
Heard = Literal["party", "rejected", "party_near", "rejected_near"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceBook:
    """Compiled voice cues by kind and language."""

    cues: dict[tuple[str, str], tuple[Cue[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says it, and whether the words stand for the shortcoming."""

    attribution: Attribution
    polarity: Polarity


def make_voice_book(voices: Voices) -> VoiceBook:
    """Compile the voice cues once."""
    kinds = {
        "party": voices.party_claims,
        "rejected": voices.rejections,
        "victim": voices.victims,
        "accused": voices.accused,
    }
    book = {
        (kind, language): compile_cues([(kind, {language: words})])
        for kind, texts in kinds.items()
        for language, words in texts.items()
    }
    return VoiceBook(cues=book)


def speaks(book: VoiceBook, kind: str, folded: Folded, place: tuple[int, int], lang: str) -> bool:
    """Tell whether a folded range has a cue of a kind: party, rejected, victim or accused."""
    cues: Sequence[Cue[str]] = book.cues.get((kind, cue_language(lang)), ())
    return next(find_cues(cues, folded, *place), None) is not None


def listen(
    book: VoiceBook,
    folded: Folded,
    *,
    sentence: tuple[int, int],
    passage: tuple[int, int],
    language: str,
) -> frozenset[Heard]:
    """Return which voice cues stand in a folded sentence, and which in its passage (``near``)."""
    asked: tuple[tuple[Heard, str, tuple[int, int]], ...] = (
        ("party", "party", sentence),
        ("rejected", "rejected", sentence),
        ("party_near", "party", passage),
        ("rejected_near", "rejected", passage),
    )
    return frozenset(
        name for name, kind, place in asked if speaks(book, kind, folded, place, language)
    )


def hear(
    book: VoiceBook,
    folded: Folded,
    *,
    sentence: tuple[int, int],
    passage: tuple[int, int],
    language: str,
    kind: DocumentKind,
) -> Voice:
    """Return the voice of a sentence.

    Args:
        book: compiled cues.
        folded: the document's folded text.
        sentence: folded range of the sentence with the evidence.
        passage: folded range of its passage; a rejection often stands a sentence later.
        language: the passage's language.
        kind: an indictment speaks with the prosecutor's voice, an appeal court reviews.
    """
    if speaks(book, "party", folded, sentence, language):
        rejected = speaks(book, "rejected", folded, passage, language)
        return Voice(attribution="party", polarity="neutral" if rejected else "shortcoming")
    by_kind: dict[str, Attribution] = {"indictment": "party", "appeal_judgment": "higher_court"}
    return Voice(attribution=by_kind.get(kind, "court_self"), polarity="shortcoming")
