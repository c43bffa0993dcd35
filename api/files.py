"""A stream of untrusted bytes in; a file named by its SHA-256 out, whole or not at all."""

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from api.failures import RefusedError, StorageFullError, TooLargeError

# Large enough that hashing dominates the calls, small enough for many uploads at once.
CHUNK = 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DamagedFileError(RefusedError):
    """A stored file no longer has the content it was stored with."""

    code = "stored_file_damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """What was stored: hex SHA-256 and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStore:
    """A folder of files named by their content; readable by its owner only."""

    root: Path

    def save(self, untrusted_stream: BinaryIO, *, max_bytes: int) -> StoredFile:
        """Keep a stream; the same content is kept once.

        Raises:
            TooLargeError: when the stream is longer than ``max_bytes``; nothing is kept.
            StorageFullError: when the disk is full; nothing is kept.
        """
        try:
            return self._save(untrusted_stream, max_bytes)
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFullError from error
            raise

    def discard_abandoned(self, before: datetime) -> int:
        """Delete what uploads that were cut off left before a time; return how many there were."""
        count = 0
        for path in self.root.glob("incoming/*"):
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                count += 1
        return count

    def path(self, sha256: str) -> Path:
        """Return where the file with this digest lies, whether or not it is there."""
        return self.root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """Return a stored file's bytes.

        Raises:
            FileNotFoundError: when nothing with this digest was stored.
            DamagedFileError: when the bytes on disk are no longer those that were stored.
        """
        return self.check(sha256).read_bytes()

    def check(self, sha256: str) -> Path:
        """Return where a stored file lies, once its bytes were found unaltered; raises as read."""
        path = self.path(sha256)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise DamagedFileError
        return path

    def _save(self, untrusted_stream: BinaryIO, max_bytes: int) -> StoredFile:
        incoming = self.root / "incoming"
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
            temporary = Path(file.name)
            try:
                stored = _copy(untrusted_stream, file, max_bytes)
                file.flush()
                os.fsync(file.fileno())
                self._place(temporary, self.path(stored.sha256))
            finally:
                temporary.unlink(missing_ok=True)
        return stored

    def _place(self, temporary: Path, target: Path) -> None:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.replace(target)
        # Without this the new name may be lost in a power cut although the content is not.
        for folder in (target.parent, self.root):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _copy(untrusted_stream: BinaryIO, file: IO[bytes], max_bytes: int) -> StoredFile:
    hasher = hashlib.sha256()
    size = 0
    while chunk := untrusted_stream.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise TooLargeError(f"The file is larger than {max_bytes} bytes.")
        hasher.update(chunk)
        file.write(chunk)
    return StoredFile(sha256=hasher.hexdigest(), size=size)
