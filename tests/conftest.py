"""What several tests share: where the third-party corpora lie, and which programs are there."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"

# No test asserts a time, so no example has a deadline. CI repeats the same examples, so that a
# change is not refused by luck; the search goes on wherever people run the tests.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of third-party corpora, which the product never needs."""
    folder = Path(os.environ.get("CASELIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        if IN_CI:
            pytest.fail(f"CI must have the corpora at {folder}")
        pytest.skip(f"the third-party corpora are not at {folder}")
    return folder


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that skipped anything: there, everything a test needs is installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
