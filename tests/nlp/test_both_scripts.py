"""The same judgment in Cyrillic and in Latin letters says the same: entities, events, suggestions.

Spans are compared by letters without white space, since a reader breaks lines by their width.
"""

from collections import Counter

import pytest

from corpora.annotated import AnnotatedDocument, load_documents
from corpora.library import load
from nlp.document import Span
from nlp.marks import Analysis
from nlp.pages import read
from nlp.pipeline import analyse, analyse_passage
from nlp.transliterate import to_latin

CYRILLIC = [document for document in load_documents() if document.language == "sr-Cyrl"]
Marks = Counter[tuple[object, ...]]


def places(text: str) -> list[int]:
    """Return, for each offset, how many Latin letters stand before it."""
    counted = [0]
    for letter in text:
        counted.append(counted[-1] + (0 if letter.isspace() else len(to_latin(letter))))
    return counted


def marks(analysis: Analysis) -> Marks:
    counted = places(analysis.document.text)

    def ends(span: Span) -> tuple[int, int]:
        return counted[span.start], counted[span.end]

    return Counter(
        [
            *((e.label, e.role, *ends(e.span)) for e in analysis.entities),
            *((e.type, e.modality, e.date, *ends(e.span)) for e in analysis.events),
            *((s.code, s.polarity, s.attribution, *ends(s.span)) for s in analysis.suggestions),
        ]
    )


def analysed(text: str) -> Marks:
    reading = read(text.encode(), "judgment.txt", ocr=None, on_page=lambda page, pages: None)
    return marks(analyse(reading, id="0" * 64, name="judgment.txt", knowledge=load()))


@pytest.mark.slow
def test_whole_judgments_in_both_scripts_have_the_same_marks() -> None:
    same = either = 0
    for document in CYRILLIC:
        cyrillic, latin = analysed(document.text), analysed(to_latin(document.text))
        same += (cyrillic & latin).total()
        either += (cyrillic | latin).total()
    assert same >= 0.99 * either > 500


@pytest.mark.parametrize("document", CYRILLIC[::3], ids=lambda document: document.id)
def test_paragraphs_in_both_scripts_have_the_same_marks(document: AnnotatedDocument) -> None:
    for paragraph in document.text.split("\n\n"):
        told = {"country": "RS", "section": None, "knowledge": load()}
        cyrillic = analyse_passage(paragraph, "sr-Cyrl", **told)  # type: ignore[arg-type]
        latin = analyse_passage(to_latin(paragraph), "sr-Latn", **told)  # type: ignore[arg-type]
        assert marks(cyrillic) == marks(latin), paragraph
