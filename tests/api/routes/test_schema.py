"""The API fuzzed by its own schema: no answer is a server error, every refusal a problem."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.api.routes.conftest import Service
from tests.api.routes.rights import PUBLIC
from tests.api.routes.test_rights import fill

# They end the sitting or the account that the fuzzer works in.
LEFT_OUT = frozenset({"endSession", "changePassword", "changeUser"})
# Enough to reach each parameter's limits; the whole run stays within a minute.
EXAMPLES = 12


def test_the_schema_is_openapi_3_1_and_describes_every_operation(service: Service) -> None:
    schema = service.client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operations = [one for path in schema["paths"].values() for one in path.values()]
    assert all(one["summary"] and one["description"] for one in operations)
    assert set(schema["components"]["securitySchemes"]) == {"token", "session"}
    assert {one["operationId"] for one in operations if "security" not in one} == PUBLIC


@pytest.mark.slow
@pytest.mark.parametrize("who", ["reviewer", "administrator"])
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_breaks_the_server(service: Service, who: str, mode: GenerationMode) -> None:
    places = fill(service)
    service.client.__dict__["_transport"].raise_server_exceptions = False
    raw = service.client.get("/api/v1/openapi.json").json()
    wrong: list[str] = []
    for found in schemathesis.openapi.from_dict(raw).get_all_operations():
        operation = found.ok()
        takes_nothing = not list(operation.iter_parameters()) and not operation.body
        if takes_nothing and mode is GenerationMode.NEGATIVE:
            continue
        if operation.definition.raw["operationId"] not in LEFT_OUT:
            fuzz(service, who, operation, mode, places, wrong)
    assert wrong == []


def fuzz(
    service: Service,
    who: str,
    operation: Any,
    mode: GenerationMode,
    places: dict[str, str],
    wrong: list[str],
) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        sent = case.as_transport_kwargs()
        path = operation.path.removeprefix("/api/v1").format(**places)
        headers = {name: value for name, value in dict(sent["headers"]).items() if value.isascii()}
        answer = service.ask(
            who,
            sent["method"],
            path,
            headers=headers,
            params=sent.get("params"),
            json=sent.get("json"),
            data=sent.get("data") if isinstance(sent.get("data"), dict) else None,
        )
        is_problem = answer.headers.get("content-type") == "application/problem+json"
        if answer.status_code >= 500 or (answer.status_code >= 400 and not is_problem):
            wrong.append(f"{case.method} {path} {sent.get('params')}: {answer.status_code}")

    send()
