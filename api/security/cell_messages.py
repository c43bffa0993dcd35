"""What the confined child and its parent say to each other: length-prefixed msgpack, typed."""

import struct
from collections.abc import Callable
from typing import IO, Literal

import msgspec

from nlp.document import Reading, ReadPage

# 5,000 pages of 500 words, 45 bytes each with its box, come to 115 MB.
MAX_MESSAGE_BYTES = 256 * 1024 * 1024
_PREFIX = struct.Struct(">I")


class CellLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one child may use. OCR of a long scan takes hours: set ``wall_seconds`` by pages."""

    # Tesseract with five languages and a 50-megapixel page stay under 2 GB.
    memory_bytes: int = 3 * 1024**3
    cpu_seconds: int = 3600
    wall_seconds: float = 3600.0
    # The child writes nothing but small temporary files.
    file_bytes: int = 64 * 1024**2
    open_files: int = 64


class Order(msgspec.Struct, frozen=True, kw_only=True, tag="order"):
    """What the child is to do with the file it finds under ``path``."""

    act: Literal["read", "render"]
    path: str
    limits: CellLimits
    name: str = ""
    engine: Literal["fast", "careful"] = "fast"
    tessdata: str | None = None
    known: dict[int, ReadPage] = {}
    media_type: str = ""
    page: int = 1
    dpi: int = 110


class Progress(msgspec.Struct, frozen=True, kw_only=True, tag="progress"):
    """A page is finished."""

    page: int
    pages: int


class Kept(msgspec.Struct, frozen=True, kw_only=True, tag="kept"):
    """A page read by OCR, worth keeping for a resumed run."""

    page: ReadPage


class Started(msgspec.Struct, frozen=True, kw_only=True, tag="started"):
    """The walls that stand before the first byte of the file is touched."""

    confinement: tuple[str, ...]


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """The whole reading, pages apart, or the image."""

    reading: Reading | None = None
    image: bytes = b""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """Why the file cannot be read."""

    code: str
    detail: str = ""


Message = Order | Started | Progress | Kept | Done | Refused
_DECODER: "msgspec.msgpack.Decoder[Message]" = msgspec.msgpack.Decoder(Message)


class BadMessageError(Exception):
    """The other side says something that is not in the protocol."""


def send(stream: IO[bytes], message: Message) -> None:
    """Write one message."""
    content = msgspec.msgpack.encode(message)
    stream.write(_PREFIX.pack(len(content)) + content)
    stream.flush()


def receive(read: Callable[[int], bytes]) -> Message | None:
    """Read one message; None at the end of the stream.

    Raises:
        BadMessageError: for a cut, oversized or unknown message.
    """
    prefix = read(_PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < _PREFIX.size:
        raise BadMessageError("cut short")
    (length,) = _PREFIX.unpack(prefix)
    if length > MAX_MESSAGE_BYTES:
        raise BadMessageError(f"{length} bytes")
    untrusted_content = read(length)
    if len(untrusted_content) < length:
        raise BadMessageError("cut short")
    try:
        return _DECODER.decode(untrusted_content)
    except msgspec.MsgspecError as error:
        raise BadMessageError(str(error)) from error
