"""Strangers' broken PDFs through the running product: each ends in a named state, none harms it."""

import time
from pathlib import Path

import pytest

from api.wording import has_phrase
from tests.api.product import FINAL, Product, running_product

# Of each file from the start of its reading; two workers share two cores here.
MOST_SECONDS = 60
SAMPLE = 12


def hostile_files(shared_data: Path) -> list[Path]:
    found = sorted(path for path in (shared_data / "pdf_hostile").glob("*/*") if path.is_file())
    if not found:
        pytest.skip("the hostile PDFs are not there")
    return found


@pytest.mark.needs_data
@pytest.mark.slow
def test_a_sample_of_hostile_files_ends_in_named_states(tmp_path: Path, shared_data: Path) -> None:
    files = hostile_files(shared_data)
    with running_product(tmp_path, workers=2) as product:
        check_all(product, files[:: len(files) // SAMPLE], seconds=120)


@pytest.mark.needs_data
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_hostile_file_ends_in_a_named_state(tmp_path: Path, shared_data: Path) -> None:
    with running_product(tmp_path, workers=2) as product:
        check_all(product, hostile_files(shared_data), seconds=840)


def check_all(product: Product, files: list[Path], *, seconds: float) -> None:
    """Upload files, follow them to their ends, and check that nothing fell over."""
    workers = product.workers()
    waiting: dict[str, str] = {}
    for path in files:
        answer = product.upload(path.name, path.read_bytes())
        assert answer.status_code == 202, f"{path.name}: {answer.text}"
        waiting[answer.json()["items"][0]["document_id"]] = path.name
    started: dict[str, float] = {}
    wrong: list[str] = []
    end = time.monotonic() + seconds
    while waiting and time.monotonic() < end:
        assert product.client.get("/health/ready").status_code == 200
        look_once(product, waiting, started, wrong)
        time.sleep(0.5)
    assert not waiting, f"not ended: {sorted(waiting.values())}"
    assert not wrong
    assert product.workers() == workers, "a worker process was replaced"


def look_once(
    product: Product, waiting: dict[str, str], started: dict[str, float], wrong: list[str]
) -> None:
    for state in ("reading", "analysing", *sorted(FINAL)):
        cursor = None
        while True:
            params = {"state": state, "limit": 100, **({"cursor": cursor} if cursor else {})}
            page = product.client.get("/documents", params=params).json()
            for one in page["items"]:
                if one["id"] in waiting:
                    note(one, waiting, started, wrong)
            cursor = page["next_cursor"]
            if cursor is None:
                break


def note(
    one: dict[str, str], waiting: dict[str, str], started: dict[str, float], wrong: list[str]
) -> None:
    now = time.monotonic()
    took = now - started.setdefault(one["id"], now)
    if took > MOST_SECONDS:
        wrong.append(f"{waiting[one['id']]}: {took:.0f} s")
    if one["state"] not in FINAL:
        return
    name = waiting.pop(one["id"])
    code = one["reason_code"]
    if one["state"] == "failed" and (
        code == "analysis_failed" or not has_phrase(f"failure.{code}")
    ):
        wrong.append(f"{name}: {code}")
