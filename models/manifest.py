"""A folder of model files in; a manifest of their SHA-256 sums written, or checked, out."""

import hashlib
import json
from pathlib import Path

from models.failures import ModelDamagedError, ModelMissingError

MANIFEST = "manifest.json"
_BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the hex SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(folder: Path) -> str:
    """Record the sums of all files below a folder; return the sum over them, the model's hash."""
    sums = {
        str(path.relative_to(folder)): sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    text = json.dumps(sums, indent=2, sort_keys=True)
    folder.joinpath(MANIFEST).write_text(text + "\n", encoding="utf-8")
    return _overall(sums)


def verify_manifest(folder: Path) -> str:
    """Check every file against the manifest and return the model's hash (64 hex digits).

    Raises:
        ModelMissingError: when there is no manifest or a file of it is missing.
        ModelDamagedError: when a file's sum differs.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelMissingError(f"no {MANIFEST} in {folder}")
    sums: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    for name, expected in sums.items():
        file = folder / name
        if not file.is_file():
            raise ModelMissingError(f"{name} is missing in {folder}")
        if sha256_of(file) != expected:
            raise ModelDamagedError(f"{name} in {folder} was changed or damaged")
    return _overall(sums)


def _overall(sums: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(sums, sort_keys=True).encode()).hexdigest()
