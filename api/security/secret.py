"""Random secrets for cookies, forms and API tokens; only their hashes are ever stored."""

import hashlib
import hmac
import secrets

# 32 bytes: too many to guess, so a plain SHA-256 (no salt, no stretching) keeps them safe.
_BYTES = 32
TOKEN_PREFIX = "clt_"  # noqa: S105 (the mark by which scanners recognise leaked tokens)


def new_secret(prefix: str = "") -> str:
    """Return a fresh secret of 256 random bits, safe in URLs, cookies and headers."""
    return prefix + secrets.token_urlsafe(_BYTES)


def hash_secret(untrusted_secret: str) -> str:
    """Return the hex SHA-256 under which a secret is stored and looked up."""
    return hashlib.sha256(untrusted_secret.encode("utf-8", "surrogatepass")).hexdigest()


def same_secret(one: str, untrusted_other: str) -> bool:
    """Compare two secrets in a time that does not depend on where they differ."""
    return hmac.compare_digest(hash_secret(one), hash_secret(untrusted_other))
