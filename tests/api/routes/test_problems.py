from typing import Any

import pytest

from tests.api.routes.conftest import PASSWORD, Service
from tests.api.text_engines import CODE

TEXT = "K 1/2020. In court the delay was never explained."


@pytest.mark.parametrize(
    ("who", "method", "path", "sent", "status", "code"),
    [
        (None, "GET", "/documents", {}, 401, "unauthenticated"),
        ("reviewer", "GET", "/nothing", {}, 404, "not_found"),
        ("reviewer", "GET", "/documents/nothing", {}, 404, "not_found"),
        ("reviewer", "GET", "/suggestions/nothing", {}, 404, "not_found"),
        ("reviewer", "GET", "/documents/%00", {}, 422, "invalid"),
        ("reviewer", "PUT", "/documents", {}, 405, "method_not_allowed"),
        ("reviewer", "GET", "/documents?limit=0", {}, 422, "invalid"),
        ("reviewer", "GET", "/documents?cursor=%C5%A1", {}, 422, "invalid_cursor"),
        ("reviewer", "GET", "/documents?cursor=bm9uc2Vuc2U", {}, 422, "invalid_cursor"),
        ("reviewer", "POST", "/tokens", {"json": {"name": "x", "scopes": ["all"]}}, 422,
         "unknown_scope"),
        ("reviewer", "POST", "/tokens", {"json": {"nme": "x"}}, 422, "invalid"),
        ("reviewer", "POST", "/tokens", {"content": b"{"}, 422, "invalid"),
        ("reviewer", "POST", "/documents", {"json": {}}, 422, "invalid"),
        ("analyst", "GET", "/users", {}, 403, "forbidden"),
        ("administrator", "POST", "/users",
         {"json": {"login": "analyst", "display_name": "A", "password": PASSWORD}}, 409,
         "conflict"),
        ("administrator", "POST", "/users",
         {"json": {"login": "new", "display_name": "A", "password": "short"}}, 422,
         "weak_password"),
    ],
)  # fmt: skip
def test_every_error_is_a_problem_with_a_stable_word(
    service: Service,
    who: str | None,
    method: str,
    path: str,
    sent: dict[str, Any],
    status: int,
    code: str,
) -> None:
    answer = service.ask(who, method, path, **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == f"/problems/{code}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]


def test_a_wrong_value_is_never_repeated(service: Service) -> None:
    secret = {"login": "x", "password": ["my secret password"]}
    answer = service.ask(None, "POST", "/auth/token", json=secret)
    assert answer.status_code == 422
    assert "secret" not in answer.text


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused_while_it_comes(
    service: Service, announced: bool
) -> None:
    chunks = [b"x" * 1_000_000] * 4
    content: Any = b"".join(chunks) if announced else iter(chunks)
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = service.ask("reviewer", "POST", "/documents", content=content, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too_large")


def test_a_file_that_is_too_large_is_refused_and_the_others_are_kept(service: Service) -> None:
    large = b"x" * (service.settings.max_upload + 1)
    files = [("files", ("large.txt", large)), ("files", ("small.txt", TEXT.encode()))]
    answer = service.ask(
        "reviewer", "POST", "/documents", data={"project": service.project}, files=files
    )
    assert answer.status_code == 202
    first, second = answer.json()["items"]
    assert (first["code"], first["document_id"]) == ("too_large", None)
    assert second["created"]
    alone = service.ask(
        "reviewer", "POST", "/documents", data={"project": service.project}, files=files[:1]
    )
    assert (alone.status_code, alone.json()["type"]) == (413, "/problems/too_large")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"verdict": "reject"}, "reason_missing"),
        ({"verdict": "correct"}, "correction_mismatch"),
        ({"verdict": "confirm", "code": CODE}, "correction_mismatch"),
        ({"verdict": "correct", "code": "nothing"}, "unknown_code"),
        ({"verdict": "correct", "start": 5, "end": 5}, "invalid_span"),
        ({"verdict": "correct", "start": 5}, "invalid_span"),
        ({"verdict": "correct", "start": 5, "end": 100_000}, "span_outside_text"),
        ({"verdict": "perhaps"}, "invalid"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    service: Service, body: dict[str, Any], code: str
) -> None:
    document = service.analysed(TEXT)
    suggestion = service.get(f"/documents/{document}/suggestions")["items"][0]
    path = f"/suggestions/{suggestion['id']}/decisions"
    answer = service.ask("reviewer", "POST", path, json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{code}")
    assert service.get(path)["items"] == []


def test_a_stale_decision_is_refused(service: Service) -> None:
    document = service.analysed(TEXT)
    seen = service.get(f"/documents/{document}/suggestions")["items"][0]
    path = f"/suggestions/{seen['id']}"
    headers = {"If-Match": seen["etag"]}
    service.post(f"{path}/decisions", {"verdict": "unsure"}, who="annotator", headers=headers)
    late = service.ask(
        "reviewer", "POST", f"{path}/decisions", json={"verdict": "confirm"}, headers=headers
    )
    assert (late.status_code, late.json()["type"]) == (412, "/problems/stale")
    shown = service.ask("reviewer", "GET", path)
    assert shown.headers["ETag"] == shown.json()["etag"] != seen["etag"]
    assert (shown.json()["state"], shown.json()["decision"]["user"]) == ("unsure", "Annotator")


def test_undo_takes_back_only_ones_own_decision(service: Service) -> None:
    document = service.analysed(TEXT)
    suggestion = service.get(f"/documents/{document}/suggestions")["items"][0]["id"]
    service.post(f"/suggestions/{suggestion}/decisions", {"verdict": "confirm"})
    other = service.ask("annotator", "POST", f"/suggestions/{suggestion}/undo")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/nothing_to_withdraw")
    service.post(f"/suggestions/{suggestion}/undo")
    assert service.get(f"/suggestions/{suggestion}")["state"] == "open"
    assert service.get("/findings")["items"] == []
    verdicts = [
        one["verdict"] for one in service.get(f"/suggestions/{suggestion}/decisions")["items"]
    ]
    assert verdicts == ["confirm", "withdraw"]
