"""Rendered and degraded pages, and real scans, in; a table of OCR character errors out.

Run ``python -m tests.bench.ocr [pages a language]``. CER = Levenshtein distance over the truth's
length, white space folded.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from rapidfuzz.distance import Levenshtein

from nlp.ocr import OcrEngine, OcrText, find_tessdata
from nlp.pages.typeset import draw, set_pages
from tests.bench.reading import DATA

UDHR = {"mk": "mkd", "sr-Cyrl": "srp_cyrl", "sr-Latn": "srp_latn", "cnr": "cnr", "sq": "als",
        "en": "eng"}  # fmt: skip
SCALE = 200 / 72
SEED = 20260101
Sample = tuple[Image.Image, str]


def rendered(language: str, count: int) -> Iterator[Sample]:
    text = (DATA / "udhr" / f"udhr.{UDHR[language]}.txt").read_text(encoding="utf-8")
    for page in set_pages(text)[:count]:
        yield draw(page, SCALE), page.text


def degraded(language: str, count: int) -> Iterator[Sample]:
    """Blur, turn by half a degree and sprinkle, as a bad copier does."""
    chance = random.Random(SEED)
    for image, truth in rendered(language, count):
        turned = image.rotate(0.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
        dust = Image.frombytes(
            "L",
            image.size,
            bytes(chance.choices((255, 120), (199, 1), k=image.width * image.height)),
        )
        yield ImageChops.darker(turned.filter(ImageFilter.GaussianBlur(1.1)), dust), truth


def scans(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.rglob("*.jpg")):
        truth = path.with_suffix(".txt")
        if truth.is_file():
            yield Image.open(path).convert("L"), truth.read_text(encoding="utf-8")


def text_of(read: OcrText) -> str:
    return " ".join(word.text for line in read.lines for word in line)


def row(name: str, engine: OcrEngine, samples: Iterable[Sample]) -> None:
    errors = letters = pages = 0
    confidence = 0.0
    started = time.process_time()
    for image, truth in samples:
        read = engine.recognise(image, SCALE)
        wanted = " ".join(truth.split())
        errors += Levenshtein.distance(text_of(read), wanted)
        letters += len(wanted)
        confidence += read.confidence
        pages += 1
    spent = (time.process_time() - started) / max(pages, 1)
    cer, sure = errors / max(letters, 1), confidence / max(pages, 1)
    print(f"{name:22}{pages:6}{cer:9.2%}{sure:12.1f}{spent:12.1f}", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    tessdata = find_tessdata()
    if tessdata is None:
        sys.exit("Tesseract's language data are not installed")
    engine = OcrEngine(tessdata)
    print(f"{'pages':22}{'count':>6}{'CER':>9}{'confidence':>12}{'CPU-s/page':>12}")
    makers: tuple[Callable[[str, int], Iterator[Sample]], ...] = (rendered, degraded)
    for make in makers:
        for language in UDHR:
            row(f"{language} {make.__name__}", engine, make(language, count))
    for name in ("test_books", "ground_truth_books"):
        row(f"mk {name}", engine, scans(DATA / "mk_ocr_pages" / name))


if __name__ == "__main__":
    main()
