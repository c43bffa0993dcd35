"""A text file's bytes in; its text with ``\\n`` line ends out."""

from nlp.pages.sniff import decode

_DROPPED = dict.fromkeys(map(ord, "\x00\x1a\ufeff"))


def read_plain(untrusted_bytes: bytes) -> str:
    """Return the text of a plain text file.

    Raises:
        UnreadableError: ``not_a_document`` for bytes that are no text.
    """
    text = decode(untrusted_bytes).replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_DROPPED).replace("\x0b", "\n")
