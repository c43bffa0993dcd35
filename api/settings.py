"""The environment in; one frozen ``Settings`` out, built once and handed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


class SettingError(Exception):
    """A ``CASELIGHT_…`` variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be set; each field is the variable ``CASELIGHT_<FIELD>`` in capitals.

    Sizes are in bytes (given in megabytes), limits in seconds; ``threads`` are of one worker.
    """

    data_dir: Path
    database_url: str
    host: str
    port: int
    max_upload: int
    read_seconds: int
    read_memory: int
    workers: int
    threads: int
    tessdata_dir: str | None
    encoder_dir: Path | None
    shelf_dir: Path | None

    @property
    def files_dir(self) -> Path:
        """The folder of the uploaded files."""
        return self.data_dir / "files"

    @property
    def images_dir(self) -> Path:
        """The folder of the rendered page images, which can be deleted at any time."""
        return self.data_dir / "images"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Build the settings from an environment, by default the process's own.

    Raises:
        SettingError: naming the variable whose value cannot be used.
    """
    given = os.environ if environment is None else environment
    encoder = given.get("CASELIGHT_ENCODER_DIR")
    shelf = given.get("CASELIGHT_SHELF_DIR")
    data_dir = Path(given.get("CASELIGHT_DATA_DIR") or _default_data_dir(given)).absolute()
    workers = _number(given, "CASELIGHT_WORKERS", 1)
    return Settings(
        data_dir=data_dir,
        database_url=given.get("CASELIGHT_DATABASE_URL") or f"sqlite:///{data_dir}/caselight.db",
        # Other machines cannot reach the service until its owner decides so.
        host=given.get("CASELIGHT_HOST") or "127.0.0.1",
        port=_number(given, "CASELIGHT_PORT", 8765),
        # The longest scanned judgments seen, 80 pages at 300 dpi in colour, take about 60 MB.
        max_upload=_number(given, "CASELIGHT_MAX_UPLOAD", 200) * MEGABYTE,
        # OCR takes about 3 s a page; 500 scanned pages still pass.
        read_seconds=_number(given, "CASELIGHT_READ_SECONDS", 1800),
        # Five OCR languages and a page at 200 dpi take about 1 GB of address space.
        read_memory=_number(given, "CASELIGHT_READ_MEMORY", 3072) * MEGABYTE,
        workers=workers,
        # More threads than cores slow one another down.
        threads=_number(given, "CASELIGHT_THREADS", max(1, (os.cpu_count() or 1) // workers)),
        tessdata_dir=given.get("TESSDATA_PREFIX"),
        encoder_dir=Path(encoder) if encoder else None,
        shelf_dir=Path(shelf) if shelf else None,
    )


def _default_data_dir(given: Mapping[str, str]) -> Path:
    """Return ./var inside a checkout of the project, else the user's data folder."""
    if Path("pyproject.toml").is_file():
        return Path("var")
    home = given.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "caselight"


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingError(f"{name} must be a whole number above 0, not {text!r}")
    return int(text)
