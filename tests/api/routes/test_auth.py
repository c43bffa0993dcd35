import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from api.clock import now
from api.routes import documents
from api.security import sessions
from api.store import accounts
from api.store.people import set_role
from tests.api.routes.conftest import PASSWORD, Service


def sign_in(service: Service, password: str = PASSWORD, login: str = "reviewer") -> int:
    body = {"login": login, "password": password}
    status: int = service.ask(None, "POST", "/auth/token", json=body).status_code
    return status


def test_a_password_gives_a_token_that_works_and_can_be_revoked(service: Service) -> None:
    body = {"login": "reviewer", "password": PASSWORD}
    made = service.ask(None, "POST", "/auth/token", json=body).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    me = service.client.get("/api/v1/me", headers=headers)
    assert (me.status_code, me.json()["login"]) == (200, "reviewer")
    assert me.json()["memberships"] == [{"project": service.project, "role": "reviewer"}]
    assert service.ask("reviewer", "DELETE", f"/tokens/{made['id']}").status_code == 204
    assert service.client.get("/api/v1/me", headers=headers).status_code == 401


def test_nobody_revokes_a_token_of_somebody_else(service: Service) -> None:
    mine = service.get("/tokens")["items"][0]["id"]
    assert service.ask("annotator", "DELETE", f"/tokens/{mine}").status_code == 404


def test_no_answer_and_no_table_holds_a_secret(service: Service) -> None:
    assert all("token" not in one for one in service.get("/tokens")["items"])
    with service.store.read() as session:
        rows = accounts.list_tokens(session, service.users["reviewer"])
        assert all(service.tokens["reviewer"] not in str(vars(row)) for row in rows)


def test_an_expired_token_is_refused(service: Service) -> None:
    with service.store.write() as session:
        for row in accounts.list_tokens(session, service.users["reviewer"]):
            row.expires_at = now() - timedelta(seconds=1)
    assert service.ask("reviewer", "GET", "/me").status_code == 401


@pytest.mark.parametrize(("login", "password"), [("reviewer", "wrong"), ("nobody", PASSWORD)])
def test_wrong_credentials_are_told_alike(service: Service, login: str, password: str) -> None:
    body = {"login": login, "password": password}
    answer = service.ask(None, "POST", "/auth/token", json=body)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/wrong_credentials")


def test_guessing_is_slowed_down_even_for_the_right_password(service: Service) -> None:
    assert [sign_in(service, "wrong") for _ in range(5)] == [401] * 5
    body = {"login": "reviewer", "password": PASSWORD}
    answer = service.ask(None, "POST", "/auth/token", json=body)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 31
    assert sign_in(service, login="analyst") == 200


def test_a_closed_account_loses_everything_at_once(service: Service) -> None:
    path = f"/users/{service.users['analyst']}"
    closed = service.ask("administrator", "PATCH", path, json={"active": False})
    assert closed.json()["active"] is False
    assert service.ask("analyst", "GET", "/me").status_code == 401
    assert sign_in(service, login="analyst") == 401


def test_an_administrator_cannot_lock_everybody_out(service: Service) -> None:
    path = f"/users/{service.users['administrator']}"
    answer = service.ask("administrator", "PATCH", path, json={"active": False})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/own_account")


def test_a_browser_session_needs_its_token_for_changes(service: Service) -> None:
    body = {"login": "reviewer", "password": PASSWORD}
    begun = service.ask(None, "POST", "/auth/session", json=body)
    cookie = begun.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert service.client.get("/api/v1/me").status_code == 200
    bare = service.client.post("/api/v1/tokens", json={"name": "x"})
    assert (bare.status_code, bare.json()["type"]) == (403, "/problems/csrf")
    headers = {sessions.CSRF_HEADER: begun.json()["csrf"]}
    made = service.client.post("/api/v1/tokens", json={"name": "x"}, headers=headers)
    assert made.status_code == 201
    assert service.client.delete("/api/v1/auth/session", headers=headers).status_code == 204
    assert service.client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("created", "seen", "lives"),
    [(0, 0, True), (11, 0.5, True), (2, 1.01, False), (12.01, 0, False)],
)
def test_a_session_ends_after_rest_and_after_a_day(
    service: Service, created: float, seen: float, lives: bool
) -> None:
    at = now()
    with service.store.write() as session:
        user = accounts.get_user(session, service.users["reviewer"])
        new = sessions.begin(session, user, at - timedelta(hours=created))
        sessions.touch(session, new.cookie, at - timedelta(hours=seen))
    service.client.cookies.set(sessions.COOKIE, new.cookie)
    assert service.client.get("/api/v1/me").status_code == (200 if lives else 401)


