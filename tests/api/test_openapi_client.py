"""A client that knows the schema alone brings a PDF to its confirmed findings."""

import csv
import io
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.api.product import FINAL, LOGIN, PASSWORD, running_product
from tests.conftest import ROOT

PDF = ROOT / "corpora" / "synthetic" / "rs-primer" / "first_instance.pdf"
pytestmark = pytest.mark.slow


@dataclass(slots=True, kw_only=True)
class SchemaClient:
    """Calls operations by name; paths, parameters, bodies and headers come from the schema."""

    address: str
    schema: dict[str, Any]
    token: str | None = None

    def call(self, operation_id: str, *, body: Any = None, files: Any = None, **values: Any) -> Any:
        method, path, operation = self._find(operation_id)
        places: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}}
        known = {one["name"]: one["in"] for one in operation.get("parameters", [])}
        for name, value in values.items():
            spelled = name if name in known else name.replace("_", "-")
            places[known[spelled]][spelled] = value
        headers = places["header"]
        if "security" in operation:
            scheme = self.schema["components"]["securitySchemes"]["token"]
            assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
            headers["Authorization"] = f"Bearer {self.token}"
        content = operation.get("requestBody", {}).get("content", {})
        sent: dict[str, Any] = {}
        if files is not None:
            assert "multipart/form-data" in content
            sent = {"data": body, "files": files}
        elif body is not None:
            assert "application/json" in content
            sent = {"json": body}
        answer = httpx.request(
            method,
            self.address + path.format(**places["path"]),
            params=places["query"],
            headers=headers,
            timeout=60,
            **sent,
        )
        assert str(answer.status_code) in operation["responses"], answer.text
        return answer

    def _find(self, operation_id: str) -> tuple[str, str, dict[str, Any]]:
        for path, methods in self.schema["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == operation_id:
                    return method, path, operation
        raise AssertionError(f"no operation {operation_id}")


def test_a_stranger_with_the_schema_finds_exactly_what_was_confirmed(tmp_path: Path) -> None:
    with running_product(tmp_path) as product:
        schema = httpx.get(f"{product.address}/api/v1/openapi.json").json()
        client = SchemaClient(address=product.address, schema=schema)
        client.token = sign_in(client)
        document = upload(client)
        confirmed, corrected = decide_three(client, document)
        answer = client.call("listFindings", document=document)
        assert {one["suggestion_id"] for one in answer.json()["items"]} == {confirmed, corrected}
        as_csv = client.call("listFindings", document=document, format="csv")
        rows = list(csv.DictReader(io.StringIO(as_csv.text.removeprefix("\ufeff"))))
        assert {row["suggestion_id"]: row["state"] for row in rows} == {
            confirmed: "confirmed",
            corrected: "corrected",
        }


def sign_in(client: SchemaClient) -> str:
    described = re.search(r"`POST (\S+)` with", client.schema["info"]["description"])
    assert described is not None
    operation = client.schema["paths"][described[1]]["post"]
    answer = client.call(operation["operationId"], body={"login": LOGIN, "password": PASSWORD})
    token: str = answer.json()["token"]
    return token


def upload(client: SchemaClient) -> str:
    project = client.call("getMe").json()["memberships"][0]["project"]
    files = [("files", (PDF.name, PDF.read_bytes(), "application/pdf"))]
    answer = client.call("uploadDocuments", body={"project": project}, files=files)
    document: str = answer.json()["items"][0]["document_id"]
    for _ in range(300):
        progress = client.call("getProgress", document_id=document).json()
        if progress["state"] in FINAL:
            break
        time.sleep(0.2)
    assert progress["state"] in {"done", "needs_attention"}, progress
    return document


def decide_three(client: SchemaClient, document: str) -> tuple[str, str]:
    """Confirm one suggestion, reject one, correct one; return the first and the last."""
    listed = client.call("listSuggestions", document_id=document).json()["items"]
    first, second, third = listed[:3]
    new_code = next(
        one["code"]
        for one in listed
        if one["code"] != third["code"] and one["kind"] == third["kind"]
    )
    for one, body in (
        (first, {"verdict": "confirm"}),
        (second, {"verdict": "reject", "reason": "The defence says so, not the court."}),
        (third, {"verdict": "correct", "code": new_code}),
    ):
        answer = client.call("decide", suggestion_id=one["id"], if_match=one["etag"], body=body)
        assert answer.status_code == 201, answer.text
    stale = httpx.post(
        f"{client.address}/api/v1/suggestions/{first['id']}/decisions",
        json={"verdict": "unsure"},
        headers={"Authorization": f"Bearer {client.token}", "If-Match": first["etag"]},
    )
    assert stale.status_code == 412
    return first["id"], third["id"]
