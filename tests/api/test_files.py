import errno
import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest

from api.clock import now
from api.failures import StorageFullError, TooLargeError
from api.files import CHUNK, DamagedFileError, FileStore


def all_files(files: FileStore) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_a_file_comes_back_as_it_was_given(size: int, files: FileStore) -> None:
    content = bytes(n % 251 for n in range(size))
    stored = files.save(io.BytesIO(content), max_bytes=CHUNK + 1)
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), size)
    assert files.read(stored.sha256) == content


def test_the_same_content_is_kept_once_and_for_its_owner_only(files: FileStore) -> None:
    first = files.save(io.BytesIO(b"same"), max_bytes=10)
    assert files.save(io.BytesIO(b"same"), max_bytes=10) == first
    (path,) = all_files(files)
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_too_large_leaves_nothing(files: FileStore) -> None:
    with pytest.raises(TooLargeError):
        files.save(io.BytesIO(b"12345"), max_bytes=4)
    assert all_files(files) == []


class FullDisk(io.RawIOBase):
    """A stream that ends as writing to a full disk does."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.given = False

    def read(self, size: int = -1) -> bytes:
        if self.given:
            raise OSError(self.number, "disk")
        self.given = True
        return b"half"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(number: int, files: FileStore) -> None:
    with pytest.raises(StorageFullError) as told:
        files.save(FullDisk(number), max_bytes=100)  # type: ignore[arg-type]
    assert told.value.code == "storage_full"
    assert all_files(files) == []


def test_another_disk_failure_is_not_called_full(files: FileStore) -> None:
    with pytest.raises(OSError, match="disk"):
        files.save(FullDisk(errno.EIO), max_bytes=100)  # type: ignore[arg-type]
    assert all_files(files) == []


def test_a_file_altered_on_disk_is_not_read(files: FileStore) -> None:
    stored = files.save(io.BytesIO(b"true"), max_bytes=10)
    files.path(stored.sha256).write_bytes(b"fake")
    with pytest.raises(DamagedFileError):
        files.read(stored.sha256)


def test_a_file_never_stored_is_missing(files: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        files.read("0" * 64)


def test_only_what_a_cut_off_upload_left_long_ago_is_discarded(files: FileStore) -> None:
    kept = files.save(io.BytesIO(b"kept"), max_bytes=10)
    (files.root / "incoming" / "half").write_bytes(b"ha")
    assert files.discard_abandoned(now() - timedelta(days=1)) == 0
    assert files.discard_abandoned(now() + timedelta(days=1)) == 1
    assert all_files(files) == [files.path(kept.sha256)]
