"""All commands put together."""

import logging
import sys

import typer

from api.cli import demo, doctor, exits, export, people, prediction, reading, service, training
from api.failures import RefusedError
from api.settings import SettingError
from models.failures import ModelDamagedError, ModelMissingError

app = typer.Typer(
    name="caselight",
    help=(
        "Reads judgments and indictments in trafficking cases and proposes, with its evidence, "
        "where they fell short. The machine suggests, people decide. "
        "Exit codes: 0 done; 1 a file could not be read or an act was refused; 2 wrong usage; "
        "3 something is missing (see `caselight doctor`); 4 damage was found."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("analyse")(reading.analyse)
app.command("predict")(prediction.predict)
app.command("evaluate")(training.evaluate)
app.add_typer(training.app, name="train")
app.command("serve")(service.serve)
app.command("work")(service.work)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.add_typer(export.app, name="export")
app.add_typer(people.app, name="user")


def main() -> None:
    """Run a command; expected failures become a sentence and an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        app()
    except (RefusedError, SettingError) as error:
        print(error, file=sys.stderr)
        sys.exit(exits.REFUSED)
    except ModelMissingError as error:
        print(f"{error}. `caselight doctor` lists what is missing.", file=sys.stderr)
        sys.exit(exits.MISSING)
    except ModelDamagedError as error:
        print(error, file=sys.stderr)
        sys.exit(exits.DAMAGED)
