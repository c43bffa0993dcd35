"""Settings in; the parts of the product put together out. Nothing else builds them."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TypedDict

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
from nlp.protocols import PassageModel, TaggerModel

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

    return partial(analyse_passage, knowledge=load(), **_models(settings, with_models))


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

    return analyse(reading, id=id, name=name, knowledge=load(), **_models(settings, with_models))


class _Models(TypedDict):
    passage_model: PassageModel | None
    tagger: TaggerModel | None


def _models(settings: Settings, with_models: bool) -> _Models:
    if not with_models:
        return {"passage_model": None, "tagger": None}
    return {"passage_model": _passage_model(settings), "tagger": _tagger(settings)}


@cache
def _tagger(settings: Settings) -> TaggerModel | None:
    from models.passage_model import SHELF
    from models.tagger import load_tagger

    if settings.encoder_dir is not None:
        # It stands on the lower layers of the built encoder, and another one has others.
        return None
    return load_tagger(settings.data_dir / "models", threads=settings.threads, shelf=SHELF)


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
