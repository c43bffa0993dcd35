"""Heads and screen with the encoder: odd passages, wrong parts, heads for another encoder."""

import re
import shutil
import socket
from pathlib import Path

import msgspec
import numpy as np
import pytest
from typer.testing import CliRunner

from api.cli.main import app
from corpora.library import load
from models.encoder import load_encoder
from models.failures import ModelDamagedError, ModelMissingError, ModelOutdatedError
from models.heads import load_heads
from models.manifest import write_manifest
from models.passage_model import SHELF, EncoderPassageModel, load_passage_model
from models.screen import load_screen
from models.torch_encoder import TorchEncoder
from models.train import train_shelf
from nlp.protocols import PassageText
from tests.conftest import ROOT
from tests.corpora.texts import TEXTS

CONSENT = (
    "Sud nalazi da nema krivičnog dela, jer je oštećena sama pristala da radi kao prostitutka "
    "i mogla je da ode kad god je htela, pa se ne može govoriti o prinudi."
)


def passage(text: str, language: str = "sr-Latn") -> PassageText:
    return PassageText(text=text, language=language, section="reasoning")


@pytest.fixture(scope="module")
def model(encoder_folder: Path) -> EncoderPassageModel:
    return load_passage_model(encoder_folder.parent, threads=2)


def test_a_text_it_learnt_from_is_known_and_it_says_how_sure_it_is(
    model: EncoderPassageModel,
) -> None:
    labels = load_heads(SHELF / "heads").labels
    codes = load().codes
    texts = [passage(code.examples["sr"][0]) for code in codes]
    for code, judgements in zip(codes, model.judge(texts), strict=True):
        assert code.id in {judgement.code for judgement in judgements}
        for judgement in judgements:
            assert labels.show_from <= judgement.score <= 1
            assert judgement.abstain == (judgement.score < labels.sure_from)
        scores = [judgement.score for judgement in judgements]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "\u0301",
        "😀" * 60,
        "Ѕud nаlаzi dа " * 8,
        "Ελληνικό κείμενο που κανείς δεν ζήτησε",
        "0" * 300,
    ],
)
@pytest.mark.parametrize("language", ["sr-Latn", "und", "xx"])
def test_odd_passages_get_an_answer(model: EncoderPassageModel, text: str, language: str) -> None:
    answers = model.judge([passage(text, language)])
    assert len(answers) == 1
    assert all(np.isfinite(judgement.score) for judgement in answers[0])


@pytest.mark.slow
def test_a_very_long_passage_gets_an_answer(model: EncoderPassageModel) -> None:
    (judgements,) = model.judge([passage((CONSENT + " ") * 300)])
    assert all(0 <= judgement.score <= 1 for judgement in judgements)


def test_no_passages_give_no_answers(model: EncoderPassageModel) -> None:
    assert list(model.judge([])) == []


def test_scores_do_not_depend_on_the_neighbours(model: EncoderPassageModel) -> None:
    alone = model.judge([passage(CONSENT)])[0]
    among = model.judge([passage(text) for text in (TEXTS[0], CONSENT, TEXTS[2] * 4)])[1]
    assert [judgement.code for judgement in alone] == [judgement.code for judgement in among]
    assert [judgement.score for judgement in alone] == [judgement.score for judgement in among]


@pytest.mark.parametrize("part", ["heads", "screen"])
def test_a_damaged_part_is_refused(tmp_path: Path, part: str) -> None:
    copy = shutil.copytree(SHELF / part, tmp_path / part)
    file = next(path for path in copy.iterdir() if path.suffix in {".skops", ".safetensors"})
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(bytes(damaged))
    reader = {"heads": load_heads, "screen": load_screen}[part]
    with pytest.raises(ModelDamagedError, match=file.name):
        reader(copy)


def test_heads_of_another_taxonomy_are_refused_with_what_to_do(tmp_path: Path) -> None:
    for part in ("heads", "screen"):
        shutil.copytree(SHELF / part, tmp_path / part)
    labels = tmp_path / "heads" / "labels.json"
    told = msgspec.json.decode(labels.read_bytes())
    labels.write_bytes(msgspec.json.encode({**told, "taxonomy_version": "0.0.1"}))
    write_manifest(tmp_path / "heads")
    with pytest.raises(ModelOutdatedError, match=r"taxonomy 0\.0\.1.*caselight train heads"):
        load_passage_model(tmp_path, threads=1, shelf=tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=re.escape(str(tmp_path))):
        TorchEncoder(tmp_path, threads=1)


def test_heads_of_another_encoder_are_refused_with_what_to_do(tiny_folder: Path) -> None:
    with pytest.raises(ModelDamagedError, match=r"train heads --encoder"):
        load_passage_model(ROOT / ".cache", threads=1, encoder_folder=tiny_folder)


@pytest.mark.slow
def test_another_encoder_gets_heads_of_its_own(tiny_folder: Path, tmp_path: Path) -> None:
    train_shelf(load_encoder(tmp_path, threads=1, folder=tiny_folder), load(), None, tmp_path)
    other = load_passage_model(tmp_path, threads=1, encoder_folder=tiny_folder, shelf=tmp_path)
    assert other.maker.taxonomy_version == load().taxonomy_version
    assert len(other.judge([passage(CONSENT)])) == 1


def test_the_installed_heads_cannot_be_overwritten_for_another_encoder(
    tiny_folder: Path,
) -> None:
    refused = CliRunner().invoke(app, ["train", "heads", "--encoder", str(tiny_folder)])
    assert refused.exit_code == 2
    assert "--encoder needs --shelf" in refused.output


def test_the_network_is_never_asked(encoder_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert load_passage_model(encoder_folder.parent, threads=1).judge([passage(CONSENT)])
