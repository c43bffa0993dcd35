"""Other people's corpora and our synthetic documents in; texts with labelled spans out.

Read only to train and to measure the tagger; the product needs none of them. What a label of a
source means in ours stands in ``tag_schemes.yaml``.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from corpora.annotated import AnnotatedDocument
from corpora.library import read_shape
from corpora.records import Shape


class Scheme(Shape, frozen=True, kw_only=True):
    """What a source's labels mean: ``PERSON`` or ``PERSON/judge``; several mean one of them."""

    source: str
    hidden: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]


class Schemes(Shape, frozen=True, kw_only=True):
    """All sources' schemes, and our roles by the coarser role that the tagger tells."""

    schemes: dict[str, Scheme]
    roles: dict[str, str]


_DOCUMENT = "# newdoc id = "


@cache
def load_schemes() -> Schemes:
    """Return the schemes."""
    return read_shape(files("corpora").joinpath("tag_schemes.yaml"), Schemes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedSpan:
    """Code points [start, end) with the source's own label; ``role`` only where it has one."""

    start: int
    end: int
    label: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedText:
    """A text with its spans; ``group`` is the document or sentence, kept on one side of a split."""

    group: str
    language: str
    scheme: str
    text: str
    spans: tuple[TaggedSpan, ...]


def from_documents(documents: Iterable[AnnotatedDocument]) -> Iterator[TaggedText]:
    """Return the passages of synthetic documents."""
    for document in documents:
        for passage in document.passages:
            yield TaggedText(
                group=document.id,
                language=document.language,
                scheme="caselight",
                text=document.text[passage.start : passage.end],
                spans=tuple(
                    TaggedSpan(
                        start=entity.start - passage.start,
                        end=entity.end - passage.start,
                        label=entity.label,
                        role=entity.role,
                    )
                    for entity in document.entities
                    if passage.start <= entity.start and entity.end <= passage.end
                ),
            )


def from_columns(
    path: Path, *, language: str, scheme: str, tag: int, token: int = 1, joined: int = 1
) -> Iterator[TaggedText]:
    """Return the sentences of a tab-separated file with IOB2 tags.

    Args:
        path: one token a line, sentences parted by empty lines.
        language: of all sentences.
        scheme: a name in ``tag_schemes.yaml``.
        tag: the tag's column (``-1`` is the last).
        token: the token's column.
        joined: how many sentences of one document make one text.
    """
    for group, rows in _joined(_sentences(path, token, tag), joined):
        text, spans = _join(rows)
        yield TaggedText(
            group=f"{path.name}:{group}",
            language=language,
            scheme=scheme,
            text=text,
            spans=tuple(spans),
        )


_Rows = list[tuple[str, str]]


def _joined(sentences: Iterable[tuple[str, _Rows]], count: int) -> Iterator[tuple[str, _Rows]]:
    """Put up to ``count`` sentences of one document together."""
    for group, members in groupby(sentences, key=itemgetter(0)):
        sentences_of_group = [rows for _, rows in members]
        for first in range(0, len(sentences_of_group), count):
            chosen = sentences_of_group[first : first + count]
            yield group, [row for rows in chosen for row in rows]


def _sentences(path: Path, token: int, tag: int) -> Iterator[tuple[str, _Rows]]:
    """Yield (document, rows); a file that does not name documents is one of each sentence."""
    rows: _Rows = []
    group, number = "", 0
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, ""]:
            columns = line.rstrip("\n").split("\t")
            if line.startswith(_DOCUMENT):
                group = line.removeprefix(_DOCUMENT).strip()
            elif columns[0].isdigit():
                # Some files carry the tag as one feature of several: "NER=B-PER|SpaceAfter=No".
                value = columns[tag].rpartition("NER=")[2].partition("|")[0]
                rows.append((columns[token], value))
            elif not line.strip() and rows:
                yield group or str(number), rows
                rows, number = [], number + 1


def _join(rows: _Rows) -> tuple[str, list[TaggedSpan]]:
    text, previous = "", "O"
    spans: list[TaggedSpan] = []
    for word, tag in rows:
        text += " " if text else ""
        start, label = len(text), tag[2:]
        text += word
        if tag.startswith("I-") and previous[2:] == label:
            last = spans.pop()
            spans.append(TaggedSpan(start=last.start, end=len(text), label=label))
        elif label and tag != "O":
            spans.append(TaggedSpan(start=start, end=len(text), label=label))
        previous = tag
    return text, spans


def from_spans(
    path: Path, *, language: str, scheme: str, head: int | None = None
) -> Iterator[TaggedText]:
    """Return the texts of a JSONL file with character spans.

    Args:
        path: one ``{"id", "text", "spans": [{"start", "end", "label"}]}`` a line.
        language: of all texts.
        scheme: a name in ``tag_schemes.yaml``.
        head: read no further than this many characters, where a source marks only its beginning.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"][:head]
            yield TaggedText(
                group=f"{path.name}:{row['id']}",
                language=language,
                scheme=scheme,
                text=text,
                spans=tuple(
                    TaggedSpan(start=s["start"], end=s["end"], label=s["label"])
                    for s in row["spans"]
                    if s["end"] <= len(text)
                ),
            )
