"""Failed sign-ins in; how long a login and an address must wait, in every process, out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from api.security.secret import hash_secret
from api.store import Session, attempts

# After the free attempts the wait doubles from 30 s up to 15 min, which leaves an attacker about
# 100 guesses a day, and a person with a bad day a coffee break.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many failures cost nothing, and after which time of rest all are forgotten."""

    name: str
    free: int
    forget_after: timedelta


# Five typing errors are human.
LOGIN = Limit(name="login", free=5, forget_after=timedelta(hours=24))
# A whole office may come from one address: thirty people who mistype once are no attack.
ADDRESS = Limit(name="address", free=30, forget_after=timedelta(hours=1))


def wait(session: Session, login: str, address: str, at: datetime) -> timedelta:
    """Return how long to wait before this login may be tried from this address; zero for now."""
    return max(_wait(session, LOGIN, login, at), _wait(session, ADDRESS, address, at))


def failed(session: Session, login: str, address: str, at: datetime) -> None:
    """Count a failed attempt within a writing session.

    Attempts that were under way when the wait began still count, so many at once wait longest.
    """
    attempts.lock_failures(session)
    attempts.forget_failures_before(session, at - LOGIN.forget_after)
    for limit, value in ((LOGIN, login), (ADDRESS, address)):
        subject = _subject(limit, value)
        count, _ = _failures(session, limit, subject, at)
        attempts.keep_failures(session, subject, count + 1, at)


def succeeded(session: Session, login: str) -> None:
    """Forget the failures of a login within a writing session.

    Those of the address stay: an attacker may own one account and guess at the others.
    """
    attempts.forget_failures(session, _subject(LOGIN, login))


def _wait(session: Session, limit: Limit, value: str, at: datetime) -> timedelta:
    count, last = _failures(session, limit, _subject(limit, value), at)
    return max(timedelta(), last + _pause(count - limit.free) - at)


def _failures(session: Session, limit: Limit, subject: str, at: datetime) -> tuple[int, datetime]:
    found = attempts.failures_of(session, subject)
    if found is None or at - found[1] > limit.forget_after:
        return 0, at
    return found


def _subject(limit: Limit, untrusted_value: str) -> str:
    return hash_secret(f"{limit.name} {untrusted_value}")


def _pause(beyond: int) -> timedelta:
    if beyond < 0:
        return timedelta()
    # The exponent is capped because 2**n of a long attack would not fit a timedelta.
    return min(FIRST_WAIT * (1 << min(beyond, 10)), LONGEST_WAIT)
