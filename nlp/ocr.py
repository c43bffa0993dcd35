"""A page image in; words with boxes in points, and how sure Tesseract is, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from nlp.document import Box

# The model of each language we read; all five together find the language of a page.
LANGUAGES = ("mkd", "srp", "srp_latn", "sqi", "eng")
# Measured on rendered pages: under this, one word in ten or more is wrong.
LOW_CONFIDENCE = 90.0
# 300 dpi costs twice the time and reads no better.
DPI = 200
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
# Letters that one model's language has and its neighbours lack decide between them.
_MARKS = (
    ("mkd", "ѓќѕѐѝ"),
    ("srp", "ђћ"),
    ("srp_latn", "čćžšđ"),
    ("sqi", "ëç"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrWord:
    """One recognised word; its box is in points."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrText:
    """One recognised page: lines of words in reading order, boxes in points, confidence 0-100."""

    lines: tuple[tuple[OcrWord, ...], ...]
    confidence: float
    languages: tuple[str, ...]


def find_tessdata(untrusted_prefix: str | None = None) -> Path | None:
    """Return the folder with Tesseract's language files, None where there is none.

    Args:
        untrusted_prefix: looked at first: the value of ``TESSDATA_PREFIX``, say.
    """
    first = [untrusted_prefix, str(Path(untrusted_prefix, "tessdata"))] if untrusted_prefix else []
    for name in [*first, *_FOLDERS]:
        if any(Path(name, f"{language}.traineddata").is_file() for language in LANGUAGES):
            return Path(name)
    return None


def missing_languages(tessdata: Path | None) -> tuple[str, ...]:
    """Return which of our languages' models are not in a folder."""
    if tessdata is None:
        return LANGUAGES
    return tuple(x for x in LANGUAGES if not (tessdata / f"{x}.traineddata").is_file())


class OcrEngine:
    """Tesseract with the models of one folder, loaded at first use and kept."""

    def __init__(self, tessdata: Path) -> None:
        """Remember the folder; nothing is loaded yet."""
        missing = missing_languages(tessdata)
        self.languages = tuple(x for x in LANGUAGES if x not in missing)
        self._tessdata = tessdata
        self._engines: dict[str, object] = {}

    def recognise(self, image: Image.Image, scale: float) -> OcrText:
        """Read one page image.

        Args:
            image: grey, upright.
            scale: pixels a point.

        Returns:
            the text read by all languages, or by the page's own one where that reads surer.
        """
        first = self._read(image, scale, self.languages)
        own = own_language(" ".join(word.text for line in first.lines for word in line))
        if own is None or own not in self.languages or len(self.languages) == 1:
            return first
        second = self._read(image, scale, (own,))
        return second if second.confidence >= first.confidence - 1 else first

    def _read(self, image: Image.Image, scale: float, languages: tuple[str, ...]) -> OcrText:
        import tesserocr

        key = "+".join(languages)
        if key not in self._engines:
            self._engines[key] = tesserocr.PyTessBaseAPI(
                path=str(self._tessdata), lang=key, psm=tesserocr.PSM.AUTO
            )
        engine: tesserocr.PyTessBaseAPI = self._engines[key]
        engine.SetImage(image)
        engine.SetSourceResolution(max(70, round(scale * 72)))
        engine.Recognize()
        lines = tuple(tuple(line) for line in _lines(engine, scale))
        confidence = float(engine.MeanTextConf()) if lines else 0.0
        engine.Clear()
        return OcrText(lines=lines, confidence=confidence, languages=languages)


def _lines(engine: object, scale: float) -> Iterator[list[OcrWord]]:
    import tesserocr

    line: list[OcrWord] = []
    iterator = engine.GetIterator()  # type: ignore[attr-defined]
    if iterator is None:
        return
    level = tesserocr.RIL.WORD
    for item in tesserocr.iterate_level(iterator, level):
        if item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and line:
            yield line
            line = []
        box = None if item.Empty(level) else item.BoundingBox(level)
        text = "".join(item.GetUTF8Text(level).split()) if box else ""
        if box and text:
            x0, y0, x1, y1 = (side / scale for side in box)
            line.append(OcrWord(text=text, box=Box(x0=x0, y0=y0, x1=x1, y1=y1)))
    if line:
        yield line


def own_language(text: str) -> str | None:
    """Return the model that fits the letters of a text, None where they do not tell."""
    lowered = text.lower()
    letters = sum(1 for c in lowered if c.isalpha())
    if letters < 40:
        return None
    if sum(1 for c in lowered if "а" <= c <= "џ") > letters / 2:
        counts = {name: sum(lowered.count(c) for c in marks) for name, marks in _MARKS[:2]}
        best = max(counts, key=lambda name: counts[name])
        return best if counts[best] > min(counts.values()) else None
    shares = {name: sum(lowered.count(c) for c in marks) / letters for name, marks in _MARKS[2:]}
    best = max(shares, key=lambda name: shares[name])
    # Under half a per cent the page has none of these letters: English, the rest are misreadings.
    return best if shares[best] > 0.005 else "eng"
