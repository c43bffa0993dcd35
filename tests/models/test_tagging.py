"""What the tagger reads and how tags become spans, without any weights."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from corpora.tagged import TaggedSpan, TaggedText, from_columns, load_schemes
from models.tagger import WINDOW, windows
from models.tagging import TAGS, Words, allowed_tags, best_path, cut, spans_of


@pytest.fixture(scope="module")
def tokenizer(encoder_folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(encoder_folder / "tokenizer.json"))


def test_both_scripts_are_cut_into_the_same_pieces(tokenizer: Tokenizer) -> None:
    cyrillic = cut("Сведок Њежић, из Љига.", "sr-Cyrl", tokenizer)
    latin = cut("Svedok Nježić, iz Ljiga.", "sr-Latn", tokenizer)
    assert (cyrillic.ids, cyrillic.first) == (latin.ids, latin.first)
    assert len(cyrillic.spans) == len(cyrillic.first) == 6


def test_a_label_allows_its_tags_and_an_ambiguous_one_several(tokenizer: Tokenizer) -> None:
    text = TaggedText(
        group="x",
        language="en",
        scheme="uner",
        text="Ana saw Probgrad Court",
        spans=(
            TaggedSpan(start=0, end=3, label="PER"),
            TaggedSpan(start=8, end=22, label="ORG"),
        ),
    )
    allowed = allowed_tags(text, cut(text.text, "en", tokenizer))
    named = [{tag for tag, yes in zip(TAGS, row, strict=True) if yes} for row in allowed]
    assert "B-PERSON/victim" in named[0]
    assert "O" not in named[0]
    assert named[1] == {"O", "B-ADDRESS", "I-ADDRESS"}
    assert {"B-COURT", "B-COMPANY"} <= named[2]
    assert {"I-COURT", "I-COMPANY"} <= named[3]


def test_every_schemes_labels_mean_kinds_that_the_tagger_has() -> None:
    kinds = {tag[2:].partition("/")[0] for tag in TAGS[1:]} | {"NONE"}
    for scheme in load_schemes().schemes.values():
        meant = {name.partition("/")[0] for names in scheme.labels.values() for name in names}
        assert meant | set(scheme.hidden) <= kinds


def test_no_inside_tag_stands_without_its_beginning() -> None:
    scores = np.random.default_rng(1).normal(size=(40, len(TAGS))).astype(np.float32)
    path = best_path(scores)
    before = "O"
    for tag in (TAGS[place] for place in path):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
        before = tag
    covered = sum(after - first for first, after, _ in spans_of(path))
    assert covered == sum(place != 0 for place in path)
    assert best_path(scores[:0]) == []


@pytest.mark.parametrize("count", [1, 30, 223, 224, 900])
def test_windows_give_each_word_one_tag(count: int) -> None:
    words = Words(
        spans=tuple((i, i + 1) for i in range(count)),
        ids=tuple(range(count + 2)),
        first=tuple(range(1, count + 1)),
    )
    kept = [place for _, keep, end in windows(words) for place in range(keep, end)]
    assert kept == list(range(count))
    assert all(end - begin <= WINDOW for begin, _, end in windows(words))


def test_columns_are_joined_by_document_and_broken_tags_begin_anew(tmp_path: Path) -> None:
    path = tmp_path / "made.conllu"
    path.write_text(
        "# newdoc id = one\n1\tAna\tB-PER\n2\tProbić\tI-PER\n\n1\tu\tO\n2\tTrillë\tI-LOC\n\n"
        "# newdoc id = two\n1\tDrugi\tO\n",
        encoding="utf-8",
    )
    texts = list(from_columns(path, language="sr-Latn", scheme="uner", tag=-1, joined=2))
    assert [(text.group, text.text) for text in texts] == [
        ("made.conllu:one", "Ana Probić u Trillë"),
        ("made.conllu:two", "Drugi"),
    ]
    assert [(s.start, s.end, s.label) for s in texts[0].spans] == [(0, 10, "PER"), (13, 19, "LOC")]
