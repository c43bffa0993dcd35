"""The house's tools must bite: a planted violation of each rule is caught."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("api", "annotation", "models", "nlp", "corpora")
BIN = Path(sys.executable).parent

# (contract, module that sins, the sin)
VIOLATIONS = (
    ("layers", "corpora/library.py", "import nlp.document"),
    ("layers", "models/heads.py", "import annotation.decision"),
    ("layers", "annotation/decision.py", "import models.manifest"),
    ("pure", "nlp/fold.py", "import sqlalchemy"),
    ("database", "api/security/tokens.py", "import psycopg"),
    ("readers", "api/upload.py", "import pypdfium2"),
    ("learning", "nlp/suggest/learned.py", "import sklearn"),
    ("spacy", "annotation/finding.py", "import spacy"),
    ("inside_nlp", "nlp/fold.py", "import nlp.pipeline"),
    ("inside_api", "api/store/engine.py", "import api.routes"),
)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            house / package,
            ignore=lambda folder, names: [
                name
                for name in names
                if not name.endswith(".py") and not Path(folder, name).is_dir()
            ],
        )
    for name in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / name, house / name)
    return house


def run(*command: str | Path, cwd: Path, given: str | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def contracts() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    found = (re.fullmatch(r"importlinter:contract:(\w+)", name) for name in parser.sections())
    return {match[1] for match in found if match}


def test_every_import_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == contracts()


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "module", "sin"), VIOLATIONS)
def test_a_forbidden_import_breaks_its_contract(
    copy_of_the_house: Path, contract: str, module: str, sin: str
) -> None:
    path = copy_of_the_house / module
    innocent = path.read_text(encoding="utf-8")
    path.write_text(f"{innocent}\n{sin}\n", encoding="utf-8")
    try:
        code, output = run(
            BIN / "lint-imports", "--no-cache", "--contract", contract, cwd=copy_of_the_house
        )
    finally:
        path.write_text(innocent, encoding="utf-8")
    assert code == 1, output
    assert "BROKEN" in output


@pytest.mark.slow
def test_a_wrong_type_is_caught(tmp_path: Path) -> None:
    sin = tmp_path / "sin.py"
    sin.write_text("def length(text: str) -> int:\n    return text\n", encoding="utf-8")
    code, output = run(*(BIN / "mypy", "--config-file", ROOT / "pyproject.toml", sin), cwd=tmp_path)
    assert code == 1, output
    assert "Incompatible return value" in output


@pytest.mark.slow
def test_a_missing_annotation_is_caught(tmp_path: Path) -> None:
    sin = tmp_path / "sin.py"
    sin.write_text("def length(text):\n    return len(text)\n", encoding="utf-8")
    code, output = run(*(BIN / "mypy", "--config-file", ROOT / "pyproject.toml", sin), cwd=tmp_path)
    assert code == 1, output


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("BLE001", "try:\n    run()\nexcept Exception:\n    stop()\n"),
        ("C901", "def f(a):\n" + "".join(f"    if a == {n}:\n        g({n})\n" for n in range(9))),
        ("S301", "import pickle\n\nVALUE = pickle.loads(DATA)\n"),
        ("DTZ005", "import datetime\n\nNOW = datetime.datetime.now()\n"),
        ("F401", "import os\n"),
        ("D103", "def visible(a: int) -> int:\n    return a\n"),
    ],
)
def test_a_lint_rule_bites(rule: str, code: str) -> None:
    returned, output = run(
        *(BIN / "ruff", "check", "--stdin-filename", "nlp/planted.py", "-"), cwd=ROOT, given=code
    )
    assert returned == 1
    assert rule in output


def test_untidy_code_is_caught() -> None:
    returned, _ = run(
        *(BIN / "ruff", "format", "--check", "--stdin-filename", "nlp/planted.py", "-"),
        cwd=ROOT,
        given="x = {  'a':1 }\n",
    )
    assert returned == 1


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_modules_stay_below_300_lines() -> None:
    # A migration is a record of what was done once; it is never changed, so never split either.
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if "migrations" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) >= 300
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "misc"}
    assert not [path for path in modules() if path.stem in nothing]


def test_only_the_job_runner_catches_everything() -> None:
    broad = [
        str(path.relative_to(ROOT))
        for path in modules()
        if re.search(r"except (Base)?Exception\b|except:", path.read_text(encoding="utf-8"))
    ]
    assert broad == ["api/jobs.py"]


def test_no_path_of_a_machine_and_no_pickle_is_committed() -> None:
    sins = [
        str(path.relative_to(ROOT))
        for path in modules()
        if re.search(r"/home/\w|/Users/\w|\bimport pickle\b", path.read_text(encoding="utf-8"))
    ]
    assert not sins


def test_browser_modules_stay_below_300_lines() -> None:
    """Scripts of the pages are held to the same length as modules."""
    scripts = sorted((ROOT / "api" / "pages" / "static").rglob("*.js"))
    assert scripts
    lengths = {path.name: path.read_text(encoding="utf-8").count("\n") for path in scripts}
    assert {name: lines for name, lines in lengths.items() if lines >= 300} == {}
