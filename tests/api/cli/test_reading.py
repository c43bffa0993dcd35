"""``caselight analyse`` as it is called: shapes, exit codes, bad inputs."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.wording import LANGUAGES
from tests.api.product import command
from tests.conftest import ROOT

CASE = ROOT / "corpora" / "synthetic" / "rs-primer"
PARTS = {
    "document", "sections", "passages", "entities", "events", "timeline", "facts", "suggestions",
    "checklist",
}  # fmt: skip
pytestmark = pytest.mark.slow


def analyse(tmp_path: Path, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    done = command("analyse", "--json", "--no-models", *words, data=tmp_path / "data")
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_analyse_goes_on_after_files_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nbroken")
    folder = tmp_path / "folder"
    folder.mkdir()
    missing = tmp_path / "missing.pdf"
    good = CASE / "first_instance.pdf"
    code, outcomes, errors = analyse(tmp_path, *map(str, (broken, missing, folder, good)))
    assert code == 1, errors
    states = [(one["document"]["state"], one["document"].get("reason")) for one in outcomes]
    assert states[0][0] == "failed"
    assert states[1] == ("failed", "cannot_open")
    assert states[2] == ("failed", "cannot_open")
    assert states[3][0] in {"done", "needs_attention"}
    assert outcomes[3].keys() == PARTS
    check_shape(outcomes[3])


def check_shape(outcome: dict[str, Any]) -> None:
    document = outcome["document"]
    assert len(document["id"]) == 64
    assert document["pages"] >= 1
    assert document["country"] == "RS"
    assert document["case_numbers"]
    assert document["court"]
    text = document["text"]
    assert all(one.keys() == {"kind", "start", "end"} for one in outcome["sections"])
    for one in (*outcome["entities"], *outcome["events"]):
        assert text[one["start"] : one["end"]] == one["text"]
    for one in outcome["suggestions"]:
        start, end = one["evidence"]
        assert text[start:end] == one["quote"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failure_is_said_in_each_language_on_the_summary(tmp_path: Path, lang: str) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    done = command("analyse", "--no-models", "--lang", lang, str(empty), data=tmp_path / "data")
    assert done.returncode == 1
    assert done.stdout.startswith("empty.pdf: failed (empty_file): ")


def test_a_language_that_is_not_ours_is_wrong_usage(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    done = command("analyse", "--no-models", "--lang", "fr", str(empty), data=tmp_path / "data")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
