"""The 4-bit container: a small one written here is read back, a damaged one is refused."""

import struct
from pathlib import Path

import numpy as np
import pytest

from models.container import Container
from models.failures import ModelDamagedError


def container(*, magic: bytes = b"E5S1") -> bytes:
    """Return a container with one float32 tensor (2 x 2) and one Q4_0 tensor (1 x 32)."""
    plain = np.arange(4, dtype="<f4").tobytes()
    nibbles = bytes((j % 16) | ((15 - j % 16) << 4) for j in range(16))
    packed = np.float16(0.5).tobytes() + nibbles
    tensors = [("plain", 0, 4, plain), ("packed", 1, 32, packed)]
    head = magic + struct.pack("<I7if", 1, 2, 12, 1, 4, 3, 512, 1, 1e-12) + struct.pack("<i", 0)
    pieces = struct.pack("<i4iQ", 0, 0, 0, 0, 0, 0) + struct.pack("<I", 0)
    names = sum(2 + len(name) + 21 for name, *_ in tensors)
    offset = len(head) + len(pieces) + 8 + 4 + names
    directory = struct.pack("<i", len(tensors))
    for name, kind, count, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, offset, len(data))
        offset += len(data)
    return head + pieces + struct.pack("<iI", 0, 0) + directory + plain + packed


def write(folder: Path, data: bytes) -> Path:
    path = folder / "small.bin"
    path.write_bytes(data)
    return path


def test_both_kinds_of_tensors_are_read(tmp_path: Path) -> None:
    opened = Container(write(tmp_path, container()))
    assert (opened.shape.hidden, opened.shape.layers, opened.shape.positions) == (2, 12, 512)
    assert opened.tensor("plain", 2).tolist() == [[0.0, 1.0], [2.0, 3.0]]
    assert opened.tensor("plain", 2, np.array([1])).tolist() == [[2.0, 3.0]]
    low = [(j - 8) * 0.5 for j in range(16)]
    high = [(15 - j - 8) * 0.5 for j in range(16)]
    assert opened.tensor("packed", 32).tolist() == [[*low, *high]]


@pytest.mark.parametrize("length", [0, 3, 40, 71, 80, 90, 100])
def test_a_container_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(ModelDamagedError):
        Container(write(tmp_path, container()[:length]))


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelDamagedError, match="is not an E5S1 container"):
        Container(write(tmp_path, container(magic=b"GGUF")))


def test_a_tensor_that_is_missing_or_cut_short_is_refused(tmp_path: Path) -> None:
    opened = Container(write(tmp_path, container()[:-5]))
    with pytest.raises(ModelDamagedError, match="packed"):
        opened.tensor("packed", 32)
    with pytest.raises(ModelDamagedError, match="no usable tensor other"):
        opened.tensor("other", 2)
