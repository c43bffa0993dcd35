"""The encoder's ONNX form: PyTorch's directions, one vector a text, whole or refused."""

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from models.encoder import load_encoder
from models.failures import ModelDamagedError
from models.onnx_encoder import GRAPH, OnnxEncoder, ensure_onnx
from models.torch_encoder import TorchEncoder
from nlp.transliterate import to_latin
from tests.corpora.texts import TEXTS


@pytest.fixture(scope="module")
def folder(encoder_folder: Path) -> Path:
    return ensure_onnx(encoder_folder.parent)


def test_vectors_point_where_pytorch_says(folder: Path, encoder_folder: Path) -> None:
    ours = OnnxEncoder(folder, threads=2).encode(TEXTS, ["mk"] * len(TEXTS))
    theirs = TorchEncoder(encoder_folder, threads=2).encode(TEXTS, ["mk"] * len(TEXTS))
    assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-5)
    last = ours[:, theirs.shape[1] :] * 2**0.5
    assert (last * theirs).sum(axis=1).min() > 0.99


def test_a_text_has_one_vector_whatever_stands_beside_it(folder: Path) -> None:
    one, two = OnnxEncoder(folder, threads=1), OnnxEncoder(folder, threads=2)
    alone = one.encode([TEXTS[0]], ["sq"])
    among = two.encode([TEXTS[1], TEXTS[0], TEXTS[2] * 9], ["mk", "sq", "en"])
    assert np.array_equal(alone[0], among[1])


def test_serbian_has_one_vector_in_both_scripts(folder: Path) -> None:
    text = "Суд је оштећену упутио на парницу ради остваривања имовинскоправног захтева."
    encoder = OnnxEncoder(folder, threads=1)
    both = encoder.encode([text, to_latin(text)], ["sr-Cyrl", "sr-Latn"])
    assert np.array_equal(both[0], both[1])


@pytest.mark.parametrize("text", ["", "\0", "😀" * 700, "а" * 50_000])
def test_odd_texts_have_a_vector(folder: Path, text: str) -> None:
    vector = OnnxEncoder(folder, threads=1).encode([text], ["en"])
    assert np.isfinite(vector).all()


def test_no_texts_have_no_vectors(folder: Path) -> None:
    assert OnnxEncoder(folder, threads=1).encode([], []).shape == (0, 768)


def test_a_damaged_graph_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / folder.name)
    data = bytearray(copy.joinpath(GRAPH).read_bytes())
    data[len(data) // 2] ^= 1
    copy.joinpath(GRAPH).write_bytes(bytes(data))
    with pytest.raises(ModelDamagedError, match=GRAPH):
        load_encoder(tmp_path, threads=1)


@pytest.mark.slow
def test_two_that_build_at_once_get_the_same_whole_folder(
    encoder_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(encoder_folder, tmp_path / encoder_folder.name)
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(ensure_onnx(tmp_path))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert made[0] == made[1]
    assert {entry.name for entry in tmp_path.iterdir()} == {encoder_folder.name, made[0].name}
