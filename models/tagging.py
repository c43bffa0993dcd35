"""Words with spans in, and tags' scores in; what the tagger reads, and spans out. No weights here.

A tag is ``O`` or ``B-``/``I-`` before a kind (``COURT``) or a person's kind with the coarse role
(``PERSON/judge``). Serbian and Montenegrin Cyrillic is read in Latin letters, word by word, so that
both scripts of a text get the same tags.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpora.tagged import TaggedText, load_schemes
from models.encoder import IN_LATIN
from nlp.transliterate import to_latin

KINDS = (
    *(f"PERSON/{role}" for role in sorted(set(load_schemes().roles.values()))),
    *("COURT", "PROSECUTION", "AUTHORITY", "NGO_SHELTER", "COMPANY", "LOCATION", "ADDRESS"),
)
TAGS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))
_PLACE = {tag: place for place, tag in enumerate(TAGS)}
_WORD = re.compile(r"\w+|[^\w\s]")
PROMPT = "passage: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text cut for the model: the words' spans in the text, and its pieces.

    ``first[i]`` is the place of word ``i``'s first piece in ``ids``, counted without cutting.
    """

    spans: tuple[tuple[int, int], ...]
    ids: tuple[int, ...]
    first: tuple[int, ...]


def cut(text: str, language: str, tokenizer: Tokenizer) -> Words:
    """Return a text's words and pieces, with the model's prompt and marks at both ends."""
    spans = [match.span() for match in _WORD.finditer(text)]
    written, starts, end = PROMPT, [], 0
    for start, stop in spans:
        written += " " if text[end:start] else ""
        starts.append(len(written))
        word = text[start:stop]
        written += to_latin(word) if language in IN_LATIN else word
        end = stop
    encoding = tokenizer.encode(written)
    return Words(
        spans=tuple(spans), ids=tuple(encoding.ids), first=_first(starts, encoding.offsets)
    )


def _first(starts: Sequence[int], offsets: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return, for each word, the piece that holds its first letter."""
    found, piece = [], 1
    for start in starts:
        while piece < len(offsets) - 2 and offsets[piece][1] <= start:
            piece += 1
        found.append(piece)
    return tuple(found)


def allowed_tags(text: TaggedText, words: Words) -> NDArray[np.bool_]:
    """Return which tags each word may have by its source, of shape (words, tags).

    A source that does not tell an organisation's kind allows several; the model is trained to put
    its probability on any of them (marginal likelihood over ambiguous labels: Cour et al., JMLR
    2011).
    """
    scheme = load_schemes().schemes[text.scheme]
    allowed = np.zeros((len(words.spans), len(TAGS)), dtype=bool)
    allowed[:, 0] = True
    for kind in _kinds_of(scheme.hidden, None):
        allowed[:, [_PLACE[f"B-{kind}"], _PLACE[f"I-{kind}"]]] = True
    for span in text.spans:
        named = scheme.labels.get(span.label, ())
        kinds = _kinds_of(named, load_schemes().roles.get(span.role or ""))
        inside = [i for i, (a, b) in enumerate(words.spans) if a < span.end and b > span.start]
        if not kinds or not inside:
            continue
        for edge, places in (("B", inside[:1]), ("I", inside[1:])):
            allowed[places] = "NONE" in named and np.arange(len(TAGS)) == 0
            for kind in kinds:
                allowed[places, _PLACE[f"{edge}-{kind}"]] = True
    return allowed


def _kinds_of(named: Sequence[str], role: str | None) -> list[str]:
    """Return the model's kinds that a scheme's names stand for; a person without role is any."""
    kinds: list[str] = []
    for name in named:
        if name == "PERSON":
            kinds += [k for k in KINDS if k.startswith("PERSON/") and role in {None, k[7:]}]
        elif name in KINDS:
            kinds.append(name)
    return kinds


def _steps() -> NDArray[np.float32]:
    """Return the cost of one tag after another: none where it may follow, else a high one."""
    cost = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for place, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            cost[:, place] = -1e4
            cost[[_PLACE["B" + tag[1:]], place], place] = 0.0
    return cost


_STEPS = _steps()


def best_path(scores: NDArray[np.float32]) -> list[int]:
    """Return the best sequence of tags in which no ``I-`` stands without its beginning (Viterbi).

    Args:
        scores: log-probabilities of shape (words, tags).
    """
    if not len(scores):
        return []
    total = scores[0] + np.where([tag.startswith("I-") for tag in TAGS], -1e4, 0.0)
    came: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        ways = total[:, None] + _STEPS
        came.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    path = [int(total.argmax())]
    for step in reversed(came):
        path.append(int(step[path[-1]]))
    return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return (first word, word after the last, kind) of each tagged stretch."""
    found: list[tuple[int, int, str]] = []
    for place, tag in enumerate(TAGS[number] for number in path):
        if tag.startswith("B-"):
            found.append((place, place + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, _, kind = found.pop()
            found.append((start, place + 1, kind))
    return found
