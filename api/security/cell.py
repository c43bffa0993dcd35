"""A stranger's file in; its reading or page image out, made in a child that can do no harm."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from api.security.cell_messages import (
    BadMessageError,
    CellLimits,
    Done,
    Kept,
    Message,
    Order,
    Progress,
    Refused,
    Started,
    receive,
    send,
)
from nlp.document import Notice, Reading, ReadPage
from nlp.failures import UNREADABLE_CODES, UnreadableError

__all__ = ["CellLimits", "CellReading", "read_in_cell", "read_with_confinement", "render_in_cell"]

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_NOTHING: Mapping[int, ReadPage] = {}
OnPage = Callable[[int, int], None]
OnReadPage = Callable[[ReadPage], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """A reading and the walls that stood around it."""

    reading: Reading
    confinement: tuple[str, ...]


def read_in_cell(
    untrusted_bytes: bytes,
    untrusted_name: str,
    *,
    limits: CellLimits,
    on_page: OnPage,
    on_read_page: OnReadPage | None = None,
    known_pages: Mapping[int, ReadPage] = _NOTHING,
    tessdata: Path | None = None,
) -> Reading:
    """Read a file in a child; see ``read_with_confinement``."""
    return read_with_confinement(
        untrusted_bytes,
        untrusted_name,
        limits=limits,
        on_page=on_page,
        on_read_page=on_read_page,
        known_pages=known_pages,
        tessdata=tessdata,
    ).reading


def read_with_confinement(
    untrusted_bytes: bytes,
    untrusted_name: str,
    *,
    limits: CellLimits,
    on_page: OnPage,
    on_read_page: OnReadPage | None = None,
    known_pages: Mapping[int, ReadPage] = _NOTHING,
    tessdata: Path | None = None,
) -> CellReading:
    """Read a file in a child; when the fast engine brings it down, once more with the careful one.

    Args:
        untrusted_bytes: the file.
        untrusted_name: what its sender calls it.
        limits: of each child.
        on_page: told (page number, number of pages) after each page.
        on_read_page: given each page read by OCR at once, so that a run can be resumed.
        known_pages: pages of an interrupted run, by number; not read again.
        tessdata: Tesseract's language files; None: no OCR.

    Raises:
        UnreadableError: with one of ``nlp.failures.UNREADABLE_CODES``.
    """
    order = Order(
        act="read",
        path="",
        limits=limits,
        name=untrusted_name,
        tessdata=None if tessdata is None else str(tessdata),
        known=dict(known_pages),
    )
    listener = _Listener(on_page=on_page, on_read_page=on_read_page)
    try:
        done = _carry_out(order, untrusted_bytes, limits, listener)
        extra: tuple[Notice, ...] = ()
    except UnreadableError as error:
        if error.code != "reader_crashed":
            raise
        _LOG.warning("the fast reader crashed; reading again with the careful one")
        careful = msgspec.structs.replace(order, engine="careful")
        done = _carry_out(careful, untrusted_bytes, limits, listener)
        extra = (Notice(code="fast_reader_failed"),)
    if done.reading is None:
        raise UnreadableError("reader_crashed", "no reading came back")
    reading = replace(done.reading, notices=(*extra, *done.reading.notices))
    return CellReading(reading=reading, confinement=listener.confinement)


def render_in_cell(
    untrusted_bytes: bytes,
    untrusted_media_type: str,
    page_number: int,
    *,
    dpi: int,
    limits: CellLimits,
) -> bytes:
    """Return the grey PNG of one page, counted from 1, drawn in a child.

    Raises:
        UnreadableError: with one of ``nlp.failures.UNREADABLE_CODES``.
    """
    order = Order(
        act="render",
        path="",
        limits=limits,
        media_type=untrusted_media_type,
        page=page_number,
        dpi=dpi,
    )
    return _carry_out(order, untrusted_bytes, limits, _Listener()).image


@dataclass(slots=True, kw_only=True)
class _Listener:
    """Passes on what a child says while it works; remembers its walls."""

    on_page: OnPage | None = None
    on_read_page: OnReadPage | None = None
    confinement: tuple[str, ...] = ()

    def hear(self, message: Message) -> None:
        match message:
            case Started(confinement=reached):
                self.confinement = reached
                _LOG.info("cell: %s", " ".join(reached))
            case Progress(page=page, pages=pages) if self.on_page:
                self.on_page(page, pages)
            case Kept(page=kept) if self.on_read_page:
                self.on_read_page(kept)
            case _:
                pass


def _carry_out(
    order: Order, untrusted_bytes: bytes, limits: CellLimits, listener: _Listener
) -> Done:
    with tempfile.TemporaryDirectory(prefix="caselight-cell-") as folder:
        path = Path(folder, "document")
        path.write_bytes(untrusted_bytes)
        with _child(folder) as child, _alarm(child, limits.wall_seconds) as expired:
            end = _converse(child, msgspec.structs.replace(order, path=str(path)), listener)
            if end is None:
                # Nothing more can come; the exit status tells why.
                _kill_group(child, only_if_alive_after=1.0)
                raise UnreadableError(*_cause(child.returncode, expired=expired.is_set()))
    if isinstance(end, Refused):
        known = end.code in UNREADABLE_CODES
        raise UnreadableError(end.code if known else "reader_crashed", end.detail)
    return end


def _converse(
    child: "subprocess.Popen[bytes]", order: Order, listener: _Listener
) -> Done | Refused | None:
    """Give the order and listen to the end; None when the child dies or talks nonsense."""
    if child.stdin is None or child.stdout is None:
        return None
    try:
        send(child.stdin, order)
        while (message := receive(child.stdout.read)) is not None:
            if isinstance(message, Done | Refused):
                return message
            listener.hear(message)
    except (BadMessageError, BrokenPipeError) as error:
        _LOG.warning("cell: %s", type(error).__name__)
    return None


@contextmanager
def _child(folder: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Start a child in its own session with an empty environment; kill what is left of it."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "api.security.cell_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            "PYTHONPATH": str(_ROOT),
            "TMPDIR": folder,
            "LANG": "C.UTF-8",
            # More than one Tesseract thread a process slows all workers down.
            "OMP_THREAD_LIMIT": "1",
        },
        start_new_session=True,
    )
    try:
        yield child
    finally:
        _kill_group(child)
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()


@contextmanager
def _alarm(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[threading.Event]:
    """Kill the child when its time is over; the event tells that it was."""
    expired = threading.Event()

    def end() -> None:
        expired.set()
        _signal_group(child)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


def _kill_group(child: "subprocess.Popen[bytes]", *, only_if_alive_after: float = 0.0) -> None:
    if only_if_alive_after:
        with suppress(subprocess.TimeoutExpired):
            child.wait(only_if_alive_after)
    _signal_group(child)
    child.wait()


def _signal_group(child: "subprocess.Popen[bytes]") -> None:
    # The child leads its own session, so its group has its number, and outlives it.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _cause(status: int, *, expired: bool) -> tuple[str, str]:
    if expired or status == -signal.SIGXCPU:
        return "timed_out", ""
    return "reader_crashed", f"exit status {status}"
