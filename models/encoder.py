"""Texts in; one vector each out: what heads and training ask of an encoder, and which one runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.transliterate import to_latin

Vectors = NDArray[np.float32]
Kind = Literal["query", "passage"]
# Macedonian stays Cyrillic: only Serbian and Montenegrin are measurably better in Latin.
IN_LATIN = frozenset({"sr", "sr-Cyrl", "sr-Latn", "cnr", "hr", "bs"})


class Encoder(Protocol):
    """A loaded encoder; heads trained on one encoder's vectors fit no other's."""

    @property
    def sha256(self) -> str:
        """The checksum that names weights and way of running."""

    def encode(
        self, texts: Sequence[str], languages: Sequence[str], kind: Kind = "passage"
    ) -> Vectors:
        """Return vectors of shape (len(texts), dimension), each of length 1.

        Args:
            texts: passages in their own script.
            languages: the language of each; Serbian Cyrillic is read in Latin letters.
            kind: which of the model's two prompts stands before a text.
        """


def prepared(texts: Sequence[str], languages: Sequence[str], kind: Kind) -> list[str]:
    """Return the texts as the model reads them: in one script, with the prompt before them."""
    return [
        f"{kind}: {to_latin(text) if language in IN_LATIN else text}"
        for text, language in zip(texts, languages, strict=True)
    ]


def load_encoder(cache: Path, *, threads: int, folder: Path | None = None) -> Encoder:
    """Load the encoder made from the installed wheels, or a sentence-transformers folder.

    Args:
        cache: where the first is built once (about 30 s).
        threads: how many CPU threads may work.
        folder: another sentence-transformers folder, run by PyTorch as it is.

    Raises:
        ModelMissingError: when files are missing.
        ModelDamagedError: when checksums differ.
    """
    # Each road loads only its own engine: PyTorch alone takes seconds and 300 MB.
    if folder is not None:
        from models.torch_encoder import TorchEncoder

        return TorchEncoder(folder, threads=threads)
    from models.onnx_encoder import OnnxEncoder, ensure_onnx

    return OnnxEncoder(ensure_onnx(cache), threads=threads)
