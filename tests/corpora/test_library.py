"""Data files: an unknown key refuses to load, and the message names the file."""

from pathlib import Path

import pytest

from corpora.library import DataFileError, load, read_shape
from corpora.shapes import Group
from corpora.synthetic_cases import place


def test_an_unknown_key_refuses_to_load(tmp_path: Path) -> None:
    path = tmp_path / "group.yaml"
    path.write_text("id: a\ncode: A\nlabels: {en: A}\ncolour: red\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"group\.yaml.*colour"):
        read_shape(path, Group)


def test_broken_yaml_refuses_to_load(tmp_path: Path) -> None:
    path = tmp_path / "group.yaml"
    path.write_text("id: [a\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"group\.yaml"):
        read_shape(path, Group)


def test_the_taxonomy_has_its_codes_factors_and_elements() -> None:
    knowledge = load()
    assert (len(knowledge.codes), len(knowledge.factors), len(knowledge.elements)) == (45, 15, 28)


def test_ids_are_given_once() -> None:
    knowledge = load()
    ids = [item.id for item in (*knowledge.codes, *knowledge.factors, *knowledge.elements)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("quote", "occurrence", "found"),
    [("b c", 1, (2, 5)), ("b c", 2, (8, 11)), ("a", 1, (0, 1))],
)
def test_a_quotation_is_found_across_white_space(
    quote: str, occurrence: int, found: tuple[int, int]
) -> None:
    assert place("a b\nc d b c", quote, occurrence) == found


def test_a_missing_quotation_is_refused() -> None:
    with pytest.raises(DataFileError, match="occurrence 3"):
        place("a b c b c", "b c", 3)
