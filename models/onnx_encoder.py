"""The 8-bit ONNX form of the encoder in; vectors, four times as fast as PyTorch's, out.

A text's vector is the mean over its tokens after layers 6 and 12, each of length 1, side by side:
the last layer knows the meaning across languages, the middle one more of the wording, and together
they rank codes better than the last alone (``models/REPORT.md``).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
from tokenizers import Tokenizer

from models.encoder import Kind, Vectors, prepared
from models.onnx_cache import ensure_graph, open_graph

GRAPH, TOKENIZER, ORIGIN = "encoder.int8.onnx", "tokenizer.json", "origin.json"
# Raise it when the same encoder would be written as another graph.
BUILD = "1"
LONGEST = 512


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Which weights and pieces a graph was made from; with the build they name its vectors.

    The graph's own bytes differ between versions of the exporter that compute the same.
    """

    parts_sha256: str
    build: str


class OnnxEncoder:
    """Implements ``models.encoder.Encoder``; holds the graph's weights (62 MB) in memory."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load a folder made by ``ensure_onnx``, whose checksums that function has checked."""
        origin = msgspec.json.decode(folder.joinpath(ORIGIN).read_bytes(), type=Origin)
        self._sha256 = f"{origin.parts_sha256}-int8-{origin.build}"
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(LONGEST)
        self._session = open_graph(folder / GRAPH)
        self._dimension = int(self._session.get_outputs()[0].shape[-1])
        self._threads = threads

    @property
    def sha256(self) -> str:
        """The encoder's checksum and how its weights were rounded."""
        return self._sha256

    def encode(
        self, texts: Sequence[str], languages: Sequence[str], kind: Kind = "passage"
    ) -> Vectors:
        """Return vectors of shape (len(texts), 768), each of length 1.

        Each text runs alone: the rounding of activations spans a batch, and a text must have the
        same vector whatever stands beside it.
        """
        pieces = self._tokenizer.encode_batch(prepared(texts, languages, kind))
        with ThreadPoolExecutor(self._threads) as pool:
            rows = list(pool.map(lambda piece: self._vector(piece.ids), pieces))
        return np.array(rows, dtype=np.float32).reshape(len(rows), self._dimension)

    def _vector(self, ids: Sequence[int]) -> Vectors:
        (vectors,) = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        return np.asarray(vectors[0], dtype=np.float32)


def ensure_onnx(cache: Path) -> Path:
    """Return the folder of the graph below a cache folder, building it (about 30 s) when absent.

    Raises:
        ModelMissingError: when it cannot be built, for want of a wheel or of memory.
        ModelDamagedError: when the cached folder's files are not what they should be.
    """
    folder = cache / f"multilingual-e5-small-int8-{BUILD}"
    return ensure_graph(folder, "models.onnx_export", cache)
