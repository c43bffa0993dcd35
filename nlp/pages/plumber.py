"""A PDF's bytes in; its pages' text with word boxes out, by pdfplumber (careful and slow)."""

import io
import struct
import zlib

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from nlp.failures import UnreadableError
from nlp.pages.lines import Piece, assemble
from nlp.pages.pdfium import PageText
from nlp.pages.signs import repair

# pdfminer lets the errors of its parsers through; these were seen on the hostile corpora.
BREAKS = (
    PDFException, PSException, PdfminerException, MalformedPDFException, ArithmeticError,
    AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


class PlumberFile:
    """A PDF opened by pdfplumber."""

    def __init__(self, untrusted_bytes: bytes) -> None:
        """Open a PDF with no password.

        Raises:
            UnreadableError: ``damaged``.
        """
        try:
            self._file = pdfplumber.open(io.BytesIO(untrusted_bytes))
            self._pages = self._file.pages
        except BREAKS as error:
            raise UnreadableError("damaged", type(error).__name__) from error

    def close(self) -> None:
        """Give memory back."""
        self._file.close()

    def __len__(self) -> int:
        return len(self._pages)

    def text(self, index: int) -> PageText:
        """Read one page, counted from 0.

        Raises:
            UnreadableError: ``damaged`` when the page cannot be read.
        """
        page = self._pages[index]
        try:
            found = page.extract_words(use_text_flow=True, keep_blank_chars=False)
            text, words = assemble([piece for word in found for piece in _piece(word, page.bbox)])
        except BREAKS as error:
            raise UnreadableError("damaged", f"page {index + 1}: {type(error).__name__}") from error
        finally:
            page.close()
        return PageText(width=float(page.width), height=float(page.height), text=text, words=words)


def _piece(word: dict[str, float | str], box: tuple[float, float, float, float]) -> list[Piece]:
    text = repair("".join(str(word["text"]).split()))
    x0, y0, x1, y1 = (float(word[side]) for side in ("x0", "top", "x1", "bottom"))
    left, top = box[0], box[1]
    return [Piece(text, x0 - left, y0 - top, x1 - left, y1 - top)] if text else []
