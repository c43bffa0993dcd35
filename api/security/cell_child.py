"""An order on standard input in; progress, pages and the end on standard output out.

Runs as ``python -m api.security.cell_child`` inside the walls it builds before it looks at the
file; only then are the readers imported.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import IO

from api.security.cell_messages import (
    BadMessageError,
    CellLimits,
    Done,
    Kept,
    Order,
    Progress,
    Refused,
    Started,
    receive,
    send,
)
from nlp.document import ReadPage
from nlp.failures import UnreadableError

_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def confine(limits: CellLimits) -> tuple[str, ...]:
    """Give up memory, files, privileges and the network, as far as this system allows.

    Returns:
        the names of the walls that stand.
    """
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        hard = resource.getrlimit(kind)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (within, within))
    reached = ["limits", "own_session"]
    if not sys.platform.startswith("linux"):
        return tuple(reached)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        reached.append("no_new_privileges")
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        reached.append("no_network")
    return tuple(reached)


def obey(order: Order, out: IO[bytes]) -> None:
    """Carry out one order.

    Raises:
        UnreadableError: see ``nlp.failures``.
    """
    from nlp.ocr import OcrEngine
    from nlp.pages import read, render

    untrusted_bytes = Path(order.path).read_bytes()
    if order.act == "render":
        image = render(untrusted_bytes, order.media_type, order.page, order.dpi)
        send(out, Done(image=image))
        return

    def keep(page: ReadPage) -> None:
        if page.source == "ocr" and page.number not in order.known:
            send(out, Kept(page=page))

    reading = read(
        untrusted_bytes,
        order.name,
        ocr=OcrEngine(Path(order.tessdata)) if order.tessdata else None,
        on_page=lambda page, pages: send(out, Progress(page=page, pages=pages)),
        keep=keep,
        known=order.known,
        engine=order.engine,
    )
    send(out, Done(reading=reading))


def main() -> int:
    """Build the walls, take one order, carry it out."""
    # Libraries print warnings; standard output belongs to the protocol alone.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order = receive(sys.stdin.buffer.read)
    if not isinstance(order, Order):
        raise BadMessageError("an order was expected")
    send(out, Started(confinement=confine(order.limits)))
    try:
        obey(order, out)
    except UnreadableError as error:
        send(out, Refused(code=error.code, detail=error.detail))
    except MemoryError:
        send(out, Refused(code="out_of_memory"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
