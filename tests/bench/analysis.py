"""The real Montenegrin judgments in; pages a second of the whole analysis, and its memory, out.

Two processes, as two workers on two cores, each with rules, cues and trained models; files are read
in this process's own way, without the confined child and without OCR. The judgments are not about
trafficking, so the model is asked of few of them; the last line shows one synthetic trafficking
case, where it is asked of every document.
"""

import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from corpora.library import load
from corpora.synthetic_cases import load_cases
from models.onnx_encoder import ensure_onnx
from models.passage_model import SHELF, EncoderPassageModel, load_passage_model
from models.tagger import OnnxTagger, ensure_tagger, load_tagger
from nlp.pages import read
from nlp.pipeline import analyse
from tests.conftest import ROOT

DATA = Path(os.environ.get("CASELIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
CACHE = Path(tempfile.gettempdir()) / "caselight-bench-models"
WORKERS = 2


@cache
def model() -> tuple[EncoderPassageModel, OnnxTagger]:
    """Load the models once a process."""
    return load_passage_model(CACHE, threads=1), load_tagger(CACHE, threads=1, shelf=SHELF)


def warm(_: int) -> None:
    """Load what a worker loads once."""
    model()
    load()


def work(path: Path) -> tuple[int, int, float]:
    """Return (pages, characters, peak memory of this process in MB) of one file."""
    reading = read(path.read_bytes(), path.name, ocr=None, on_page=_ignore)
    passage_model, tagger = model()
    analysis = analyse(
        reading,
        id="0" * 64,
        name=path.name,
        knowledge=load(),
        passage_model=passage_model,
        tagger=tagger,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(reading.pages), len(analysis.document.text), peak


def _ignore(_page: int, _pages: int) -> None:
    """Nobody watches."""


def measure(name: str, paths: list[Path]) -> None:
    """Print one line."""
    with ProcessPoolExecutor(1) as builder:
        # The encoder is built once an installation, in a process whose memory is not counted.
        builder.submit(ensure_onnx, CACHE).result()
        builder.submit(ensure_tagger, CACHE, SHELF).result()
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(warm, range(WORKERS * 2)))
        start = time.perf_counter()
        done = list(pool.map(work, paths))
        wall = time.perf_counter() - start
    pages, characters = sum(d[0] for d in done), sum(d[1] for d in done)
    early = max(d[2] for d in done[: max(1, len(done) // 2)])
    print(
        f"{name}: {len(paths)} files, {pages} pages ({characters / 3000:.0f} of 3,000 characters), "
        f"{pages / wall:.1f} pages/s on {WORKERS} processes; peak memory a process "
        f"{early:.0f} MB after half, {max(d[2] for d in done):.0f} MB after all"
    )


def main(files: int | None = None) -> None:
    """Measure both collections."""
    paths = sorted(DATA.glob("cnr_judgments_pdf/pdf/*.pdf"))[:files]
    if paths:
        measure("real Montenegrin judgments, other offences", paths)
    else:
        print(f"no judgments at {DATA}: only the synthetic cases are measured")
    synthetic = [document.pdf for case in load_cases() for document in case.documents]
    measure("synthetic trafficking cases", synthetic)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
