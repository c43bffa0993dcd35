"""A cache folder and the tagger's trained layers in; the tagger as one ONNX graph out."""

import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from models.encoder_build import ensure_encoder
from models.manifest import write_manifest
from models.onnx_export import write_graph
from models.tagger import GRAPH, TOKENIZER
from models.tagger_train import WEIGHTS, Tagger, open_layers


class _Whole(torch.nn.Module):
    """The frozen layers with the trained ones above them."""

    def __init__(self, lower: Any, tagger: Tagger) -> None:
        super().__init__()
        self.lower: Any = lower
        self.tagger = tagger

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return tags' log-probabilities (texts, pieces, tags) for ids (texts, pieces)."""
        states = self.lower.embeddings(input_ids=ids)
        for layer in self.lower.encoder.layer:
            states = layer(states, None)
        return torch.log_softmax(self.tagger(states, None), dim=-1)


def main(cache: Path, trained: Path, target: Path) -> None:
    """Write graph, tokenizer and manifest."""
    encoder = ensure_encoder(cache)
    lower, tagger = open_layers(encoder, attention="eager")
    tagger.load_state_dict({k: v.float() for k, v in load_file(trained / WEIGHTS).items()})
    write_graph(_Whole(lower, tagger), target / GRAPH, output="scores")
    shutil.copy(encoder / "tokenizer.json", target / TOKENIZER)
    write_manifest(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
