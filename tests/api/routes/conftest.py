"""A running application on a fresh store, with people of each role signed in by token."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.clock import now
from api.engines import Engines
from api.files import FileStore
from api.jobs import Runner, run_next
from api.security.passwords import hash_password
from api.security.permissions import SCOPES
from api.security.tokens import issue
from api.settings import Settings, read_settings
from api.store.accounts import get_user
from api.store.engine import Store
from api.store.people import add_project, add_user, set_role

PASSWORD = "correct horse battery"
PASSWORD_HASH = hash_password(PASSWORD)
# login -> (role in the project, administrator)
PEOPLE: Mapping[str, tuple[str | None, bool]] = {
    "reviewer": ("reviewer", False),
    "annotator": ("annotator", False),
    "analyst": ("analyst", False),
    "administrator": (None, True),
    "stranger": (None, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An application with one project; ``stranger`` reviews another."""

    client: TestClient
    store: Store
    runner: Runner
    settings: Settings
    project: str
    other_project: str
    users: Mapping[str, str]
    tokens: Mapping[str, str]

    def ask(self, who: str | None, method: str, path: str, **sent: Any) -> Any:
        headers = dict(sent.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        return self.client.request(method, f"/api/v1{path}", headers=headers, **sent)

    def get(self, path: str, who: str = "reviewer", **sent: Any) -> Any:
        answer = self.ask(who, "GET", path, **sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, who: str = "reviewer", **sent: Any) -> Any:
        answer = self.ask(who, "POST", path, json=body, **sent)
        assert answer.status_code in {200, 201, 202}, answer.text
        return answer.json()

    def upload(self, text: str, name: str = "presuda.txt", **sent: Any) -> Any:
        return self.ask(
            "reviewer",
            "POST",
            "/documents",
            data={"project": self.project},
            files=[("files", (name, text.encode(), "text/plain"))],
            **sent,
        )

    def work(self) -> None:
        while run_next(self.runner):
            pass

    def analysed(self, text: str, name: str = "presuda.txt") -> str:
        answer = self.upload(text, name)
        assert answer.status_code == 202, answer.text
        self.work()
        document_id: str = answer.json()["items"][0]["document_id"]
        return document_id


def draw(untrusted_bytes: bytes, media_type: str, page: int, *, dpi: int) -> bytes:
    """Stand in for the confined renderer, which has tests of its own."""
    return f"PNG of {len(untrusted_bytes)} bytes, {media_type}, page {page}, {dpi} dpi".encode()


@pytest.fixture
def service(
    sqlite_store: Store, files: FileStore, engines: Engines, tmp_path: Path
) -> Iterator[Service]:
    settings = read_settings({"CASELIGHT_DATA_DIR": str(tmp_path), "CASELIGHT_MAX_UPLOAD": "1"})
    app = create_app(settings, sqlite_store, files, engines, render=draw)
    with sqlite_store.write() as session:
        project = add_project(session, "Samples", country="ME").id
        other = add_project(session, "Others", country="MK").id
        users, tokens = {}, {}
        for login, (role, administrator) in PEOPLE.items():
            row = add_user(
                session,
                login,
                display_name=login.title(),
                password_hash=PASSWORD_HASH,
                at=now(),
                administrator=administrator,
            )
            if role is not None:
                set_role(session, row.id, project, role)
            users[login] = row.id
            user = get_user(session, row.id)
            _, tokens[login] = issue(
                session, user, name="test", scopes=SCOPES, at=now(), expires_at=None
            )
        set_role(session, users["stranger"], other, "reviewer")
    runner = Runner(store=sqlite_store, files=files, engines=engines, owner="test")
    with TestClient(app, raise_server_exceptions=True) as client:
        yield Service(
            client=client,
            store=sqlite_store,
            runner=runner,
            settings=settings,
            project=project,
            other_project=other,
            users=users,
            tokens=tokens,
        )
