"""The parameters that several routes take, each with its limits and its words."""

from typing import Annotated

from fastapi import Depends, Header, Path, Query

from api.paging import DEFAULT_LIMIT, MAX_LIMIT
from api.wording import choose_language

RowId = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
OptionalId = Annotated[str | None, Query(max_length=64, pattern=r"^[0-9A-Za-z_-]*$")]
# PostgreSQL can neither keep nor compare a NUL.
Text = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, Query(max_length=300, description="`next_cursor` of the last page.")]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many rows a page has.")]
PAGE = DEFAULT_LIMIT


def language_of(
    lang: Annotated[
        str | None,
        Query(max_length=20, description="UI language; else `Accept-Language`, else English."),
    ] = None,
    accept_language: Annotated[str | None, Header(max_length=500)] = None,
) -> str:
    """Return the UI language of an answer."""
    return choose_language(lang or accept_language)


Language = Annotated[str, Depends(language_of)]
