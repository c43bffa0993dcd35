"""A cache folder in; the encoder as one ONNX graph with 8-bit weights in another folder out.

The graph takes the token ids of one text and gives its vector (``models.onnx_encoder`` says which).
Weights are rounded per column and to 7 bits: with the eighth, processors without VNNI overflow the
16-bit sums of pairs, and a text would have another vector on another machine.
"""

import hashlib
import logging
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from models.encoder_build import WEIGHTS, ensure_encoder
from models.manifest import sha256_of, write_manifest
from models.onnx_encoder import BUILD, GRAPH, ORIGIN, TOKENIZER, Origin
from models.torch_encoder import TorchEncoder

# The middle layer and the last, counted from 1; chosen on the training texts by held-out folds.
POOLED_LAYERS = (6, 12)
_OPSET = 17
_ROUNDED = ["MatMul", "Gather"]


class _Pooled(torch.nn.Module):
    """A BERT encoder without padding and mask, which a single text does not need."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return (texts, pooled layers x hidden) for ids of shape (texts, tokens)."""
        states = self.bert.embeddings(input_ids=ids)
        sides = []
        for number, layer in enumerate(self.bert.encoder.layer, start=1):
            states = layer(states, None)
            if number in POOLED_LAYERS:
                mean = states.mean(dim=1)
                sides.append(mean / mean.norm(dim=-1, keepdim=True))
        pooled: torch.Tensor = torch.cat(sides, dim=-1) / len(sides) ** 0.5
        return pooled


def export_encoder(folder: Path, target: Path) -> None:
    """Write the graph of the encoder in a sentence-transformers folder to a file (62 MB)."""
    encoder = TorchEncoder(folder, threads=1, attention="eager")
    write_graph(_Pooled(encoder.transformer), target, output="vector")


def write_graph(model: torch.nn.Module, target: Path, *, output: str) -> None:
    """Write a model that takes ``ids`` of one text as a graph with 8-bit weights."""
    with tempfile.TemporaryDirectory(dir=target.parent) as aside, _quiet():
        exact = Path(aside, "exact.onnx")
        torch.onnx.export(
            model.eval(),
            (torch.ones((1, 8), dtype=torch.long),),
            str(exact),
            input_names=["ids"],
            output_names=[output],
            dynamic_axes={"ids": {1: "pieces"}},
            opset_version=_OPSET,
            # The newer exporter needs the package onnxscript and gives the same graph.
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=_ROUNDED,
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep two pieces of advice that do not apply here out of the log.

    The exporter praises its successor; the rounding advises, through the root logger, a
    preparation that changes nothing in this graph.
    """
    root = logging.getLogger()
    root.addFilter(_is_ours)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=DeprecationWarning)
            warnings.filterwarnings("ignore", module=r"transformers\..*")
            yield
    finally:
        root.removeFilter(_is_ours)


def _is_ours(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def main(cache: Path, target: Path) -> None:
    """Build the encoder in a cache if need be, and write its graph, tokenizer and origin."""
    encoder = ensure_encoder(cache)
    export_encoder(encoder, target / GRAPH)
    shutil.copy(encoder / TOKENIZER, target / TOKENIZER)
    sums = [sha256_of(encoder / name) for name in (WEIGHTS, TOKENIZER)]
    origin = Origin(parts_sha256=hashlib.sha256("".join(sums).encode()).hexdigest(), build=BUILD)
    target.joinpath(ORIGIN).write_bytes(msgspec.json.encode(origin))
    write_manifest(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
