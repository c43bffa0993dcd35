import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.files import FileStore
from api.jobs import Runner
from api.store.engine import Store
from api.upload import MAX_NAME, NAMELESS, display_name
from api.worker import work_off
from tests.api.conftest import Team
from tests.api.test_path import send


@pytest.mark.parametrize(
    ("untrusted_name", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("пресуда 👩‍⚖️.pdf", "пресуда 👩‍⚖️.pdf"),
        ("pres\x00uda\r\n.pdf", "presuda.pdf"),
        ("fdp.\u202efdp", "fdp.fdp"),
        ("c\u030ca.pdf", "ča.pdf"),
        ("\ud83d.pdf", ".pdf"),
        ("  \t ", NAMELESS),
        ("", NAMELESS),
        ("x" * 300, "x" * MAX_NAME),
    ],
)
def test_a_name_is_made_fit_to_be_shown(untrusted_name: str, shown: str) -> None:
    assert display_name(untrusted_name) == shown


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_one_that_can_be_stored_and_stays_so(untrusted_name: str) -> None:
    shown = display_name(untrusted_name)
    assert 0 < len(shown) <= MAX_NAME
    assert shown.encode()
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert display_name(shown) == shown


def test_simultaneous_uploads_of_the_same_bytes_make_one_document(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = []
    threads = [
        threading.Thread(target=lambda: accepted.append(send(store, files, team))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.document_id for one in accepted}) == 1
    assert sum(one.created for one in accepted) == 1
    assert work_off(runner) == 1
