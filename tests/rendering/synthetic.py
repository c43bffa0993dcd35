"""The synthetic cases' texts in; their PDFs, born-digital and scanned, out.

``python -m tests.rendering.synthetic`` writes them beside the texts. The same texts give the same
bytes: the PDFs carry no date, and the scans' noise is seeded.
"""

import io
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Preformatted, SimpleDocTemplate, Spacer

from tests.conftest import ROOT

CASES = ROOT / "corpora" / "synthetic"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
MARGIN = 64
# Offices scan at 200 dpi; lossy storage and a skew of under a degree are what they deliver.
SCAN_DPI, SCAN_QUALITY, SCAN_SKEW = 150, 38, 0.6
# One document of each case is also given as a scan.
SCANNED = "appeal"


def register_fonts() -> None:
    """Make the fonts with Cyrillic and Albanian letters known to reportlab."""
    pdfmetrics.registerFont(TTFont("Serif", FONTS / "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("Serif-Bold", FONTS / "DejaVuSerif-Bold.ttf"))


def render(text: str, header: str) -> bytes:
    """Return a born-digital PDF of a text: running header, page numbers, justified paragraphs."""
    body = ParagraphStyle("body", fontName="Serif", fontSize=10.5, leading=15, spaceAfter=8)
    justified = ParagraphStyle("justified", parent=body, alignment=TA_JUSTIFY, firstLineIndent=24)
    heading = ParagraphStyle("heading", parent=body, fontName="Serif-Bold", alignment=TA_CENTER)

    def flow(block: str) -> Paragraph | Preformatted:
        lines = block.strip("\n").split("\n")
        if any(line.startswith("      ") or "          " in line for line in lines):
            narrow = ParagraphStyle("signature", parent=body, fontSize=9)
            return Preformatted(block.strip("\n"), narrow)
        if len(lines) == 1 and len(block) < 60 and block.strip() == block.strip().upper():
            return Paragraph(_escape(block), heading)
        style = justified if len(lines) == 1 and len(block) > 200 else body
        return Paragraph("<br/>".join(_escape(line) for line in lines), style)

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("Serif", 8)
        canvas.drawString(MARGIN, A4[1] - 36, header)
        canvas.drawCentredString(A4[0] / 2, 32, str(template.page))

    stream = io.BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=header,
        author="Caselight (synthetic)",
        invariant=1,
    )
    story = [piece for block in text.split("\n\n") for piece in (flow(block), Spacer(1, 2))]
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def scan(pdf: bytes, seed: int) -> bytes:
    """Return a PDF of page images only: grey, slightly turned, noisy, without a text layer."""
    random = Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
        turned = image.rotate(
            random.uniform(-SCAN_SKEW, SCAN_SKEW), fillcolor=245, resample=Image.Resampling.BICUBIC
        )
        speckled = ImageChops.subtract(turned, _noise(turned.size, random))
        pages.append(speckled.filter(ImageFilter.GaussianBlur(0.5)))
    document.close()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for image in pages:
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=SCAN_QUALITY)
        jpeg.seek(0)
        canvas.drawInlineImage(Image.open(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _noise(size: tuple[int, int], random: Random) -> Image.Image:
    small = (size[0] // 2, size[1] // 2)
    grain = bytes(random.choices((0, 0, 0, 6, 14, 30), k=small[0] * small[1]))
    return Image.frombytes("L", small, grain).resize(size, Image.Resampling.NEAREST)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def main() -> None:
    """Render every case."""
    register_fonts()
    for path in sorted(CASES.glob("*/*.txt")):
        text = path.read_text(encoding="utf-8")
        header = f"Caselight · {path.parent.name} · {path.stem} · synthetic"
        pdf = render(text, header)
        path.with_suffix(".pdf").write_bytes(pdf)
        if path.stem == SCANNED:
            path.with_suffix(".scan.pdf").write_bytes(scan(pdf, seed=len(text)))


if __name__ == "__main__":
    main()
