"""What an installation gets: the built wheel holds all data and takes only its own names."""

import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = {"api", "annotation", "models", "nlp", "corpora"}
DATA_SUFFIXES = {".yaml", ".html", ".css", ".js", ".skops", ".safetensors", ".json", ".pdf", ".txt"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_takes_only_our_five_names(wheel_names: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_names}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES


def test_the_wheel_holds_every_data_file(wheel_names: set[str]) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *sorted(PACKAGES)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    data = {name for name in tracked if Path(name).suffix in DATA_SUFFIXES}
    assert data, "the tree has data files"
    assert not data - wheel_names


def test_no_other_installed_package_has_our_names() -> None:
    owners = packages_distributions()
    others = {name: set(owners.get(name, [])) - {"caselight"} for name in PACKAGES}
    assert not any(others.values()), others
