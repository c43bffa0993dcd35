"""``caselight predict`` as it is called: its schema, offsets, order, bad lines."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from api.prediction import output_schema
from tests.api.product import command

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
        jsonschema.validate(one, output_schema())


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
    for one in found:
        jsonschema.validate(one, output_schema())
    assert [("error" in one) for one in found] == [False, True, True, True, True, False]
    assert found[-1]["id"] == 2


def test_predict_refuses_an_input_that_is_not_there(tmp_path: Path) -> None:
    words = ["--input", str(tmp_path / "none"), "--output", str(tmp_path / "out")]
    done = command("predict", "--no-models", *words, data=tmp_path / "data")
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr


def test_lines_keep_their_order_over_several_batches(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"Dana {n % 28 + 1}. maja 2019."}) for n in range(300)]
    code, found, errors = predict(tmp_path, lines)
    assert code == 0, errors
    assert [one["id"] for one in found] == list(range(300))


def test_a_line_that_is_not_utf8_is_reported_and_the_others_are_done(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"id": 1, "text": "\xff\xfe"}\n{"id": 2, "text": "Sud."}\n')
    words = ["predict", "--no-models", "--input", str(source), "--output", str(target)]
    done = command(*words, data=tmp_path / "data")
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 1
    assert found[0] == {"line": 1, "error": "The line is not UTF-8."}
    assert found[1]["id"] == 2


def test_a_line_that_already_has_an_error_of_its_own_is_no_refused_line(tmp_path: Path) -> None:
    code, found, errors = predict(tmp_path, ['{"id": 1, "text": "Sud.", "error": "mine"}'])
    assert code == 0, errors
    assert found[0]["error"] == "mine"


def test_the_schema_is_printed_without_any_file(tmp_path: Path) -> None:
    done = command("predict", "--schema", data=tmp_path / "data")
    assert done.returncode == 0
    assert json.loads(done.stdout) == output_schema()
