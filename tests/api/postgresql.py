"""Debian's PostgreSQL programs in; a private server on a socket in a temporary folder out."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
START_SECONDS = 30


def find_programs() -> Path | None:
    """Return the folder with the newest server's programs."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """Start a server that trusts everybody who can reach its socket; remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="caselight-pg-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run(
        programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"
    )
    # No durability: these data live as long as the tests do.
    options = f"-c listen_addresses= -c fsync=off -c unix_socket_directories={folder}"
    try:
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "start")
        _wait(folder)
        yield Server(folder=folder)
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _run(*command: object) -> None:
    # The server refuses to run as root.
    prefix = ["/usr/sbin/runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    words = [*prefix, *map(str, command)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=START_SECONDS, cwd="/")


def _wait(folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not list(folder.glob(".s.PGSQL.*")):
        if time.monotonic() > end:
            raise TimeoutError((folder / "log").read_text())
        time.sleep(0.05)
