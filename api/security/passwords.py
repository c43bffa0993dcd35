"""Passwords in; salted Argon2id hashes and verdicts out."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.failures import InvalidError

# NIST SP 800-63B asks for at least 8; 12 because these accounts open victims' files.
MIN_LENGTH = 12
# Longer inputs only serve to keep the hasher busy.
MAX_LENGTH = 1024


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(untrusted_password: str) -> str:
    """Return the Argon2id hash of a new password, with its salt and parameters inside.

    Raises:
        InvalidError: when the password is shorter than 12 or longer than 1,024 characters.
    """
    if not MIN_LENGTH <= len(untrusted_password) <= MAX_LENGTH:
        raise InvalidError(
            f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.", code="weak_password"
        )
    return _hasher().hash(untrusted_password)


def password_matches(password_hash: str | None, untrusted_password: str) -> bool:
    """Tell whether a password belongs to a hash.

    Without a hash (no such account) the same work is done, so that the time taken does not tell
    which accounts exist.
    """
    if len(untrusted_password) > MAX_LENGTH:
        return False
    try:
        _hasher().verify(password_hash or _decoy(), untrusted_password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _decoy() -> str:
    return _hasher().hash("no account has this password")
