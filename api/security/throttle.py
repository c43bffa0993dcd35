"""Failed sign-ins in; how long an account and an address must wait out. Lives in memory."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

# Five typing errors are human; after that the wait doubles from 30 s up to 15 min, which leaves
# an attacker about 100 guesses a day and account, and a person with a bad day a coffee break.
FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)
# Bounds the memory an attacker can make us use; the oldest entry goes first.
MAX_ENTRIES = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last: datetime


@dataclass(slots=True)
class LoginThrottle:
    """Counts failures per (login, address) of one process; each process counts for itself."""

    _failures: dict[tuple[str, str], _Failures] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, login: str, address: str, at: datetime) -> timedelta:
        """Return how long this account must still wait from this address; zero if it may try."""
        with self._lock:
            failures = self._failures.get((login, address))
            if failures is None or at - failures.last > FORGET_AFTER:
                return timedelta()
            return max(timedelta(), failures.last + _pause(failures.count) - at)

    def failed(self, login: str, address: str, at: datetime) -> None:
        """Note a failed attempt."""
        with self._lock:
            failures = self._failures.pop((login, address), None)
            count = 0 if failures is None or at - failures.last > FORGET_AFTER else failures.count
            while len(self._failures) >= MAX_ENTRIES:
                del self._failures[next(iter(self._failures))]
            self._failures[login, address] = _Failures(count + 1, at)

    def succeeded(self, login: str, address: str) -> None:
        """Forget the failures of an account from an address."""
        with self._lock:
            self._failures.pop((login, address), None)


def _pause(count: int) -> timedelta:
    if count < FREE_ATTEMPTS:
        return timedelta()
    # The exponent is capped because 2**n of a long attack would not fit a timedelta.
    doublings = 1 << min(count - FREE_ATTEMPTS, 10)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
