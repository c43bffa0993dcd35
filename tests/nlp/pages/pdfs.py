"""PDFs for the tests of the readers, written by reportlab or by hand."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
Placed = tuple[float, float, str]


def pdf_of(pages: Sequence[Sequence[Placed]], *, size: tuple[float, float] = (595, 842)) -> bytes:
    """Return a PDF with text at (x, y from the top) on each page."""
    use_font()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    for page in pages:
        canvas.setFont("DejaVu", 10)
        for x, y, text in page:
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def use_font() -> None:
    """Register the font with our letters, or skip the test."""
    if not _FONT.is_file():
        pytest.skip(f"needs the font {_FONT}")
    pdfmetrics.registerFont(TTFont("DejaVu", str(_FONT)))


def turned_text(lines: Sequence[str], turn: int, *, stamp: str = "") -> bytes:
    """Return an upright page whose text is turned counterclockwise, with an upright stamp."""
    use_font()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("DejaVu", 10)
    canvas.drawString(20, 500, stamp)
    canvas.translate(300, 420)
    canvas.rotate(turn)
    for number, text in enumerate(lines):
        canvas.drawString(-150, 100 - 14 * number, text)
    canvas.save()
    return stream.getvalue()


def raw_pdf(content: bytes, *, filters: int = 1, xobject: bytes = b"", box: int = 842) -> bytes:
    """Return a one-page PDF with a content stream deflated a number of times."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = b" ".join([b"/FlateDecode"] * filters)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 %d]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>" % box,
        b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (names, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(xobject), xobject),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def encrypted(pdf: bytes, *, user: str) -> bytes:
    """Return the PDF encrypted with a user password (may be empty)."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(stream, encryption=pikepdf.Encryption(owner="owner", user=user))
    return stream.getvalue()


def rotated(pdf: bytes, turn: int) -> bytes:
    """Return the PDF with every page turned by a multiple of 90 degrees."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            page.rotate(turn, relative=False)
        file.save(stream)
    return stream.getvalue()


def without_pages() -> bytes:
    """Return a valid PDF that has no page."""
    stream = io.BytesIO()
    pikepdf.new().save(stream)
    return stream.getvalue()
