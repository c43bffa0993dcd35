"""The one path through HTTP: upload, progress, suggestions, decisions, findings."""

import csv
import io
import json
from typing import Any

from tests.api.routes.conftest import Service

TEXT = (
    "Presuda K 12/2020.\n\n"
    "Oštećena se upućuje na parnični postupak radi imovinskopravnog zahtjeva.\n\n"
    "Oštećena je bila siromašna i bez prihoda.\n\n"
    "Sud je okrivljenom izrekao blagu kaznu."
)


def test_findings_are_exactly_what_people_confirmed(service: Service) -> None:
    sent = service.upload(TEXT)
    assert sent.status_code == 202
    made = sent.json()["items"][0]
    assert (made["state"], made["created"], made["duplicate"]) == ("queued", True, False)
    progress = service.get(f"/documents/{made['document_id']}/progress")
    assert (progress["state"], progress["sentence"]) == ("queued", "Waiting for its turn.")
    service.work()
    document = service.get(f"/documents/{made['document_id']}")
    assert document["state"] in {"done", "needs_attention"}

    marks = [
        service.post(
            f"/documents/{document['id']}/marks",
            {"code": code, "start": start, "end": start + 30},
        )
        for code, start in (
            ("comp_referred_to_civil_court", 20),
            ("adj_lenient_sentence", 60),
            ("inv_undue_delay", 100),
        )
    ]
    confirmed, rejected, corrected = marks
    decide(service, rejected, {"verdict": "reject", "reason": "Only a remedy."})
    decide(service, corrected, {"verdict": "correct", "code": "adj_undue_length"})

    found = service.get("/findings")["items"]
    assert [(one["suggestion_id"], one["code"], one["state"]) for one in found] == [
        (confirmed["id"], "comp_referred_to_civil_court", "confirmed"),
        (corrected["id"], "adj_undue_length", "corrected"),
    ]
    assert found[0]["quote"] == TEXT[20:50]
    as_csv = service.ask("reviewer", "GET", "/findings?format=csv")
    assert as_csv.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(as_csv.text.removeprefix("\ufeff"))))
    assert [row["code"] for row in rows] == [one["code"] for one in found]
    assert [row["quote"] for row in rows] == [one["quote"] for one in found]
    accept = {"Accept": "application/x-ndjson"}
    as_lines = service.ask("reviewer", "GET", "/findings", headers=accept)
    assert [json.loads(line) for line in as_lines.text.splitlines()] == found
    assert service.get("/audit/verify", who="administrator")["intact"]


def decide(service: Service, suggestion: Any, body: Any) -> Any:
    now = service.get(f"/suggestions/{suggestion['id']}")
    headers = {"If-Match": now["etag"]}
    return service.post(f"/suggestions/{suggestion['id']}/decisions", body, headers=headers)