def test_a_new_password_ends_every_browser_session(service: Service) -> None:
    body = {"login": "reviewer", "password": PASSWORD}
    service.ask(None, "POST", "/auth/session", json=body)
    change = {"old_password": PASSWORD, "new_password": "another long password"}
    assert service.ask("reviewer", "POST", "/me/password", json=change).status_code == 204
    assert service.client.get("/api/v1/me").status_code == 401
    assert sign_in(service) == 401
    assert sign_in(service, "another long password") == 200


@pytest.mark.parametrize("path", ["/api/v1/health/live", "/api/v1/documents", "/nothing"])
def test_every_answer_is_confined(service: Service, path: str) -> None:
    headers = service.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_the_service_says_that_it_is_ready(service: Service) -> None:
    assert service.ask(None, "GET", "/health/ready").json() == {"status": "ok"}


def test_a_new_password_revokes_every_token(service: Service) -> None:
    change = {"old_password": PASSWORD, "new_password": "another long password"}
    assert service.ask("reviewer", "POST", "/me/password", json=change).status_code == 204
    assert service.ask("reviewer", "GET", "/me").status_code == 401


def test_a_password_set_by_an_administrator_revokes_every_token(service: Service) -> None:
    path = f"/users/{service.users['analyst']}"
    change = {"password": "another long password"}
    assert service.ask("administrator", "PATCH", path, json=change).status_code == 200
    assert service.ask("analyst", "GET", "/me").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/projects/{project}/members/{user}", None),
        ("PUT", "/projects/{project}/members/{user}", {"role": "analyst"}),
        ("PATCH", "/users/{user}", {"active": False}),
    ],
)
def test_tokens_stop_with_the_rights_they_were_made_with(
    service: Service, method: str, path: str, body: Any
) -> None:
    where = path.format(project=service.project, user=service.users["reviewer"])
    answer = service.ask("administrator", method, where, json=body)
    assert answer.status_code in {200, 204}
    assert service.ask("reviewer", "GET", "/me").status_code == 401


def test_tokens_of_a_former_administrator_stop(service: Service) -> None:
    path = f"/users/{service.users['analyst']}"
    service.ask("administrator", "PATCH", path, json={"administrator": True})
    assert service.ask("analyst", "GET", "/users").status_code == 200
    service.ask("administrator", "PATCH", path, json={"administrator": False})
    assert service.ask("analyst", "GET", "/me").status_code == 401


def test_tokens_live_on_when_the_same_or_a_first_role_is_given(service: Service) -> None:
    for project, role in ((service.project, "reviewer"), (service.other_project, "analyst")):
        path = f"/projects/{project}/members/{service.users['reviewer']}"
        service.ask("administrator", "PUT", path, json={"role": role})
    assert service.ask("reviewer", "GET", "/me").status_code == 200


@pytest.mark.parametrize("end", ["account", "role", "token", "session"])
def test_a_live_stream_ends_with_the_right_to_see_it(
    service: Service, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()
    look = documents._look

    def look_and_tell(*arguments: Any) -> object:
        found = look(*arguments)
        looked.set()
        return found

    monkeypatch.setattr(documents, "_look", look_and_tell)
    document = service.upload("Text").json()["items"][0]["document_id"]
    watch = f"/documents/{document}/progress/events"
    user = service.users["reviewer"]
    who: str | None = "reviewer"
    if end == "session":
        who = None
        service.ask(None, "POST", "/auth/session", json={"login": "reviewer", "password": PASSWORD})
    with ThreadPoolExecutor(1) as pool:
        stream = pool.submit(service.ask, who, "GET", watch)
        assert looked.wait(timeout=60)
        assert not stream.done()
        with service.store.write() as session:
            if end == "account":
                accounts.get_user(session, user).active = False
            elif end == "role":
                set_role(session, user, service.project, None)
            elif end == "token":
                accounts.revoke_tokens(session, user, at=now())
            else:
                accounts.end_sessions(session, user)
        answer = stream.result(timeout=60)
    assert (answer.status_code, answer.text.count("event: progress")) == (200, 1)
    assert '"state":"queued"' in answer.text
