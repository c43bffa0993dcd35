"""A PDF's bytes in; page count, cautions, and refusal of bombs, out, before any page is read."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from nlp.document import Notice
from nlp.failures import UnreadableError
from nlp.pages.limits import (
    MAX_CONTENT_BYTES,
    MAX_FILE_BYTES,
    MAX_IMAGE_BYTES,
    MAX_PAGES,
    MAX_SIDE,
    MAX_STREAM_BYTES,
)

# What deflate can make of one byte at most.
_DEFLATE_RATIO = 1032
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_IMAGE_FILTERS = frozenset(
    {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
)
_CHUNK = 1 << 16
_ACTIONS = {"/JavaScript": "javascript_present", "/Launch": "launch_action_present"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Precheck:
    """What the structure of a PDF tells: pages by pikepdf's count, content bytes by page."""

    page_count: int
    content_bytes: tuple[int, ...]
    notices: tuple[Notice, ...]


def precheck(untrusted_bytes: bytes) -> Precheck | None:
    """Check a PDF's structure; None when pikepdf cannot open it (another engine may).

    Raises:
        UnreadableError: ``password_protected``, ``too_many_pages``, ``page_too_large``,
            ``content_too_complex``, ``decompresses_too_large``.
    """
    try:
        file = pikepdf.open(io.BytesIO(untrusted_bytes))
    except pikepdf.PasswordError as error:
        raise UnreadableError("password_protected") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return None
    with file:
        try:
            return _check(file)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, AttributeError, KeyError):
            return None


def _check(file: pikepdf.Pdf) -> Precheck:
    count = len(file.pages)
    if count > MAX_PAGES:
        raise UnreadableError("too_many_pages", str(count))
    notices = {"encrypted_openable"} if file.is_encrypted else set()
    total = 0
    for item in file.objects:
        if isinstance(item, pikepdf.Stream):
            total += _stream_size(item)
        notices.update(_actions(item))
        if total > MAX_FILE_BYTES:
            raise UnreadableError("decompresses_too_large", "file")
    if file.attachments:
        notices.add("attachments_present")
    sizes = tuple(_page_size(page, number) for number, page in enumerate(file.pages, 1))
    found = tuple(Notice(code=code, attention=False) for code in sorted(notices))
    return Precheck(page_count=count, content_bytes=sizes, notices=found)


def _actions(item: pikepdf.Object) -> Iterator[str]:
    if isinstance(item, pikepdf.Dictionary):
        for action in (item, item.get("/OpenAction"), item.get("/A"), item.get("/AA")):
            if isinstance(action, pikepdf.Dictionary):
                kind = str(action.get("/S", ""))
                if kind in _ACTIONS:
                    yield _ACTIONS[kind]


def _filters(stream: pikepdf.Stream) -> list[str]:
    names: pikepdf.Object | None = stream.get("/Filter")
    if isinstance(names, pikepdf.Name):
        return [str(names)]
    return [] if names is None else [str(name) for name in names]


def _stream_size(stream: pikepdf.Stream) -> int:
    """Return about how many bytes a stream decompresses to (0 for a single-filter image)."""
    filters = _filters(stream)
    if stream.get("/Subtype") == pikepdf.Name.Image:
        _check_image(stream)
        if len(filters) < 2:
            return 0
    raw_length = int(stream.get("/Length", 0))
    if not filters or filters[-1] in _IMAGE_FILTERS:
        return raw_length
    if len(filters) == 1 and raw_length * _DEFLATE_RATIO <= _CHUNK:
        return raw_length * 4
    size = _inflated(stream.read_raw_bytes(), filters)
    if size > MAX_STREAM_BYTES:
        raise UnreadableError("decompresses_too_large", "stream")
    return size


def _check_image(stream: pikepdf.Stream) -> None:
    # Three colours of at most two bytes each.
    size = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) * 3
    if size > MAX_IMAGE_BYTES:
        raise UnreadableError("decompresses_too_large", "image")


def _inflated(raw: bytes, filters: list[str]) -> int:
    """Return the size after the leading Flate filters, stopping above the limit."""
    data = raw
    for index, name in enumerate(filters):
        if name not in _FLATE:
            # Decoded by the engine alone, under the child's memory limit.
            return len(data)
        last = index == len(filters) - 1
        size, data = _inflate(data, keep=not last)
        if last or size > MAX_STREAM_BYTES:
            return size
    return len(data)


def _inflate(data: bytes, *, keep: bool) -> tuple[int, bytes]:
    machine = zlib.decompressobj()
    kept = bytearray()
    size = 0
    try:
        piece = machine.decompress(data, _CHUNK)
        while piece and size <= MAX_STREAM_BYTES:
            size += len(piece)
            if keep:
                kept += piece
            piece = machine.decompress(machine.unconsumed_tail, _CHUNK)
    except zlib.error:
        # Broken data: what came out so far is what a tolerant engine would read.
        return size, bytes(kept)
    return size, bytes(kept)


def _page_size(page: pikepdf.Page, number: int) -> int:
    box = [float(side) for side in page.mediabox]
    if len(box) == 4 and max(abs(box[2] - box[0]), abs(box[3] - box[1])) > MAX_SIDE:
        raise UnreadableError("page_too_large", f"page {number}")
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        streams = [contents]
    else:
        streams = [part for part in contents or () if isinstance(part, pikepdf.Stream)]
    size = sum(_inflated(part.read_raw_bytes(), _filters(part)) for part in streams)
    if size > MAX_CONTENT_BYTES:
        raise UnreadableError("content_too_complex", f"page {number}")
    return size
