import threading

from annotation.decision import Decision
from api.failures import StaleError
from api.files import FileStore
from api.jobs import Runner
from api.security import audit
from api.store.engine import Store
from api.store.suggestions import load_decisions
from api.worker import work_off
from tests.api.conftest import Team
from tests.api.test_path import decide, found, send, suggestion_ids


def test_of_two_reviewers_who_saw_the_same_state_one_is_refused(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    suggestion = suggestion_ids(runner, accepted.document_id)[0]
    for expected in range(10):
        start = threading.Barrier(2)
        outcomes: list[str] = []

        def race(by: str, decision: Decision) -> None:
            start.wait()  # noqa: B023 (both threads end within this round)
            try:
                decide(runner, by, suggestion, decision, expected)  # noqa: B023
                outcomes.append("kept")  # noqa: B023
            except StaleError:
                outcomes.append("refused")  # noqa: B023

        threads = [
            threading.Thread(target=race, args=(team.first, Decision(verdict="confirm"))),
            threading.Thread(
                target=race, args=(team.second, Decision(verdict="reject", reason="No."))
            ),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["kept", "refused"]
    with store.read() as session:
        history = load_decisions(session, [suggestion])[suggestion]
        assert [recorded.number for recorded in history] == list(range(1, 11))
        assert audit.verify(session).intact
    confirmed = history[-1].decision.verdict == "confirm"
    assert len(found(runner, team)) == int(confirmed)
