"""A store's address, a folder of files and a place in; a real worker that stops there for good.

Run as ``python -m tests.api.stuck_worker URL FILES PLACE``: it says "here" when it has reached
``page2``, ``analysing`` or ``keeping``, and waits to be killed.
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from api import analysis
from api.engines import Engines
from api.files import FileStore
from api.jobs import Runner, run_next
from api.store.engine import open_store
from nlp.document import Reading, ReadPage
from nlp.marks import Analysis
from tests.api import text_engines


def stop_here() -> None:
    print("here", flush=True)
    time.sleep(600)


def read_until_page_2(
    path: Path,
    untrusted_name: str,
    *,
    known_pages: Mapping[int, ReadPage],
    on_page: Callable[[ReadPage], None],
    on_progress: Callable[[int, int], None],
) -> Reading:
    def progress(page: int, page_count: int) -> None:
        on_progress(page, page_count)
        if page == 2:
            stop_here()

    return text_engines.read(
        path, untrusted_name, known_pages=known_pages, on_page=on_page, on_progress=progress
    )


def never_analyse(reading: Reading, *, id: str, name: str) -> Analysis:  # noqa: A002
    stop_here()
    return text_engines.analyse(reading, id=id, name=name)


def main(url: str, folder: str, place: str) -> None:
    engines: Engines = text_engines.text_engines()
    if place == "page2":
        engines = replace(engines, read=read_until_page_2)
    elif place == "analysing":
        engines = replace(engines, analyse=never_analyse)
    else:
        # Everything of the last stage is written, nothing is committed.
        setattr(analysis, "finish", lambda *_args, **_named: stop_here())  # noqa: B010
    store = open_store(url)
    run_next(
        Runner(store=store, files=FileStore(root=Path(folder)), engines=engines, owner="stuck")
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
