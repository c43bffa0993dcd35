from pathlib import Path

import pytest

from models.failures import ModelDamagedError, ModelMissingError
from models.manifest import MANIFEST, verify_manifest, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("part").mkdir()
    tmp_path.joinpath("weights.bin").write_bytes(b"weights")
    tmp_path.joinpath("part", "settings.json").write_bytes(b"{}")
    return tmp_path


def test_what_was_written_is_verified_and_named_the_same(folder: Path) -> None:
    assert write_manifest(folder) == verify_manifest(folder) == write_manifest(folder)


def test_another_content_has_another_name(folder: Path) -> None:
    before = write_manifest(folder)
    folder.joinpath("weights.bin").write_bytes(b"other")
    assert write_manifest(folder) != before


@pytest.mark.parametrize("name", ["weights.bin", "part/settings.json"])
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    write_manifest(folder)
    folder.joinpath(name).write_bytes(b"changed")
    with pytest.raises(ModelDamagedError, match=name):
        verify_manifest(folder)


@pytest.mark.parametrize("name", ["weights.bin", MANIFEST])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    write_manifest(folder)
    folder.joinpath(name).unlink()
    with pytest.raises(ModelMissingError, match=name):
        verify_manifest(folder)
