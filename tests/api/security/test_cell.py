"""Whatever a file does to its reader, the parent lives and says what happened."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.security.cell import (
    CellLimits,
    read_in_cell,
    read_with_confinement,
    render_in_cell,
)
from api.security.cell_messages import BadMessageError, receive
from nlp.document import Reading, ReadPage, TextTrust
from nlp.failures import UNREADABLE_CODES, UnreadableError
from tests.nlp.pages.pdfs import pdf_of, raw_pdf

LIMITS = CellLimits(wall_seconds=60)
PDF = pdf_of([[(50.0, 50.0, "Пресуда")], [(50.0, 50.0, "Osuđuje se")]])


def read_quietly(untrusted_bytes: bytes, limits: CellLimits = LIMITS) -> Reading:
    return read_in_cell(untrusted_bytes, "x.pdf", limits=limits, on_page=lambda page, pages: None)


def test_a_reading_comes_back_with_progress_and_the_walls_that_stood() -> None:
    told: list[tuple[int, int]] = []
    result = read_with_confinement(
        PDF, "x.pdf", limits=LIMITS, on_page=lambda page, pages: told.append((page, pages))
    )
    assert [page.text for page in result.reading.pages] == ["Пресуда\n", "Osuđuje se\n"]
    assert told == [(1, 2), (2, 2)]
    assert {"limits", "own_session"} <= set(result.confinement)


def test_a_page_image_comes_back() -> None:
    png = render_in_cell(PDF, "application/pdf", 2, dpi=72, limits=LIMITS)
    assert png.startswith(b"\x89PNG")


def test_known_pages_are_not_read_again() -> None:
    known = ReadPage(
        number=1, width=1, height=1, text="prije\n", words=(), source="ocr",
        trust=TextTrust(score=1.0), ocr_confidence=95.0,
    )  # fmt: skip
    reading = read_in_cell(
        PDF, "x", limits=LIMITS, on_page=lambda page, pages: None, known_pages={1: known}
    )
    assert [page.text for page in reading.pages] == ["prije\n", "Osuđuje se\n"]


def test_a_child_that_takes_too_long_is_killed_and_named() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError, match="timed_out"):
        read_quietly(PDF, CellLimits(wall_seconds=0.01))
    assert time.monotonic() - started < 10


def test_a_child_without_memory_ends_in_a_named_state() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_quietly(PDF, CellLimits(wall_seconds=60, memory_bytes=60 * 1024**2))
    assert caught.value.code in {"out_of_memory", "reader_crashed"}


@pytest.mark.parametrize(
    "untrusted_bytes",
    [
        raw_pdf(b"/X Do", xobject=b"/X Do /X Do"),
        raw_pdf(bytes(300_000_000), filters=2),
        raw_pdf(b"BT (a) Tj ET " * 1_000_000),
        raw_pdf(b"", box=2_000_000),
        raw_pdf(b"BT /F 9 Tf (a) Tj ET")[:300],
        b"",
    ],
    ids=["self-recursive form", "deep deflate", "operators", "huge page", "truncated", "empty"],
)
def test_bombs_end_in_a_reading_or_a_known_code(untrusted_bytes: bytes) -> None:
    assert outcome(untrusted_bytes, CellLimits(wall_seconds=30)) in {"attention", *UNREADABLE_CODES}


def outcome(untrusted_bytes: bytes, limits: CellLimits) -> str:
    try:
        reading = read_quietly(untrusted_bytes, limits)
    except UnreadableError as error:
        return error.code
    if not reading.pages:
        return "no page"
    return "attention" if any(notice.attention for notice in reading.notices) else "read"


def test_a_callers_mistake_kills_the_child() -> None:
    def fail(page: int, pages: int) -> None:
        raise KeyError(page)

    with pytest.raises(KeyError):
        read_in_cell(PDF, "x", limits=LIMITS, on_page=fail)
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if mine.exists():
        assert mine.read_text() == ""


@pytest.mark.parametrize(
    "content", [b"\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x01", b"\0\0\0\x01\xc1"]
)
def test_nonsense_on_the_wire_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "wire"
    path.write_bytes(content)
    with path.open("rb") as stream, pytest.raises(BadMessageError):
        receive(stream.read)


def test_the_child_starts_without_the_heavy_readers() -> None:
    program = (
        "import sys, api.security.cell_child\n"
        "print([m for m in ('numpy', 'pdfplumber', 'pikepdf', 'torch', 'spacy', 'tesserocr')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.slow
@pytest.mark.needs_data
@pytest.mark.timeout(3600)
def test_every_hostile_file_ends_in_a_reading_or_a_known_code(
    shared_data: Path,
) -> None:
    slowest = (0.0, "")
    named = {"read", "attention", *UNREADABLE_CODES}
    for path in sorted((shared_data / "pdf_hostile").glob("*/*")):
        started = time.monotonic()
        assert outcome(path.read_bytes(), CellLimits(wall_seconds=20)) in named, path.name
        slowest = max(slowest, (time.monotonic() - started, path.name))
    # Two children of 20 seconds at most, and the time to start and end them.
    assert slowest[0] < 50, slowest
