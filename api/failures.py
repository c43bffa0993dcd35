"""Why an act is refused: one family; ``code`` is stable, the docstring is the sentence."""


class RefusedError(Exception):
    """The request could not be carried out."""

    code = "refused"

    def __init__(self, detail: str = "", *, code: str | None = None) -> None:
        super().__init__(detail or (type(self).__doc__ or ""))
        self.detail = detail or (type(self).__doc__ or "")
        if code is not None:
            self.code = code


class UnauthenticatedError(RefusedError):
    """Sign in first, or send a valid token."""

    code = "unauthenticated"


class ForbiddenError(RefusedError):
    """Your role or your token does not allow this."""

    code = "forbidden"


class NotFoundError(RefusedError):
    """There is no such thing, or you may not see it."""

    code = "not_found"


class InvalidError(RefusedError):
    """Something in the request is not as it must be."""

    code = "invalid"


class TooLargeError(RefusedError):
    """The file or the request is larger than this server accepts."""

    code = "too_large"


class ConflictError(RefusedError):
    """This contradicts what is already there."""

    code = "conflict"


class StaleError(ConflictError):
    """Somebody else decided in the meantime; look again before you decide."""

    code = "stale"


class TooManyAttemptsError(RefusedError):
    """Too many failed attempts; wait before you try again."""

    code = "too_many_attempts"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many failed attempts; try again in {retry_after} seconds.")
        self.retry_after = retry_after


class StorageFullError(RefusedError):
    """There is no room left to store the file; nothing was kept of it."""

    code = "storage_full"
