"""``caselight doctor``: what this machine has, what is missing, and which command adds it."""

import importlib.metadata
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated

import typer

from api.cli import exits
from api.security.cell import read_with_confinement
from api.security.cell_messages import CellLimits
from api.settings import Settings, read_settings
from api.store.engine import open_store
from api.store.migrate import ping
from models.failures import ModelError
from models.manifest import verify_manifest
from models.onnx_encoder import ensure_onnx
from models.tagger import ensure_tagger
from nlp.ocr import find_tessdata, missing_languages

# Below this an upload of the largest size and its page images may not fit.
_LEAST_FREE_GIGABYTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; ``needed`` things make the command fail, others only cost a feature."""

    name: str
    ok: bool
    found: str
    needed: bool = True
    remedy: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """List what is there and what is missing. Exit code 3 when something needed is missing."""
    checks = tuple(_checks(read_settings()))
    if as_json:
        print(json.dumps({"checks": [asdict(check) for check in checks]}))
    else:
        for check in checks:
            print(_line(check))
    missing = any(check.needed and not check.ok for check in checks)
    raise typer.Exit(exits.MISSING if missing else exits.DONE)


def _line(check: Check) -> str:
    sign = "ok     " if check.ok else ("MISSING" if check.needed else "absent ")
    remedy = f"\n        add it with: {check.remedy}" if check.remedy and not check.ok else ""
    return f"{sign} {check.name}: {check.found}{remedy}"


def _checks(settings: Settings) -> Iterator[Check]:
    version = importlib.metadata.version("caselight")
    yield Check(name="Caselight", ok=True, found=version)
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Check(
        name="Python", ok=supported, found=sys.version.split()[0], remedy="install Python 3.11-3.13"
    )
    yield _data_folder(settings)
    yield _database(settings)
    yield _ocr(settings)
    yield from _models(settings)
    yield _confinement()


def _confinement() -> Check:
    """Read a line of text in a child, and say which walls stood around it."""
    limits = CellLimits(wall_seconds=30)
    reached = read_with_confinement(
        b"Caselight", "doctor.txt", limits=limits, on_page=_ignore
    ).confinement
    return Check(
        name="confinement of readers",
        ok="no_network" in reached,
        found=", ".join(reached),
        needed=False,
        remedy="allow unprivileged user namespaces on this system",
    )


def _ignore(_page: int, _pages: int) -> None:
    """One page needs no progress."""


def _data_folder(settings: Settings) -> Check:
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(settings.data_dir).free / 1e9
    return Check(
        name="data folder",
        ok=free >= _LEAST_FREE_GIGABYTES,
        found=f"{settings.data_dir}, {free:.0f} GB free",
        remedy=f"free space there: at least {_LEAST_FREE_GIGABYTES} GB",
    )


def _database(settings: Settings) -> Check:
    problem = ping(open_store(settings.database_url))
    kind = settings.database_url.split(":", 1)[0]
    return Check(
        name="database",
        ok=problem is None,
        found=kind if problem is None else f"{kind}: {problem}",
        remedy="check CASELIGHT_DATABASE_URL and that the server runs",
    )


def _ocr(settings: Settings) -> Check:
    folder = find_tessdata(settings.tessdata_dir)
    missing = missing_languages(folder)
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
    found = f"all languages in {folder}"
    if missing:
        found = f"no data for {', '.join(missing)}; scanned pages cannot be read without"
    return Check(
        name="OCR language data",
        ok=not missing,
        found=found,
        needed=False,
        remedy=f"apt-get install {packages}",
    )


def _models(settings: Settings) -> Iterator[Check]:
    # Not at the top: torch takes seconds to import, and only these two checks need it.
    from models.passage_model import SHELF

    for name in ("heads", "screen", "tagger"):
        yield _verified(f"model {name}", partial(verify_manifest, SHELF / name))
    cache = settings.data_dir / "models"
    yield _verified("encoder", partial(ensure_onnx, cache))
    yield _verified("tagger's graph", partial(ensure_tagger, cache, SHELF))


def _verified(name: str, look: Callable[[], object]) -> Check:
    remedy = "install the package again: pip install --force-reinstall caselight"
    try:
        found = str(look())
    except ModelError as error:
        return Check(name=name, ok=False, found=str(error), remedy=remedy)
    return Check(name=name, ok=True, found=found)
