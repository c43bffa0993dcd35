"""The 8-bit ONNX form of the encoder in; vectors, four times as fast as PyTorch's, out.

A text's vector is the mean over its tokens after layers 6 and 12, each of length 1, side by side:
the last layer knows the meaning across languages, the middle one more of the wording, and together
they rank codes better than the last alone (``models/REPORT.md``).
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from models.encoder import Kind, Vectors, prepared
from models.failures import ModelMissingError
from models.manifest import MANIFEST, verify_manifest

GRAPH, TOKENIZER, ORIGIN = "encoder.int8.onnx", "tokenizer.json", "origin.json"
# Raise it when the same encoder would be written as another graph.
BUILD = "1"
LONGEST = 512
_ROOT = Path(__file__).resolve().parents[1]


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
        options = onnxruntime.SessionOptions()
        # Whole texts share the cores better than the small matrices of one text do.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
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

    Two processes may call this at once: each builds aside, the first to finish wins.

    Raises:
        ModelMissingError: when a wheel is not installed.
        ModelDamagedError: when a wheel's or the cached folder's files are not what they should be.
    """
    folder = cache / f"multilingual-e5-small-int8-{BUILD}"
    if not folder.joinpath(MANIFEST).is_file():
        _build_aside(folder, cache)
    verify_manifest(folder)
    return folder


def _build_aside(folder: Path, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=cache))
    try:
        _export(cache, aside)
        try:
            aside.rename(folder)
        except OSError:
            # Another process was first; its folder is verified by the caller.
            if not folder.joinpath(MANIFEST).is_file():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _export(cache: Path, aside: Path) -> None:
    """Run the exporter: it takes 2 GB, which only the end of its process gives back."""
    command = [
        sys.executable,
        "-m",
        "models.onnx_export",
        str(cache.resolve()),
        str(aside.resolve()),
    ]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise ModelMissingError(f"the encoder could not be built: {reason}")
