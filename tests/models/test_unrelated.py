"""Sentences of unrelated cases: whole decisions on one side, none that names the offence."""

import json
from pathlib import Path

from models.unrelated import SOURCES, unrelated_paragraphs, unrelated_sentences

SENTENCE = "Sud je cenio sve dokaze izvedene u postupku, broj predmeta {}."


def write(folder: Path, texts: list[str]) -> None:
    path = folder / SOURCES[0].path
    path.parent.mkdir(parents=True)
    rows = [json.dumps({"id": f"synthetic-{i}", "text": text}) for i, text in enumerate(texts)]
    path.write_text("\n".join(rows), encoding="utf-8")


def test_a_decision_stands_on_one_side_and_both_sides_have_some(tmp_path: Path) -> None:
    write(tmp_path, [SENTENCE.format(i) for i in range(40)])
    sides = [
        {e.text for e in unrelated_sentences(tmp_path, side, 100, 1)} for side in ("train", "test")
    ]
    assert sides[0]
    assert sides[1]
    assert not sides[0] & sides[1]
    assert len(sides[0] | sides[1]) == 40


def test_what_is_drawn_is_bounded_and_the_same_each_time(tmp_path: Path) -> None:
    write(tmp_path, [SENTENCE.format(i) for i in range(40)])
    first = unrelated_sentences(tmp_path, "train", 5, 1)
    assert len(first) == 5
    assert first == unrelated_sentences(tmp_path, "train", 5, 1)
    assert all(e.kind == "unrelated" and not e.codes for e in first)


def test_a_decision_that_names_trafficking_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, [SENTENCE.format(i) + " Krivično djelo trgovina ljudima." for i in range(9)])
    assert unrelated_paragraphs(tmp_path, "train", 9, 1) == {"cnr": []}
    assert unrelated_paragraphs(tmp_path, "test", 9, 1) == {"cnr": []}


def test_without_the_data_there_is_nothing(tmp_path: Path) -> None:
    assert unrelated_sentences(tmp_path, "train", 5, 1) == ()
