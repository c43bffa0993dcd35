"""Accounts, projects, tokens and the audit log, as the API words them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from api.routes.shapes.lists import Answer, Question
from api.security.permissions import Role

UiLanguage = Literal["en", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq"]
# NUL can be stored in no PostgreSQL text.
_TEXT = r"^[^\x00]*$"
Login = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT)]
Password = Annotated[str, Field(min_length=1, max_length=1024)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class SignIn(Question):
    """A login with its password."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"login": "ana", "password": "a long sentence is best"}]}
    )

    login: Login
    password: Password


class TokenQuestion(Question):
    """A token to make; without scopes it gets all, without an end it lives until revoked."""

    name: Name
    scopes: tuple[str, ...] = ()
    expires_at: AwareDatetime | None = None


class TokenAnswer(Answer):
    """A token, without its secret."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class NewToken(TokenAnswer):
    """A fresh token; ``token`` is told this once."""

    token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105


class SessionAnswer(Answer):
    """A browser session begun; send ``csrf`` as ``X-CSRF-Token`` with each change."""

    csrf: str
    user_id: str


class MembershipAnswer(Answer):
    """A role in a project."""

    project: str
    role: Role


class Me(Answer):
    """Who is signed in, with which rights."""

    id: str
    login: str
    display_name: str
    ui_language: str
    administrator: bool
    scopes: list[str]
    memberships: list[MembershipAnswer]


class PasswordChange(Question):
    """The old and the new password."""

    old_password: Password
    new_password: Password


class LanguageChange(Question):
    """The language of the pages."""

    ui_language: UiLanguage


class UserQuestion(Question):
    """An account to make."""

    login: Login
    display_name: Name
    password: Password
    ui_language: UiLanguage = "en"
    administrator: bool = False


class UserChange(Question):
    """What to change of an account; what is left out stays."""

    display_name: Name | None = None
    password: Password | None = None
    ui_language: UiLanguage | None = None
    administrator: bool | None = None
    active: bool | None = None


class UserAnswer(Answer):
    """An account."""

    id: str
    login: str
    display_name: str
    ui_language: str
    administrator: bool
    active: bool
    created_at: datetime


class ProjectQuestion(Question):
    """A project to make; ``country`` is the usual country of its documents."""

    name: Name
    country: CountryCode | None = None


class ProjectAnswer(Answer):
    """A project, with the caller's role in it."""

    id: str
    name: str
    country: str | None
    role: Role | None


class MemberQuestion(Question):
    """The role to give."""

    role: Role


class MemberAnswer(Answer):
    """A member of a project."""

    user_id: str
    login: str
    display_name: str
    role: Role


class AuditEntry(Answer):
    """An entry of the audit log."""

    seq: int
    at: datetime
    user_id: str | None
    act: str
    object_kind: str
    object_id: str | None
    outcome: str
    details: dict[str, Any]
    hash: str


class AuditProblem(Answer):
    """Something wrong in the log, and where."""

    code: str
    place: str


class AuditAnswer(Answer):
    """The result of a check; keep ``head_seq`` and ``head_hash`` elsewhere for the next one."""

    intact: bool
    entries: int
    head_seq: int
    head_hash: str
    problems: list[AuditProblem]
