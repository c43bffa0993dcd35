"""Tables of projects, people, their sessions and tokens, and what they did."""

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.columns import Base, Id, Json, Moment, Sha256, new_id, references

# SQLite numbers rows by itself only in a column declared exactly INTEGER.
_Serial = BigInteger().with_variant(Integer, "sqlite")


class ProjectRow(Base):
    """A body of documents that one team reads; nobody else knows that it exists."""

    __tablename__ = "projects"
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str | None] = mapped_column(String(2))


class UserRow(Base):
    """A person with an account."""

    __tablename__ = "users"
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(200), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(Text)
    ui_language: Mapped[str] = mapped_column(String(10), default="en")
    administrator: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]


class MembershipRow(Base):
    """A person's role in a project: reviewer, annotator or analyst."""

    __tablename__ = "memberships"
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"), primary_key=True)
    project_id: Mapped[Id] = mapped_column(ForeignKey("projects.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))


class SessionRow(Base):
    """A browser's session; only the hash of its cookie is kept."""

    __tablename__ = "sessions"
    token_hash: Mapped[Sha256] = mapped_column(primary_key=True)
    user_id: Mapped[Id] = references("users.id")
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    last_seen: Mapped[Moment]


class ApiTokenRow(Base):
    """A program's token; only its hash is kept."""

    __tablename__ = "api_tokens"
    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    user_id: Mapped[Id] = references("users.id")
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[Json]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]


class SignInFailureRow(Base):
    """Failed sign-ins of a login or an address, known by a hash: people mistype passwords there."""

    __tablename__ = "sign_in_failures"
    subject: Mapped[Sha256] = mapped_column(primary_key=True)
    count: Mapped[int]
    last: Mapped[Moment]


class AuditRow(Base):
    """An act, chained to the one before by its hash; append-only, guarded by triggers."""

    __tablename__ = "audit_log"
    seq: Mapped[int] = mapped_column(_Serial, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    user_id: Mapped[str | None] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(80))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(40))
    details: Mapped[Json]
    previous_hash: Mapped[Sha256]
    hash: Mapped[Sha256]


class IdempotencyRow(Base):
    """An answer already given to a request that carried an ``Idempotency-Key``."""

    __tablename__ = "idempotency_keys"
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[Sha256]
    status: Mapped[int]
    body: Mapped[Json]
    created_at: Mapped[Moment]
