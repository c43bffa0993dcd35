"""``caselight train`` and ``caselight evaluate``: rebuild the trained models, and measure them."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from api.settings import Settings, read_settings

DATA = typer.Option(
    help="Folder of third-party corpora (see models/tagger_data.py).",
    envvar="CASELIGHT_SHARED_DATA",
    exists=True,
    file_okay=False,
)
Shelf = Annotated[
    Path | None, typer.Option(help="Folder of the trained parts; by default the installed ones.")
]

app = typer.Typer(help="Rebuild the trained models; each command is seeded.", no_args_is_help=True)


@app.command("heads")
def heads(
    data: Annotated[Path | None, DATA] = None,
    shelf: Shelf = None,
    encoder: Annotated[
        Path | None,
        typer.Option(help="Another sentence-transformers folder.", exists=True, file_okay=False),
    ] = None,
) -> None:
    """Train the passage heads and the screen: about a minute on two cores.

    Without --data the heads learn from the synthetic documents alone; with it, also which sentences
    of real decisions are no shortcoming.
    """
    # torch takes seconds to import: other commands do without it.
    from corpora.library import load
    from models.encoder import load_encoder
    from models.passage_model import SHELF
    from models.train import train_shelf

    if encoder and not shelf:
        raise typer.BadParameter(
            "--encoder needs --shelf: the installed heads belong to the built encoder"
        )
    settings = _ready()
    loaded = load_encoder(settings.data_dir / "models", threads=settings.threads, folder=encoder)
    train_shelf(loaded, load(), data, shelf or SHELF)


@app.command("tagger")
def tagger(
    data: Annotated[Path, DATA],
    checkpoints: Annotated[
        Path, typer.Option(help="Where checkpoints go; a run that was cut off is taken up.")
    ],
    shelf: Shelf = None,
) -> None:
    """Train the entity tagger: about ten minutes on two cores."""
    from models.passage_model import SHELF
    from models.tagger_train import train_tagger

    settings = _ready()
    train_tagger(
        data,
        settings.data_dir / "models",
        checkpoints,
        shelf or SHELF,
        threads=settings.threads,
    )


def evaluate(
    output: Annotated[Path, typer.Option(help="Where the report goes.")],
    data: Annotated[Path | None, DATA] = None,
    shelf: Shelf = None,
) -> None:
    """Measure the trained models on what they did not learn from: about five minutes."""
    from models.evaluation.report import evaluate as measure
    from models.passage_model import SHELF

    settings = _ready()
    report = measure(settings.data_dir / "models", shelf or SHELF, data, threads=settings.threads)
    output.write_text(report, encoding="utf-8")


def _ready() -> Settings:
    logging.getLogger().setLevel(logging.INFO)
    return read_settings()
