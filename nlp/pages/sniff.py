"""A stranger's bytes in; the media type their content shows out (the name is never believed)."""

import io
import zipfile

from nlp.failures import UnreadableError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
IMAGES = frozenset({PNG, JPEG, TIFF})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
# Formats that look like text or like an archive but are neither ours nor plain text.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "old Word or other OLE file: save it as DOCX or PDF"),
    (b"{\\rtf", "RTF: save it as DOCX or PDF"),
    (b"<!doctype html", "HTML: print it to PDF"),
    (b"<html", "HTML: print it to PDF"),
    (b"<?xml", "XML"),
)
# PDF readers accept junk before the header within the first kilobyte; mail gateways add more.
_HEADER_WITHIN = 8192
# A text file has next to no control characters; one in a hundred is a binary file.
_MAX_CONTROL = 0.01
_SAMPLE = 65_536


def media_type(untrusted_bytes: bytes) -> str:
    """Return the media type of a file by its content.

    Raises:
        UnreadableError: ``empty_file`` or ``not_a_document``.
    """
    if not untrusted_bytes.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("empty_file")
    head = untrusted_bytes[:_HEADER_WITHIN]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _archive_type(untrusted_bytes)
    if b"%PDF-" in head:
        return PDF
    plain_head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, detail in _FOREIGN:
        if plain_head.startswith(magic):
            raise UnreadableError("not_a_document", detail)
    decode(untrusted_bytes[:_SAMPLE])
    return TEXT


def _archive_type(untrusted_bytes: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(untrusted_bytes)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("damaged", "broken ZIP archive") from error
    if "word/document.xml" not in names:
        raise UnreadableError("not_a_document", "a ZIP archive that is not DOCX")
    return DOCX


def decode(untrusted_bytes: bytes) -> str:
    """Return the text of a plain text file: UTF-8, UTF-16, else Windows 1251 or 1250.

    Raises:
        UnreadableError: ``not_a_document`` for bytes that are no text.
    """
    text = _decoded(untrusted_bytes)
    strange = sum(1 for c in text if c < " " and c not in "\t\n\r\f\x0b\x1a")
    if strange > _MAX_CONTROL * len(text):
        raise UnreadableError("not_a_document", "binary content")
    return text


def _decoded(untrusted_bytes: bytes) -> str:
    if untrusted_bytes.startswith((b"\xff\xfe", b"\xfe\xff")):
        return untrusted_bytes.decode("utf-16", errors="replace")
    wide = _wide_encoding(untrusted_bytes[:_SAMPLE])
    if wide is not None:
        return untrusted_bytes.decode(wide, errors="replace")
    # A sample may end within a character, so up to three last bytes may be missing.
    for cut in range(4):
        try:
            return untrusted_bytes[: len(untrusted_bytes) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return untrusted_bytes.decode(_code_page(untrusted_bytes), errors="replace")


def _wide_encoding(sample: bytes) -> str | None:
    """Return UTF-16 without a mark: blanks and line ends have a zero byte always on one side."""
    if sample.count(b"\x00") < len(sample) // 20:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _code_page(untrusted_bytes: bytes) -> str:
    """Return Windows 1251 when most letters are high bytes (Cyrillic), else 1250."""
    high = sum(1 for byte in untrusted_bytes if byte >= 0xC0)
    low = sum(1 for byte in untrusted_bytes if chr(byte).isascii() and chr(byte).isalpha())
    return "cp1251" if high > low else "cp1250"
