"""Rows in; one page of a list, or a problem, as the API words it, out."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

ItemT = TypeVar("ItemT")


class Answer(BaseModel):
    """A frozen answer."""

    model_config = ConfigDict(frozen=True)


class Question(BaseModel):
    """A request's body; an unknown key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Listing(Answer, Generic[ItemT]):
    """One page of a list; ``next_cursor`` is null on the last."""

    items: list[ItemT]
    next_cursor: str | None = None


class Place(Answer):
    """A half-open range of code points of the document's text."""

    start: int
    end: int


class Rectangle(Answer):
    """A rectangle on a page in points, origin top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class ProblemPlace(Answer):
    """Where in the request something is wrong, and what."""

    where: str
    message: str


class Problem(Answer):
    """A refusal, by RFC 9457; ``type`` ends in a stable word."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemPlace] | None = None
