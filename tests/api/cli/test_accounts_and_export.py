"""``caselight user``, ``export`` and ``doctor`` as they are called, and what the README says."""

import json
import re
from pathlib import Path

import pytest
import typer

from api.cli.main import app
from api.clock import now
from api.security import sessions
from api.store.engine import open_store
from api.store.people import find_user
from tests.api.product import command
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "api" / "settings.py").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_no_other() -> None:
    group = typer.main.get_command(app)
    named = set(re.findall(r"^\| `caselight (\w+)", README, re.MULTILINE))
    assert named == set(group.commands)  # type: ignore[attr-defined]  # a group has them


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `"))
    pattern = r"CASELIGHT_[A-Z_]+[A-Z]"
    assert set(re.findall(pattern, table)) == set(re.findall(pattern, SETTINGS))


@pytest.mark.slow
def test_accounts_are_added_listed_and_changed_and_refusals_have_a_code(tmp_path: Path) -> None:
    added = command(
        "user", "add", "ana", "--password-stdin", data=tmp_path, given="a long one 12\n"
    )
    assert added.returncode == 0, added.stderr
    listed = command("user", "list", data=tmp_path)
    assert listed.stdout.startswith("ana\t")
    for words in (["add", "ana"], ["password", "nobody"]):
        refused = command(
            "user", *words, "--password-stdin", data=tmp_path, given="a long one 12\n"
        )
        assert refused.returncode == 1, refused.stderr
        assert "Traceback" not in refused.stderr
    weak = command("user", "password", "ana", "--password-stdin", data=tmp_path, given="short\n")
    assert weak.returncode == 1
    assert "Traceback" not in weak.stderr
    store = open_store(f"sqlite:///{tmp_path}/caselight.db")
    with store.write() as session:
        ana = find_user(session, "ana")
        assert ana is not None
        cookie = sessions.begin(session, ana, now()).cookie
    done = command(
        "user", "password", "ana", "--password-stdin", data=tmp_path, given="another one 12\n"
    )
    assert done.returncode == 0, done.stderr
    with store.read() as session:
        assert sessions.find(session, cookie, now()) is None
    store.close()


@pytest.mark.slow
def test_export_names_what_it_cannot_do(tmp_path: Path) -> None:
    assert command("export", "findings", "--project", "None", data=tmp_path).returncode == 1
    wrong = command("export", "findings", "--project", "None", "--format", "xml", data=tmp_path)
    assert wrong.returncode == 2


@pytest.mark.slow
def test_doctor_gives_checks_as_json(tmp_path: Path) -> None:
    done = command("doctor", "--json", data=tmp_path)
    assert done.returncode in {0, 3}, done.stderr
    checks = json.loads(done.stdout)["checks"]
    assert {"name", "ok", "found", "needed", "remedy"} == set(checks[0])
    assert done.returncode == (3 if any(c["needed"] and not c["ok"] for c in checks) else 0)
