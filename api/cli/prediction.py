"""``caselight predict``: lines of text in, the same lines with marks out; no service."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TextIO

import msgspec
import typer

from api.analysis_json import predicted_json
from api.assembly import TextAnalyser, make_text_analyser
from api.cli import exits
from api.cli.reading import Models
from api.prediction import Line, output_schema
from api.settings import Settings, read_settings
from api.wording import LANGUAGES
from nlp.language import identify

# What "lang" may say in a line, lower case; a language that is not ours is found out instead.
_LANGUAGE_TAGS = {tag.lower(): tag for tag in (*LANGUAGES, "hr", "bs")}
_SERBIAN = frozenset({"sr", "srp"})
# Lines that are held at once: enough to keep all threads busy, few enough for any memory.
_BATCH = 128

Source = Annotated[
    Path | None, typer.Option("--input", help="JSON lines with id and text.", dir_okay=False)
]
Target = Annotated[Path | None, typer.Option("--output", help="Where the lines go, with marks.")]
Schema = Annotated[
    bool, typer.Option("--schema", help="Print the JSON Schema of an output line and stop.")
]


def predict(
    source: Source = None, target: Target = None, models: Models = True, schema: Schema = False
) -> None:
    """Add entities, events, labels, vulnerabilities and elements to each line.

    Exit code 1 when a line is not JSON with "id" and "text"; the other lines are still done, and
    the bad one is written with an "error".
    """
    if schema:
        print(json.dumps(output_schema(), indent=2))
        return
    if source is None or target is None:
        raise typer.BadParameter("--input and --output name the files to read and to write")
    if not source.is_file():
        raise typer.BadParameter(f"there is no file {source}", param_hint="--input")
    bad = _predict_file(source, target, read_settings(), with_models=models)
    raise typer.Exit(exits.REFUSED if bad else exits.DONE)


def _predict_file(source: Path, target: Path, settings: Settings, *, with_models: bool) -> int:
    """Write a line for each line, in order; return how many were bad."""
    analyse = make_text_analyser(settings, with_models=with_models)
    bad = done = 0
    # The models leave Python while they count, so threads share the machine's cores; one more
    # than those does the work of the rules meanwhile.
    with (
        source.open(encoding="utf-8", errors="surrogateescape") as lines,
        target.open("w", encoding="utf-8") as out,
        ThreadPoolExecutor(settings.threads + 1) as pool,
    ):
        for batch in _batches(lines):
            for outcome in pool.map(partial(_predict_line, analyse), batch):
                out.write(json.dumps(outcome, ensure_ascii=False) + "\n")
                bad += _complain(outcome)
                done += 1
            _show_progress(done)
    return bad


def _batches(lines: TextIO) -> Iterator[list[tuple[int, str]]]:
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(numbered, _BATCH)):
        yield batch


def _show_progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} lines", end="", file=sys.stderr, flush=True)


def _complain(outcome: dict[str, Any]) -> bool:
    if "error" not in outcome or "entities" in outcome:
        return False
    print(f"line {outcome['line']}: {outcome['error']}", file=sys.stderr)
    return True


def _predict_line(analyse: TextAnalyser, numbered: tuple[int, str]) -> dict[str, Any]:
    """Return the line with its marks, or with its number and what is wrong with it."""
    number, untrusted_text = numbered
    try:
        untrusted_bytes = untrusted_text.encode()
    except UnicodeEncodeError:
        return {"line": number, "error": "The line is not UTF-8."}
    try:
        line = msgspec.json.decode(untrusted_bytes, type=Line)
        given = json.loads(untrusted_bytes)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return {"line": number, "error": str(error)}
    marked = analyse(line.text, _language(line), line.country, line.section)
    return {**given, **predicted_json(marked)}


def _language(line: Line) -> str | None:
    """Return the tag of a line's language as we spell it; None when it must be found out."""
    tag = (line.lang or "").replace("_", "-").lower()
    if tag in _SERBIAN:
        return f"sr-{identify(line.text)[1]}"
    return _LANGUAGE_TAGS.get(tag)
