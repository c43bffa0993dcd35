"""Places in a list in; opaque cursors out, and back."""

import base64
import binascii
from datetime import UTC, datetime

import msgspec

from api.failures import InvalidError

DEFAULT_LIMIT = 50
# A page of findings with long quotes stays below a megabyte.
MAX_LIMIT = 200

_PLACE = msgspec.json.Decoder(tuple[datetime, str])


def write_cursor(at: datetime, row_id: str) -> str:
    """Return the cursor of the place of a row: its time and id."""
    content = msgspec.json.encode((at.astimezone(UTC), row_id))
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def read_cursor(untrusted_cursor: str | None) -> tuple[datetime, str] | None:
    """Return the place a cursor names.

    Raises:
        InvalidError: when the cursor is not one of ours.
    """
    if untrusted_cursor is None:
        return None
    try:
        padded = untrusted_cursor.encode("ascii") + b"=" * (-len(untrusted_cursor) % 4)
        at, row_id = _PLACE.decode(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError) as error:
        raise InvalidError("The cursor is not one of ours.", code="invalid_cursor") from error
    if at.tzinfo is None or "\x00" in row_id:
        raise InvalidError("The cursor is not one of ours.", code="invalid_cursor")
    return at, row_id
