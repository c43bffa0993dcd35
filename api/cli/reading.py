"""``caselight analyse``: files in, what was found in them out; no service."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from api.analysis_json import Json, analysis_json
from api.assembly import make_engines
from api.cli import exits
from api.settings import read_settings
from api.wording import LANGUAGES, phrase
from nlp.document import ReadPage, digest
from nlp.failures import UnreadableError

Models = Annotated[
    bool, typer.Option("--models/--no-models", help="Use the trained models beside the rules.")
]
Files = Annotated[list[Path], typer.Argument(help="PDF, DOCX, text files or page images.")]


def _known_language(tag: str) -> str:
    if tag not in LANGUAGES:
        raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}")
    return tag


Language = Annotated[
    str, typer.Option("--lang", help="Language of the reasons.", callback=_known_language)
]


def analyse(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
    models: Models = True,
    lang: Language = "en",
) -> None:
    """Read files and print what was found in them.

    Exit code 1 when a file cannot be read; its line then has "state" and "reason".
    """
    engines = make_engines(read_settings(), with_models=models)
    failed = False
    for path in files:
        outcome = _analyse_one(path, engines.read, engines.analyse, lang)
        failed = failed or outcome["document"]["state"] == "failed"
        print(json.dumps(outcome, ensure_ascii=False) if as_json else _summary(outcome))
        sys.stdout.flush()
    raise typer.Exit(exits.REFUSED if failed else exits.DONE)


def _analyse_one(
    path: Path, read: Callable[..., Any], analyse_reading: Callable[..., Any], lang: str
) -> Json:
    try:
        untrusted_bytes = path.read_bytes()
    except OSError as error:
        return _failed(path, None, "cannot_open", error.strerror or "", lang)
    sha256 = digest(untrusted_bytes)
    try:
        reading = read(
            path, path.name, known_pages={}, on_page=_ignore_page, on_progress=_show_progress
        )
    except UnreadableError as error:
        return _failed(path, sha256, error.code, error.detail, lang)
    return analysis_json(analyse_reading(reading, id=sha256, name=path.name), lang)


def _ignore_page(_page: ReadPage) -> None:
    """Keep nothing: a file on the command line is read in one go."""


def _show_progress(page: int, pages: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if page >= pages else ""
        print(f"\rreading page {page} of {pages}", end=end, file=sys.stderr, flush=True)


def _failed(path: Path, sha256: str | None, code: str, detail: str, lang: str) -> Json:
    sentence = phrase(f"failure.{code}", lang)
    return {
        "document": {
            "id": sha256,
            "name": path.name,
            "state": "failed",
            "reason": code,
            "message": sentence,
            "detail": detail,
        }
    }


def _summary(outcome: Json) -> str:
    document = outcome["document"]
    if document["state"] == "failed":
        return f"{document['name']}: failed ({document['reason']}): {document['message']}"
    parts = [
        f"{document['name']}: {document['state']}, {document['kind']}, {document['pages']} pages",
        f"  {document['court'] or 'court unknown'} · {', '.join(document['case_numbers'][:3])} · "
        f"{document['decision_date'] or 'date unknown'} · {document['language']}",
        f"  {len(outcome['entities'])} entities, {len(outcome['events'])} events, "
        f"{len(outcome['suggestions'])} suggestions",
    ]
    parts += [
        f"  [{s['score']:.2f} {s['source']}] {s['code']} (page {s['pages'][0]}): {s['reason']}"
        for s in outcome["suggestions"]
    ]
    return "\n".join(parts)
