"""Any sentence-transformers folder in; an encoder that runs it as it is out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from models.encoder import Kind, Vectors, prepared
from models.failures import ModelMissingError
from models.manifest import MANIFEST, sha256_of, verify_manifest

# Longer batches gain nothing on two cores and cost memory.
_BATCH = 16


class TorchEncoder:
    """Implements ``models.encoder.Encoder``; holds the model's weights in memory."""

    def __init__(self, folder: Path, *, threads: int, attention: str = "sdpa") -> None:
        """Load a folder from disk; the network is never asked.

        Args:
            folder: a sentence-transformers folder.
            threads: how many CPU threads PyTorch may use, in the whole process.
            attention: how attention is computed; an export needs ``eager``.

        Raises:
            ModelMissingError: when there is no model in the folder.
            ModelDamagedError: when its files fail their checksums.
        """
        if not folder.joinpath("modules.json").is_file():
            raise ModelMissingError(f"no sentence-transformers model in {folder}")
        manifest = folder / MANIFEST
        # A folder of the administrator's own has no manifest; then its weights name it.
        self._sha256 = verify_manifest(folder) if manifest.is_file() else _weights_sum(folder)
        torch.set_num_threads(threads)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"attn_implementation": attention, **_model_arguments(folder)},
        )

    @property
    def sha256(self) -> str:
        """The folder's checksum."""
        return self._sha256

    @property
    def transformer(self) -> Any:
        """The bare transformer, without pooling."""
        return self._model[0].auto_model

    def encode(
        self, texts: Sequence[str], languages: Sequence[str], kind: Kind = "passage"
    ) -> Vectors:
        """Return L2-normalised vectors of shape (len(texts), dimension)."""
        vectors = self._model.encode(
            prepared(texts, languages, kind),
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def _weights_sum(folder: Path) -> str:
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        raise ModelMissingError(f"no *.safetensors in {folder}")
    return sha256_of(weights[0])


def _model_arguments(folder: Path) -> dict[str, Any]:
    # BERT models get an unused, randomly initialised pooler otherwise.
    text = folder.joinpath("config.json").read_text(encoding="utf-8")
    return {"add_pooling_layer": False} if '"model_type": "bert"' in text else {}
