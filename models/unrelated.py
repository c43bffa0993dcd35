"""A folder of third-party decisions in; sentences of cases that are not about trafficking out.

Real judgments are full of the words that shortcomings are told in (delay, mitigation, credibility,
damages referred to a civil court): false alarms come from there, and so must the counter-examples.
Whole decisions stand on one side: half teach, half measure. No text of theirs is stored with a
model: the n-grams are chosen from our own texts, and no example shown is theirs.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from models.examples import SHORTEST_SENTENCE, Example
from nlp.tokens import sentences

Side = Literal["train", "test"]
_BREAK = re.compile(r"\n+")
_LONGEST_PARAGRAPH = 4_000
# Decisions that name the offence are left out: what they show is not known.
_TRAFFICKING = re.compile(
    r"trgovin\w* ljud|трговин\w* људ|трговија со луѓе|trafficking|slavery", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of decisions, one JSON object with ``id`` and ``text`` a line."""

    path: str
    language: str


SOURCES = (
    Source(path="cnr_judgments_text/cnr_judgments.jsonl", language="cnr"),
    Source(path="sr_supreme_decisions/sr_decisions.jsonl", language="sr-Cyrl"),
    Source(path="mk_constitutional_court/mk_ustaven_sud_odluki.jsonl.gz", language="mk"),
    Source(path="ecthr_region_args/ecthr_region.jsonl", language="en"),
)


def unrelated_paragraphs(data: Path, side: Side, count: int, seed: int) -> dict[str, list[str]]:
    """Return up to ``count`` paragraphs of each language, drawn from all decisions of a side.

    Sources whose files are absent are left out.
    """
    found: dict[str, list[str]] = {}
    for source in SOURCES:
        path = data / source.path
        if path.is_file():
            paragraphs = [p for text in _texts(path, side) for p in _paragraphs(text)]
            found[source.language] = _drawn(paragraphs, count, seed)
    return found


def unrelated_sentences(data: Path, side: Side, count: int, seed: int) -> tuple[Example, ...]:
    """Return up to ``count`` sentences of each language as training texts."""
    found: list[Example] = []
    for language, paragraphs in unrelated_paragraphs(data, side, count, seed).items():
        cut = ((p, s) for p in paragraphs for s in sentences(p, language))
        texts = [p[s.start : s.end] for p, s in cut if s.end - s.start >= SHORTEST_SENTENCE]
        found += [
            Example(text=text, language=language, codes=(), kind="unrelated", group="unrelated")
            for text in _drawn(texts, count, seed)
        ]
    return tuple(found)


def _drawn(texts: Sequence[str], count: int, seed: int) -> list[str]:
    order = np.random.default_rng(seed).permutation(len(texts))[:count]
    return [texts[place] for place in order]


def _texts(path: Path, side: Side) -> Iterator[str]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            teaches = zlib.crc32(row["id"].encode()) % 2 == 0
            if teaches == (side == "train") and not _TRAFFICKING.search(row["text"]):
                yield row["text"]


def _paragraphs(text: str) -> Iterator[str]:
    for part in _BREAK.split(text):
        paragraph = " ".join(part.split())
        if SHORTEST_SENTENCE <= len(paragraph) <= _LONGEST_PARAGRAPH:
            yield paragraph
