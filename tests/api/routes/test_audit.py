import pytest
from sqlalchemy import text

from api.security import audit
from tests.api.routes.conftest import Service
from tests.api.security.test_audit import without_guards

TEXT = "K 1/2020. In court the delay was never explained. Ana Sample was heard."


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE decisions SET verdict = 'unsure'", "decision_changed"),
        ("UPDATE decisions SET user_id = '{other}'", "decision_changed"),
        ("DELETE FROM decisions", "decision_missing"),
        ("UPDATE decisions SET id = '0'", "decision_unlogged"),
    ],
)
def test_a_decision_replaced_behind_the_log_is_seen(
    service: Service, statement: str, problem: str
) -> None:
    document = service.analysed(TEXT)
    suggestion = service.get(f"/documents/{document}/suggestions")["items"][0]
    service.post(f"/suggestions/{suggestion['id']}/decisions", {"verdict": "confirm"})
    with service.store.write() as session:
        without_guards(session)
        session.execute(text(statement.format(other=service.users["annotator"])))
    with service.store.read() as session:
        assert problem in {code for code, _ in audit.verify(session).problems}


@pytest.mark.parametrize(
    "path",
    ["", "/text", "/pages", "/pages/1", "/pages/1/image", "/passages", "/entities", "/suggestions"],
)
def test_each_reading_of_a_document_is_logged_with_who_and_what(
    service: Service, path: str
) -> None:
    document = service.analysed(TEXT)
    answer = service.ask("analyst", "GET", f"/documents/{document}{path}")
    assert answer.status_code == 200
    newest = service.get("/audit?limit=1", who="administrator")["items"][0]
    assert newest["user_id"] == service.users["analyst"]
    assert newest["object_id"] == document
    assert newest["details"]["part"]


def test_a_refused_reading_leaves_nothing_behind(service: Service) -> None:
    document = service.analysed(TEXT)
    before = service.get("/audit?limit=1", who="administrator")["items"][0]["seq"]
    assert service.ask("stranger", "GET", f"/documents/{document}/text").status_code == 404
    assert service.get("/audit?limit=1", who="administrator")["items"][0]["seq"] == before


def test_the_log_names_no_person_and_quotes_nothing(service: Service) -> None:
    document = service.analysed(TEXT, "Ana Sample.txt")
    suggestion = service.get(f"/documents/{document}/suggestions")["items"][0]
    reason = "Ana Sample says otherwise"
    service.post(
        f"/suggestions/{suggestion['id']}/decisions", {"verdict": "reject", "reason": reason}
    )
    service.get("/findings?text=Sample")
    log = service.ask("administrator", "GET", "/audit?limit=200").text
    assert "Sample" not in log


def test_the_log_is_paged_backwards_without_gaps(service: Service) -> None:
    service.analysed(TEXT)
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = service.get(f"/audit?limit=2{cursor and f'&cursor={cursor}'}", who="administrator")
        seen += [entry["seq"] for entry in page["items"]]
        cursor = page["next_cursor"]
    assert seen == list(range(max(seen), 0, -1))


def test_a_kept_head_is_checked_over_http(service: Service) -> None:
    service.analysed(TEXT)
    first = service.get("/audit/verify", who="administrator")
    service.analysed(TEXT + " More.")
    kept = f"head_seq={first['head_seq']}&head_hash={first['head_hash']}"
    assert service.get(f"/audit/verify?{kept}", who="administrator")["intact"]
    other = f"head_seq={first['head_seq']}&head_hash={'f' * 64}"
    assert not service.get(f"/audit/verify?{other}", who="administrator")["intact"]
