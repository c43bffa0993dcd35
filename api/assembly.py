"""Settings in; the parts of the product put together out. Nothing else builds them."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from api.engines import Engines
from api.files import FileStore
from api.security.cell import read_in_cell
from api.security.cell_messages import CellLimits
from api.settings import Settings
from api.store.engine import Store, open_store
from api.store.migrate import upgrade
from corpora.library import load
from nlp.document import Reading, ReadPage, SectionKind
from nlp.marks import Analysis
from nlp.ocr import find_tessdata
from nlp.protocols import PassageModel

TextAnalyser = Callable[[str, str | None, str | None, SectionKind | None], Analysis]


def open_everything(settings: Settings) -> tuple[Store, FileStore]:
    """Open the database, bring it to the newest schema, and open the folder of files."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = open_store(settings.database_url)
    upgrade(store)
    return store, FileStore(root=settings.files_dir)


def make_engines(settings: Settings, *, with_models: bool = True) -> Engines:
    """Return what reads and analyses files.

    The models load at the first analysis, so that a process that only serves pages stays small.
    """
    return Engines(
        read=partial(_read, settings),
        analyse=partial(_analyse, settings, with_models),
        knowledge=load(),
    )


def make_text_analyser(settings: Settings, *, with_models: bool = True) -> TextAnalyser:
    """Return what analyses one passage given as text, language, country and section."""
    from nlp.pipeline import analyse_passage

    model = _passage_model(settings) if with_models else None
    return partial(analyse_passage, knowledge=load(), passage_model=model)


def _analyse(
    settings: Settings,
    with_models: bool,
    reading: Reading,
    *,
    id: str,  # noqa: A002 (the field's name)
    name: str,
) -> Analysis:
    # spaCy takes seconds to import: a process that only serves pages never pays for it.
    from nlp.pipeline import analyse

    model = _passage_model(settings) if with_models else None
    return analyse(reading, id=id, name=name, knowledge=load(), passage_model=model)


@cache
def _passage_model(settings: Settings) -> PassageModel:
    # torch takes seconds to import: only a process that analyses pays for it.
    from models.passage_model import SHELF, load_passage_model

    return load_passage_model(
        settings.data_dir / "models",
        threads=settings.threads,
        encoder_folder=settings.encoder_dir,
        shelf=settings.shelf_dir or SHELF,
    )


def _read(
    settings: Settings,
    path: Path,
    untrusted_name: str,
    *,
    known_pages: Mapping[int, ReadPage],
    on_page: Callable[[ReadPage], None],
    on_progress: Callable[[int, int], None],
) -> Reading:
    limits = CellLimits(memory_bytes=settings.read_memory, wall_seconds=settings.read_seconds)
    return read_in_cell(
        path.read_bytes(),
        untrusted_name,
        limits=limits,
        on_page=on_progress,
        on_read_page=on_page,
        known_pages=known_pages,
        tessdata=find_tessdata(settings.tessdata_dir),
    )
