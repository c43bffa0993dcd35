"""``caselight analyse`` and ``predict`` as they are called: shapes, exit codes, bad inputs."""

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
ADDED = ("entities", "events", "labels", "vulnerabilities", "elements")
TEXTS = {
    "en": "On 3 May 2019 the Basic Court postponed the main hearing.",
    "sr-Latn": "Dana 3. maja 2019. godine Osnovni sud u Primeru odložio je glavni pretres.",
    "sr-Cyrl": "Дана 3. маја 2019. године Основни суд у Примеру одложио је главни претрес.",
    "cnr": "Dana 3. maja 2019. godine Osnovni sud u Primjeru odložio je glavni pretres.",
    "mk": "На 3 мај 2019 година Основниот суд Проба ја одложи главната расправа.",
    "sq": "Më 3 maj 2019 Gjykata e Rrethit Shembull shtyu seancën gjyqësore.",
    "sr": "Dana 3. maja 2019. godine Osnovni sud u Primeru odložio je glavni pretres.",
}
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


def predict(tmp_path: Path, lines: list[str]) -> tuple[int, list[dict[str, Any]], str]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = ["predict", "--no-models", "--input", str(source), "--output", str(target)]
    done = command(*words, data=tmp_path / "data")
    written = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
    return done.returncode, [json.loads(line) for line in written], done.stderr


def test_predict_marks_lines_in_every_language_in_code_points(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": lang, "text": f"\U0001f4c4 {text}", "lang": lang, "extra": [1, {"a": 2}]})
        for lang, text in TEXTS.items()
    ]
    code, found, errors = predict(tmp_path, lines)
    assert code == 0, errors
    assert [one["id"] for one in found] == list(TEXTS)
    for one in found:
        assert one["extra"] == [1, {"a": 2}]
        assert all(isinstance(one[key], list) for key in ADDED)
        assert one["entities"], one["id"]
        for mark in (*one["entities"], *one["events"]):
            assert one["text"][mark["start"] : mark["end"]] == mark["text"]


def test_serbian_without_a_script_is_marked_as_with_it(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 1, "text": TEXTS["sr-Latn"], "lang": lang})
        for lang in ("sr-Latn", "sr", "SR-latn", "srp")
    ]
    code, found, errors = predict(tmp_path, lines)
    assert code == 0, errors
    marks = [[one[key] for key in ADDED] for one in found]
    assert all(one == marks[0] for one in marks)


def test_a_bad_line_is_reported_and_the_others_are_done(tmp_path: Path) -> None:
    good = json.dumps({"id": 1, "text": TEXTS["en"], "lang": "en"})
    unknown = json.dumps({"id": 2, "text": TEXTS["en"], "lang": "xx"})
    odd = json.dumps({"id": 3, "text": "\ud800"})
    code, found, errors = predict(tmp_path, [good, "{broken", '{"id": 1}', "[]", odd, unknown])
    assert code == 1
    assert "Traceback" not in errors
    assert [("error" in one) for one in found] == [False, True, True, True, True, False]
    assert found[-1]["id"] == 2


def test_predict_refuses_an_input_that_is_not_there(tmp_path: Path) -> None:
    words = ["--input", str(tmp_path / "none"), "--output", str(tmp_path / "out")]
    done = command("predict", "--no-models", *words, data=tmp_path / "data")
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
