"""Training on few texts: codes without examples stay silent, kinds with few are not calibrated."""

import numpy as np
import pytest

from corpora.library import load
from models.examples import examples_of
from models.fitting import Training, calibrations, learn

RANDOM = np.random.default_rng(11)
KEPT = ("adj_consent_treated_as_defence", "inv_undue_delay", "vul_minor_age", "act_recruitment")


@pytest.fixture(scope="module")
def training() -> Training:
    examples = tuple(e for e in examples_of(load()) if set(e.codes) & set(KEPT) or not e.codes)
    vectors = RANDOM.normal(size=(len(examples), 8)).astype(np.float32)
    return learn(load(), examples, vectors)


def test_a_code_without_examples_is_left_out_and_the_others_are_learnt(training: Training) -> None:
    assert set(training.codes) >= set(KEPT[:3])
    assert "npn_victim_punished" not in training.codes
    assert training.fitted.held_out.shape == (len(training.examples), len(training.codes))
    assert np.isfinite(training.fitted.held_out).all()


def test_without_documents_to_calibrate_on_margins_stay_as_they_are(training: Training) -> None:
    assert set(calibrations(training).values()) == {(1.0, 0.0)}
