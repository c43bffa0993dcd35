"""Paragraphs of real decisions in; passages a second of ``caselight predict``'s analysis out.

Paragraphs of 60 to 90 words of cases that are not about trafficking, in their own languages, after
all models are loaded; beside PyTorch at full precision, which only makes the encoder's vectors of
the same paragraphs.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.assembly import TextAnalyser, make_text_analyser
from api.settings import read_settings
from models.encoder_build import ensure_encoder
from models.torch_encoder import TorchEncoder
from models.unrelated import unrelated_paragraphs
from tests.conftest import ROOT

CACHE = Path(tempfile.gettempdir()) / "caselight-bench-models"
DATA = Path(os.environ.get("CASELIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
SEED = 7


def paragraphs(count: int) -> list[tuple[str, str]]:
    """Return (language, text) of up to ``count`` paragraphs of each language."""
    drawn = unrelated_paragraphs(DATA, "test", 4_000, SEED)
    fitting = {
        language: [text for text in texts if 60 <= len(text.split()) <= 90]
        for language, texts in drawn.items()
    }
    return [(language, text) for language, texts in fitting.items() for text in texts[:count]]


def rate(analyse: TextAnalyser, chosen: list[tuple[str, str]], threads: int) -> float:
    """Return passages a second with as many lines at once as ``caselight predict`` takes."""
    with ThreadPoolExecutor(threads + 1) as pool:
        start = time.perf_counter()
        list(pool.map(lambda pair: analyse(pair[1], pair[0], None, None), chosen))
        return len(chosen) / (time.perf_counter() - start)


def main(count: int = 75) -> None:
    """Measure both on the same paragraphs."""
    chosen = paragraphs(count)
    if not chosen:
        print(f"no decisions in {DATA}: nothing was measured")
        return
    words = sum(len(text.split()) for _, text in chosen) / len(chosen)
    settings = read_settings()
    print(f"{len(chosen)} paragraphs of {words:.0f} words on average, {settings.threads} threads")
    start = time.perf_counter()
    analyse = make_text_analyser(settings)
    for language, text in chosen[:: max(1, len(chosen) // 8)]:
        analyse(text, language, None, None)
    print(f"loaded in {time.perf_counter() - start:.1f} s")
    print(f"rules, tagger, screen, encoder and heads: {rate(analyse, chosen, settings.threads):.0f}"
          " passages/s")  # fmt: skip
    exact = TorchEncoder(ensure_encoder(CACHE), threads=settings.threads)
    start = time.perf_counter()
    exact.encode([text for _, text in chosen], [language for language, _ in chosen])
    print(f"PyTorch, vectors only: {len(chosen) / (time.perf_counter() - start):.0f} passages/s")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
