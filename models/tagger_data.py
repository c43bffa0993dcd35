"""A folder of third-party corpora in; the tagger's texts for training, tuning and testing out.

A document, or a sentence where a source has no documents, stands on one side. Sources with splits
of their own keep them; others are split by a checksum of the document's name. Of the synthetic
documents those of the first writers train, those of the second tune and test.
"""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpora.annotated import Side, load_documents, side_of
from corpora.tagged import TaggedText, from_columns, from_documents, from_spans

# The Montenegrin annotation is dense in the head only.
_DENSE_HEAD = 2_000
# Sources whose labels a machine carried over from another language.
PROJECTED = frozenset({"sq_ntrex_silver", "mk_Cyrl_ntrex_silver"})
# Sentences of one document that make one text: context for names, within the model's window.
_CONTEXT = 3


def tagger_texts(data: Path, side: Side) -> dict[str, list[TaggedText]]:
    """Return the texts of one side by source; sources whose files are absent are left out."""
    found = {name: list(texts) for name, texts in _sources(data, side)}
    return {name: texts for name, texts in found.items() if texts}


def _sources(data: Path, side: Side) -> Iterator[tuple[str, Iterable[TaggedText]]]:
    yield "synthetic", from_documents(d for d in load_documents() if side_of(d.id) == side)
    comtext = data / "comtext_sr_legal" / "comtext.sr.legal.ekavica.conllu"
    if comtext.is_file():
        texts = from_columns(comtext, language="sr-Latn", scheme="comtext", tag=-1, joined=_CONTEXT)
        yield "comtext", _side(texts, side)
    judgments = data / "cnr_judgments_ner" / "cnr_judgments_ner.jsonl"
    if judgments.is_file():
        heads = from_spans(judgments, language="cnr", scheme="cnr_judgments", head=_DENSE_HEAD)
        yield "cnr_judgments", _side(heads, side)
    # Croatian comes along in reading, not in training: its news would outweigh all else.
    for language, short in (("sr-Latn", "sr"), ("hr", "hr"))[: 1 if side == "train" else 2]:
        path = data / "uner_sr_hr" / f"{short}_set-ud-{side}.iob2"
        if path.is_file():
            yield f"uner_{short}", from_columns(path, language=language, scheme="uner", tag=2)
    yield from _small(data, side)


def _small(data: Path, side: Side) -> Iterator[tuple[str, Iterable[TaggedText]]]:
    mk = data / "mk_ner_setimes" / "mk_setimes_ner.conllu"
    if mk.is_file():
        yield "mk_setimes", _side(from_columns(mk, language="mk", scheme="uner", tag=-1), side)
    sq = data / "sq_ner_ntrex" / "sq_ntrex_reviewed.iob2"
    if sq.is_file() and side != "train":
        # All reviewed Albanian measures: an even number tunes, an odd one tests.
        parity = 0 if side == "dev" else 1
        texts = from_columns(sq, language="sq", scheme="uner", tag=2)
        yield "sq_ntrex", (t for t in texts if int(t.group.rpartition(":")[2]) % 2 == parity)
    english = data / "en_inlegalner_dev" / "inlegalner_dev.jsonl"
    if english.is_file():
        yield "inlegalner", _side(from_spans(english, language="en", scheme="inlegalner"), side)
    if side == "train":
        yield from _training_only(data)


def _training_only(data: Path) -> Iterator[tuple[str, Iterable[TaggedText]]]:
    silver = (
        ("sq", data / "sq_ner_ntrex" / "sq_ntrex_silver.iob2"),
        ("mk", data / "ntrex_ner_silver" / "mk_Cyrl_ntrex_silver.iob2"),
        *(("sr-Latn", path) for path in sorted(data.joinpath("opj_sr_ner").glob("*.iob2"))),
    )
    for language, path in silver:
        if path.is_file():
            yield path.stem, from_columns(path, language=language, scheme="uner", tag=2)
    bulgarian = data / "slavicner_bg" / "slavicner_bg.jsonl"
    if bulgarian.is_file():
        # A sixth is as many words as the other sources have on average.
        texts = from_spans(bulgarian, language="mk", scheme="slavicner", head=_DENSE_HEAD)
        yield "slavicner", (t for t in texts if zlib.crc32(t.group.encode()) % 6 == 0)


def _side(texts: Iterable[TaggedText], side: Side) -> Iterator[TaggedText]:
    for text in texts:
        bucket = zlib.crc32(text.group.encode()) % 10
        if side == ("test" if bucket < 2 else "dev" if bucket == 2 else "train"):
            yield text
