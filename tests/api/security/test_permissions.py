from collections.abc import Iterable

import pytest

from api.failures import ForbiddenError, NotFoundError
from api.security.permissions import ACTS, ROLES, SCOPES, Actor, Role, allowed, require


def actor(
    *, role: Role | None = None, administrator: bool = False, scopes: Iterable[str] = SCOPES
) -> Actor:
    return Actor(
        user_id="u", login="ana", display_name="Ana", ui_language="en",
        administrator=administrator, roles={"p": role} if role else {}, scopes=frozenset(scopes),
    )  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_no_act_is_allowed_without_its_scope(act: str) -> None:
    scopes = set(SCOPES) - {ACTS[act].scope}
    everything = actor(role="reviewer", administrator=True, scopes=scopes)
    assert not allowed(everything, act, "p")


@pytest.mark.parametrize("act", [act for act, right in ACTS.items() if right.roles])
@pytest.mark.parametrize("administrator", [True, False])
def test_a_project_does_not_exist_for_those_outside_it(act: str, administrator: bool) -> None:
    stranger = actor(role="reviewer", administrator=administrator)
    with pytest.raises(NotFoundError):
        require(stranger, act, "another project")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_the_table_decides_and_nothing_else(act: str, role: Role) -> None:
    right = ACTS[act]
    expected = not right.administrator and (not right.roles or role in right.roles)
    assert allowed(actor(role=role), act, "p") is expected


def test_analysts_change_nothing() -> None:
    analyst = actor(role="analyst")
    writing = [act for act, right in ACTS.items() if right.scope in
               {"documents:write", "review:decide", "users:write", "admin"}]  # fmt: skip
    assert writing
    assert not any(allowed(analyst, act, "p") for act in writing)


def test_a_member_whose_role_is_too_small_is_told_so() -> None:
    with pytest.raises(ForbiddenError):
        require(actor(role="analyst"), "review.decide", "p")
