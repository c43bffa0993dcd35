"""``caselight export``: the confirmed findings of a project as a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from annotation.export.table import write_csv
from api.assembly import open_everything
from api.cli import exits
from api.clock import now
from api.routes.findings import COLUMNS, every_finding, json_lines
from api.security import audit
from api.settings import read_settings
from api.store.findings import FindingFilter
from api.store.people import find_project

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
    rows = every_finding(store, FindingFilter(project_ids=[found.id]))
    lines = write_csv(COLUMNS, rows) if form == "csv" else json_lines(rows)
    if target is None:
        sys.stdout.writelines(lines)
        return
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)
