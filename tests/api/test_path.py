"""The straight path below HTTP: upload, job, analysis, suggestions, decisions, findings."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from annotation.decision import Decision, InvalidDecisionError
from api import analysis, reviewing, upload
from api.failures import ConflictError, InvalidError, NotFoundError, StaleError, TooLargeError
from api.files import FileStore
from api.jobs import Runner
from api.security import audit
from api.store.analyses import get_analysis, load_passages, load_profile
from api.store.cases import add_case, case_documents, case_numbers, move_document
from api.store.documents import get_document, load_document, load_text
from api.store.engine import Store
from api.store.findings import FindingFilter, list_findings
from api.store.suggestions import list_suggestions, load_decisions
from api.worker import work_off
from nlp.document import Notice, Reading, Span
from tests.api import text_engines
from tests.api.conftest import NOON, Team
from tests.api.text_engines import CODE, FACTOR, OTHER_CODE

TEXT = "K 12/2019\nJudgment of 2019-05-06.\nHe blamed the delay.\fThere was no interpreter.\n"


def send(
    store: Store, files: FileStore, team: Team, content: str = TEXT, name: str = "a.txt"
) -> upload.Accepted:
    return upload.accept(
        store,
        files,
        actor_id=team.first,
        project_id=team.project_id,
        untrusted_name=name,
        untrusted_stream=io.BytesIO(content.encode()),
        max_bytes=10_000,
        at=NOON,
    )


def decide(
    runner: Runner, by: str, suggestion_id: str, decision: Decision, expected: int | None = None
) -> reviewing.Decided:
    with runner.store.write() as session:
        return reviewing.decide(
            session,
            actor_id=by,
            suggestion_id=suggestion_id,
            decision=decision,
            expected_number=expected,
            at=NOON + timedelta(days=1),
            knowledge=runner.engines.knowledge,
        )


def suggestion_ids(runner: Runner, document_id: str) -> list[str]:
    with runner.store.read() as session:
        row = get_document(session, document_id)
        return [kept.id for kept in list_suggestions(session, row)]


def found(runner: Runner, team: Team, **wanted: Any) -> list[tuple[str, str]]:
    with runner.store.read() as session:
        rows = list_findings(session, FindingFilter(project_ids=[team.project_id], **wanted))
        return [(row.code, row.quote) for row in rows]


def test_an_upload_becomes_findings(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    assert (accepted.created, accepted.state) == (True, "queued")
    assert work_off(runner) == 1

    with store.read() as session:
        row = get_document(session, accepted.document_id)
        assert (row.state, row.year, row.page_count) == ("done", 2019, 2)
        document = load_document(session, row)
        kept = get_analysis(session, row)
        assert load_profile(kept).case_numbers == ("K 12/2019",)
        assert document.quote(load_passages(session, kept.id)[0].span) == "K 12/2019"
        assert row.case_id is not None
        assert case_numbers(session, row.case_id) == ("K 12/2019",)
    assert document.text == TEXT.replace("\f", "\n")
    assert all(document.text[w.start : w.end].strip() for p in document.pages for w in p.words)

    first, second = suggestion_ids(runner, accepted.document_id)
    done = decide(runner, team.first, first, Decision(verdict="confirm"), 0)
    assert (done.state, done.decision.number) == ("confirmed", 1)
    decide(runner, team.first, second, Decision(verdict="reject", reason="Not so."))
    assert found(runner, team) == [(CODE, "the delay")]
    assert found(runner, team, text="ДЕЛАY") == [(CODE, "the delay")]
    assert found(runner, team, code=OTHER_CODE) == []
    with store.read() as session:
        assert audit.verify(session).intact


def test_a_correction_changes_the_finding_and_keeps_the_suggestion(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    first, _ = suggestion_ids(runner, accepted.document_id)
    start = TEXT.index("delay")
    correction = Decision(verdict="correct", code=OTHER_CODE, span=Span(start=start, end=start + 5))
    decide(runner, team.second, first, correction)
    assert found(runner, team) == [(OTHER_CODE, "delay")]
    decide(runner, team.second, first, Decision(verdict="withdraw"))
    assert found(runner, team) == []
    decide(runner, team.first, first, Decision(verdict="confirm"))
    assert found(runner, team) == [(CODE, "the delay")]
    with store.read() as session:
        history = load_decisions(session, [first])[first]
    assert [recorded.decision.verdict for recorded in history] == ["correct", "withdraw", "confirm"]
    assert history[0].decision == correction


def test_a_stale_decision_is_refused_and_leaves_no_trace(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    first, _ = suggestion_ids(runner, accepted.document_id)
    decide(runner, team.first, first, Decision(verdict="confirm"), 0)
    with pytest.raises(StaleError):
        decide(runner, team.second, first, Decision(verdict="unsure"), 0)
    with store.read() as session:
        assert len(load_decisions(session, [first])[first]) == 1


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(verdict="correct", code="no_such_code"), "unknown_code"),
        (Decision(verdict="correct", code=FACTOR), "unknown_code"),
        (Decision(verdict="correct", span=Span(start=0, end=9999)), "span_outside_text"),
        (Decision(verdict="withdraw"), "nothing_to_withdraw"),
    ],
)
def test_a_decision_that_makes_no_sense_here_is_refused(
    decision: Decision, code: str, store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    first, _ = suggestion_ids(runner, accepted.document_id)
    with pytest.raises(InvalidDecisionError) as refused:
        decide(runner, team.first, first, decision)
    assert refused.value.code == code


def test_a_persons_own_mark_is_confirmed_at_once(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    start = TEXT.index("blamed")
    ids = []
    for _ in range(2):
        with store.write() as session:
            row, decided = reviewing.mark(
                session,
                actor_id=team.first,
                document_id=accepted.document_id,
                kind="vulnerability",
                code=FACTOR,
                span=Span(start=start, end=start + 6),
                polarity="neutral",
                attribution="reviewer_inference",
                reason="",
                at=NOON,
                knowledge=runner.engines.knowledge,
            )
        ids.append(row.id)
        assert decided.state == "confirmed"
    assert ids[0] == ids[1]
    assert found(runner, team) == [(FACTOR, "blamed")]
    assert found(runner, team, vulnerability=FACTOR, kind="shortcoming") == []


@pytest.mark.parametrize(("code", "end"), [(CODE, 5), (FACTOR, 9999)])
def test_an_own_mark_of_nothing_known_is_refused(
    code: str, end: int, store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    with pytest.raises(InvalidError), store.write() as session:
        reviewing.mark(
            session,
            actor_id=team.first,
            document_id=accepted.document_id,
            kind="vulnerability",
            code=code,
            span=Span(start=0, end=end),
            polarity="neutral",
            attribution="reviewer_inference",
            reason="",
            at=NOON,
            knowledge=runner.engines.knowledge,
        )


def test_the_same_bytes_are_one_document(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    first = send(store, files, team)
    again = send(store, files, team, name="other.txt")
    assert again.document_id == first.document_id
    assert not again.created
    assert work_off(runner) == 1


def test_a_file_that_is_too_large_leaves_nothing(
    store: Store, files: FileStore, team: Team
) -> None:
    with pytest.raises(TooLargeError):
        send(store, files, team, content="x" * 10_001)
    assert [path for path in files.root.rglob("*") if path.is_file()] == []


def test_an_upload_into_an_unknown_project_is_refused(
    store: Store, files: FileStore, team: Team
) -> None:
    with pytest.raises(NotFoundError):
        send(store, files, Team(project_id="0" * 32, first=team.first, second=team.second))


def test_documents_that_share_a_number_share_a_case_until_a_person_moves_one(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    ids = [
        send(store, files, team, content=f"{number}\n{date}\nthe delay").document_id
        for number, date in (("K 1/20", "2020-02-02"), ("K 1/20", "2019-01-01"), ("K 2/20", ""))
    ]
    work_off(runner)
    with store.read() as session:
        rows = [get_document(session, document_id) for document_id in ids]
        assert rows[0].case_id is not None
        assert rows[0].case_id == rows[1].case_id != rows[2].case_id
        in_order = [row.id for row in case_documents(session, rows[0].case_id)]
    assert in_order == [ids[1], ids[0]]
    (suggestion,) = suggestion_ids(runner, ids[0])
    decide(runner, team.first, suggestion, Decision(verdict="confirm"))
    with store.write() as session:
        case = add_case(session, team.project_id, "Apart", country=None, at=NOON)
        move_document(session, get_document(session, ids[0]), case)
        case_id = case.id
    assert found(runner, team, case_id=case_id) == [(CODE, "the delay")]


def test_an_unreadable_file_fails_alone_and_can_be_retried(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    broken = send(store, files, team, content="%broken")
    healthy = send(store, files, team)
    assert work_off(runner) == 2
    with store.write() as session:
        row = get_document(session, broken.document_id)
        assert (row.state, row.reason_code) == ("failed", "damaged")
        assert get_document(session, healthy.document_id).state == "done"
        analysis.retry(session, actor_id=team.first, document_id=row.id, at=NOON)
        with pytest.raises(ConflictError):
            analysis.retry(session, actor_id=team.first, document_id=row.id, at=NOON)
    assert work_off(runner) == 1


def test_a_new_analysis_adds_and_never_overwrites(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(runner)
    before = suggestion_ids(runner, accepted.document_id)
    decide(runner, team.first, before[0], Decision(verdict="confirm"))
    with store.write() as session:
        analysis.retry(session, actor_id=team.first, document_id=accepted.document_id, at=NOON)
    work_off(runner)
    assert suggestion_ids(runner, accepted.document_id) == before
    assert found(runner, team) == [(CODE, "the delay")]


def test_a_badly_read_document_is_read_anew_until_somebody_decided_on_it(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    blind = replace(runner, engines=replace(runner.engines, read=read_badly))
    work_off(blind)
    with store.write() as session:
        row = get_document(session, accepted.document_id)
        assert (row.state, len(row.notices)) == ("needs_attention", 1)
        analysis.retry(session, actor_id=team.first, document_id=row.id, at=NOON)
    work_off(runner)
    with store.read() as session:
        row = get_document(session, accepted.document_id)
        assert (row.state, row.notices) == ("done", [])
        assert load_text(session, row.id) == TEXT.replace("\f", "\n")


def test_what_people_decided_on_is_never_read_anew(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team)
    work_off(replace(runner, engines=replace(runner.engines, read=read_badly)))
    (suggestion,) = suggestion_ids(runner, accepted.document_id)
    decide(runner, team.first, suggestion, Decision(verdict="confirm"))
    with store.write() as session:
        analysis.retry(session, actor_id=team.first, document_id=accepted.document_id, at=NOON)
    work_off(runner)
    assert suggestion_ids(runner, accepted.document_id) == [suggestion]
    assert found(runner, team) == [(CODE, "the delay")]


def read_badly(path: Path, untrusted_name: str, **named: Any) -> Reading:
    """Read the first page only, as if OCR were missing for the second."""
    reading = text_engines.read(path, untrusted_name, **named)
    notice = Notice(code="ocr_unavailable", page=2)
    return replace(reading, pages=reading.pages[:1], notices=(notice,))


def test_a_character_no_database_keeps_is_replaced_by_one_as_long(
    store: Store, files: FileStore, runner: Runner, team: Team
) -> None:
    accepted = send(store, files, team, content="A\0B the delay")
    work_off(runner)
    with store.read() as session:
        row = get_document(session, accepted.document_id)
        assert load_text(session, row.id) == "A\ufffdB the delay\n"
