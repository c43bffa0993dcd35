"""``caselight export``: the confirmed findings of a project as a file."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from annotation.export.table import write_csv
from api.assembly import open_everything
from api.cli import exits
from api.clock import now
from api.routes.findings import COLUMNS
from api.routes.mark_answers import answer_findings
from api.security import audit
from api.settings import read_settings
from api.store.engine import Store
from api.store.findings import FindingFilter, list_findings
from api.store.people import find_project

# Rows read at a time.
_BATCH = 500


app = typer.Typer(help="Write what people decided as a file.", no_args_is_help=True)


@app.command("findings")
def findings(
    project: Annotated[str, typer.Option("--project", help="The project's name.")],
    target: Annotated[
        Path | None, typer.Option("--output", help="Default: standard output.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
) -> None:
    """Write the confirmed findings of a project; the quotations identify people."""
    if form not in {"csv", "jsonl"}:
        print(f"--format is csv or jsonl, not {form}.", file=sys.stderr)
        raise typer.Exit(exits.USAGE)
    store, _ = open_everything(read_settings())
    with store.write() as session:
        found = find_project(session, project)
        if found is None:
            print(f"There is no project {project}.", file=sys.stderr)
            raise typer.Exit(exits.REFUSED)
        audit.append(session, None, "findings.read", "project", found.id, "exported", {}, now())
    rows = _rows(store, found.id)
    lines = write_csv(COLUMNS, rows) if form == "csv" else _json_lines(rows)
    if target is None:
        sys.stdout.writelines(lines)
        return
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


def _rows(store: Store, project_id: str) -> Iterator[dict[str, Any]]:
    after = None
    while True:
        with store.read() as session:
            wanted = FindingFilter(project_ids=[project_id])
            rows = list_findings(session, wanted, after=after, limit=_BATCH)
            answers = answer_findings(session, rows)
        yield from (answer.model_dump(mode="json") for answer in answers)
        if len(rows) < _BATCH:
            return
        after = (rows[-1].decided_at, rows[-1].suggestion_id)


def _json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
