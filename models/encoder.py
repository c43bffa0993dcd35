"""Texts in; one L2-normalised float32 vector each out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from models.failures import ModelMissingError
from models.manifest import MANIFEST, sha256_of, verify_manifest
from nlp.transliterate import to_latin

Vectors = NDArray[np.float32]
# Longer batches gain nothing on two cores and cost memory.
_BATCH = 16
# Macedonian stays Cyrillic: only Serbian and Montenegrin are measurably better in Latin.
_IN_LATIN = frozenset({"sr", "sr-Cyrl", "sr-Latn", "cnr", "hr", "bs"})


class Encoder:
    """A loaded sentence-transformers model; holds its weights in memory."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load a folder from disk; the network is never asked.

        Raises:
            ModelMissingError: when there is no model in the folder.
            ModelDamagedError: when its files fail their checksums.
        """
        if not folder.joinpath("modules.json").is_file():
            raise ModelMissingError(f"no sentence-transformers model in {folder}")
        manifest = folder / MANIFEST
        # A folder of the administrator's own has no manifest; then its weights name it.
        self.sha256 = verify_manifest(folder) if manifest.is_file() else _weights_sum(folder)
        self.name = folder.name
        torch.set_num_threads(threads)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            model_kwargs=_model_arguments(folder),
        )

    def encode(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        kind: Literal["query", "passage"] = "passage",
    ) -> Vectors:
        """Return vectors of shape (len(texts), dimension).

        Args:
            texts: passages in their own script.
            languages: the language of each; Serbian Cyrillic is read in Latin letters.
            kind: which of the model's two prompts stands before a text.
        """
        prepared = [
            f"{kind}: {to_latin(text) if language in _IN_LATIN else text}"
            for text, language in zip(texts, languages, strict=True)
        ]
        vectors = self._model.encode(
            prepared, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
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
