"""A DOCX file's bytes in; its text, one paragraph a line, page breaks as ``\\f``, out.

Deleted text of tracked changes is left out, inserted text kept; footnotes follow at the end.
Numbers that Word computes for list items are not in the file and so not in the text.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from nlp.failures import UnreadableError
from nlp.pages.limits import MAX_FILE_BYTES, MAX_STREAM_BYTES
from nlp.pages.signs import repair

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\xad",
    f"{_W}lastRenderedPageBreak": "\f",
}
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# A real document has some dozens of parts.
_MAX_PARTS = 10_000


def read_docx(untrusted_bytes: bytes) -> str:
    """Return the text of a DOCX file; an empty line stands between paragraphs.

    Raises:
        UnreadableError: ``damaged``, ``password_protected`` or ``decompresses_too_large``.
    """
    with _archive(untrusted_bytes) as archive:
        names = set(archive.namelist())
        roots = [_parse(_part(archive, name)) for name in _PARTS if name in names]
    lines = [line for root in roots for line in _paragraphs(root)]
    return "\n\n".join(lines).replace("\n\n\f", "\f").replace("\f\n\n", "\f").strip("\f\n") + "\n"


def _archive(untrusted_bytes: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(untrusted_bytes))
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError("damaged", "broken ZIP archive") from error
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_FILE_BYTES:
        raise UnreadableError("decompresses_too_large")
    return archive


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).flag_bits & 1:
        raise UnreadableError("password_protected")
    try:
        with archive.open(name) as stream:
            content = stream.read(MAX_STREAM_BYTES + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise UnreadableError("damaged", name) from error
    if len(content) > MAX_STREAM_BYTES:
        raise UnreadableError("decompresses_too_large", name)
    return content


def _parse(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableError("damaged", "broken XML") from error
    return root


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        line = "".join(_runs(paragraph)).rstrip(" \t\n")
        if line.strip(" \t"):
            yield line


def _runs(paragraph: Element) -> Iterator[str]:
    """Yield the text of a paragraph, but not of paragraphs inside it (text boxes)."""
    waiting = list(reversed(paragraph))
    while waiting:
        item = waiting.pop()
        if item.tag == f"{_W}t":
            yield repair(item.text or "")
        elif item.tag == f"{_W}br":
            yield "\f" if item.get(f"{_W}type") == "page" else "\n"
        elif item.tag in _SIGNS:
            yield _SIGNS[item.tag]
        elif item.tag not in _LEFT_OUT and item.tag != f"{_W}p":
            waiting.extend(reversed(item))
