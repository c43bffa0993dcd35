from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.routes.conftest import PASSWORD, Service
from tests.api.routes.rights import PUBLIC, RIGHTS, WHO
from tests.api.text_engines import CODE

TEXT = "K 1/2020. The case lay for years; the delay was never explained."
ANSWERS: Mapping[str, frozenset[int]] = {
    "+": frozenset({200, 201, 202, 204}),
    "-": frozenset({403}),
    "0": frozenset({404}),
    "?": frozenset({200, 201, 422}),
}


def operations(service: Service) -> dict[str, tuple[str, str]]:
    schema = service.client.get("/api/v1/openapi.json").json()
    return {
        operation["operationId"]: (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    }


def test_every_operation_has_a_row_and_every_row_an_operation(service: Service) -> None:
    assert set(operations(service)) == set(RIGHTS) | PUBLIC


@pytest.mark.parametrize("who", WHO)
def test_each_role_may_do_what_the_table_says_in_this_project(service: Service, who: str) -> None:
    wrong = {}
    places = fill(service)
    known = operations(service)
    # Ending comes last: a changed password or a move would spoil the rows after it.
    for operation, marks in sorted(RIGHTS.items(), key=lambda row: row[0] == "changePassword"):
        mark = marks[WHO.index(who)]
        answer = ask(service, who, known[operation], operation, places)
        if answer.status_code not in ANSWERS[mark]:
            wrong[operation] = (mark, answer.status_code, answer.text[:200])
        if operation == "retryDocument":
            service.work()
    assert wrong == {}


def test_without_credentials_everything_but_signing_in_and_health_is_refused(
    service: Service,
) -> None:
    places = fill(service)
    known = operations(service)
    statuses = {
        operation: ask(service, None, known[operation], operation, places).status_code
        for operation in RIGHTS
    }
    assert statuses == dict.fromkeys(RIGHTS, 401)


def test_a_token_does_no_more_than_its_scopes(service: Service) -> None:
    made = service.post("/tokens", {"name": "reader", "scopes": ["documents:read"]})
    headers = {"Authorization": f"Bearer {made['token']}"}
    refused = service.client.get("/api/v1/findings", headers=headers)
    assert refused.status_code == 403
    assert service.client.get("/api/v1/documents", headers=headers).status_code == 200
    more = service.client.post(
        "/api/v1/tokens",
        headers=headers,
        json={"name": "more", "scopes": ["findings:read"]},
    )
    assert more.status_code == 403


def fill(service: Service) -> dict[str, str]:
    document = service.analysed(TEXT)
    suggestion = service.get(f"/documents/{document}/suggestions")["items"][0]
    return {
        "document_id": document,
        "suggestion_id": suggestion["id"],
        "case_id": service.get(f"/documents/{document}")["case_id"],
        "job_id": service.upload(TEXT).json()["items"][0]["job_id"],
        "project_id": service.project,
        "user_id": service.users["analyst"],
        "token_id": "0" * 32,
        "number": "1",
    }


def ask(
    service: Service,
    who: str | None,
    operation: tuple[str, str],
    name: str,
    places: Mapping[str, str],
) -> Any:
    method, path = operation
    sent: dict[str, Any] = {}
    if name in BODIES:
        sent["json"] = BODIES[name]
    if name == "uploadDocuments":
        sent = {"data": {"project": service.project}, "files": [("files", ("a.txt", b"Text."))]}
    if name in {"listDocuments", "listCases", "listFindings"}:
        sent["params"] = {"project": service.project}
    return service.ask(who, method, path.format(**places), **sent)


BODIES: Mapping[str, Any] = {
    "changePassword": {"old_password": PASSWORD, "new_password": "another long password"},
    "changeLanguage": {"ui_language": "mk"},
    "createToken": {"name": "script"},
    "createUser": {"login": "new", "display_name": "New", "password": "a long password"},
    "changeUser": {"display_name": "Changed"},
    "createProject": {"name": "New"},
    "setMember": {"role": "analyst"},
    "moveDocument": {"title": "Another case"},
    "decide": {"verdict": "confirm"},
    "addMark": {"code": CODE, "start": 0, "end": 5},
}
