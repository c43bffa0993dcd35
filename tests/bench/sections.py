"""Akoma Ntoso versions of real Montenegrin judgments in; agreement of our sections with them out.

Our splitter reads the plain text of each XML file; the mark-up is only compared. For each marked
element the share of its letters that lie in our section of the same meaning is counted. The
mark-up was made by many hands that part introduction and operative part differently (the accused's
data stand in either), so the headline is where an element's middle lies; ``conclusions`` and
``background`` are left out, for they mean different things in different hands. One team marks the
facts of the operative part as ``motivation``; its files are counted apart.
Run ``python -m tests.bench.sections``.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from corpora.library import load
from nlp.document import Section, SectionKind, Span
from nlp.fold import fold
from nlp.layout import build_document, paragraphs
from nlp.sections import find_sections
from tests.bench.reading import DATA
from tests.builders import reading_from_text

_SAME: dict[str, SectionKind] = {
    "introduction": "introduction",
    "decision": "operative_part",
    "motivation": "reasoning",
}
_BLOCKS = (*_SAME, "p", "background", "header", "conclusions", "judgmentBody", "point", "block")
# Shorter elements are empty shells left in the file.
_SHORTEST = 40
# This team's files start so.
_OWN_MEANING = "dusanl-"
Marked = list[tuple[str, int, int]]


class _Plain:
    """Walks a file: its text, a line a block, and (element, start, end) of the marked ones."""

    def __init__(self, root: Element) -> None:
        self.text = ""
        self.marked: Marked = []
        self._walk(root)

    def _walk(self, element: Element) -> None:
        name = element.tag.rpartition("}")[2]
        if name == "meta":
            return
        gap = "\n\n" if name in _BLOCKS else ""
        self.text += gap
        start = len(self.text)
        self._write(element.text)
        for child in element:
            self._walk(child)
            self._write(child.tail)
        if name in _SAME:
            self.marked.append((name, start, len(self.text)))
        self.text += gap

    def _write(self, untidy: str | None) -> None:
        words = " ".join((untidy or "").split())
        self.text += words and words + " "


def sections(text: str) -> tuple[Section, ...]:
    document = build_document(reading_from_text(text), id="0" * 64, name="presuda.xml")
    spans = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[s.start for s in spans])
    return find_sections(document, spans, folded, load())


def compare(text: str) -> Iterator[tuple[str, float, bool]]:
    """Yield each element's name, the share of it in our section, and whether its middle is."""
    plain = _Plain(fromstring(text))
    found = sections(plain.text)
    for name, start, end in plain.marked:
        if end - start < _SHORTEST:
            continue
        ours = [section.span for section in found if section.kind == _SAME[name]]
        inside = sum(_common(span, start, end) for span in ours)
        middle = (start + end) // 2
        yield name, inside / (end - start), any(s.start <= middle < s.end for s in ours)


def _common(span: Span, start: int, end: int) -> int:
    return max(0, min(span.end, end) - max(span.start, start))


def _report(title: str, files: Sequence[Path]) -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    middles: dict[str, list[bool]] = defaultdict(list)
    broken = 0
    for file in files:
        try:
            for name, share, middle in compare(file.read_text("utf-8")):
                shares[name].append(share)
                middles[name].append(middle)
        except ParseError:
            broken += 1
    print(f"{title}: {len(files)} files, {broken} of them not well-formed")
    for name, kind in _SAME.items():
        many = len(shares[name])
        if many:
            print(
                f"  {name:14} {many:4} elements: middle in our {kind:15}"
                f" {sum(middles[name]) / many:.3f}, letters in it {sum(shares[name]) / many:.3f}"
            )


def main() -> int:
    """Print the agreement per element."""
    files = sorted((DATA / "cnr_judgments_pdf" / "akn").glob("*.xml"))
    if not files:
        print("the Akoma Ntoso versions are not here; nothing measured")
        return 0
    for title, chosen in (
        ("all but one team", [f for f in files if not f.name.startswith(_OWN_MEANING)]),
        (
            "the team with meanings of its own",
            [f for f in files if f.name.startswith(_OWN_MEANING)],
        ),
    ):
        _report(title, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
