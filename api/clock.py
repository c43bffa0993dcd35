"""Nothing in; the time out. The only place where it is asked for; acts take it as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present time in UTC."""
    return datetime.now(UTC)
