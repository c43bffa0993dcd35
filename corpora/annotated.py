"""The synthetic documents' marked-up text in; plain text with marks as offsets out.

A document is one XML file, marked up in place so that a second reader sees each mark on its words:
``<document>`` holds ``<section kind>`` (nested where facts and sanction lie inside the operative
part), those hold ``<p>``, one a passage, with ``<e>`` entities, ``<ev>`` events and ``<l>`` labels
in the running text. White space folds to one space, ``<br/>`` is a line end, passages stand a blank
line apart. The marks mean what ``nlp.marks`` means by the same names.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml.ElementTree import fromstring

from corpora.library import DataFileError
from corpora.records import Shape

_GAP = "\n\n"
# Not the no-break space: spaced headings keep their width with it.
_SPACE = re.compile(r"[ \t\n]+")


Side = Literal["train", "dev", "test"]


class AnnotatedSpan(Shape, frozen=True, kw_only=True):
    """Code points [start, end) of the document's text."""

    start: int
    end: int


class AnnotatedSection(AnnotatedSpan, frozen=True, kw_only=True):
    """A section of a judgment or an indictment."""

    kind: str


class AnnotatedEntity(AnnotatedSpan, frozen=True, kw_only=True):
    """A mention; ``key`` is the same for all mentions of one person, ``value`` its normal form."""

    label: str
    role: str | None = None
    key: str | None = None
    value: str | None = None


class AnnotatedEvent(AnnotatedSpan, frozen=True, kw_only=True):
    """The trigger of a step of the proceedings, with its arguments as the text names them."""

    type: str
    modality: str = "actual"
    date: str | None = None
    actor: str | None = None
    court: str | None = None
    outcome: str | None = None


class AnnotatedLabel(AnnotatedSpan, frozen=True, kw_only=True):
    """The evidence of a shortcoming's code, a vulnerability factor or an element."""

    code: str
    polarity: str = "shortcoming"
    attribution: str = "court_self"


class AnnotatedDocument(Shape, frozen=True, kw_only=True):
    """One invented judgment or indictment with its gold marks, each in order of the text.

    ``author`` is the run of writing it comes from, ``second_reader`` who read it against its marks.
    """

    id: str
    author: str
    kind: str
    country: str
    language: str
    court: str
    case_number: str
    date: str
    offence: str
    second_reader: str | None = None
    text: str
    sections: tuple[AnnotatedSection, ...]
    passages: tuple[AnnotatedSpan, ...]
    entities: tuple[AnnotatedEntity, ...]
    events: tuple[AnnotatedEvent, ...]
    labels: tuple[AnnotatedLabel, ...]


@cache
def load_documents() -> tuple[AnnotatedDocument, ...]:
    """Return all synthetic documents by id.

    Raises:
        DataFileError: when a file is not of this form.
    """
    folder = files("corpora").joinpath("synthetic", "documents")
    found = [read_document(file) for file in _xml_files(folder)]
    return tuple(sorted(found, key=lambda document: document.id))


def side_of(name: str) -> Side:
    """Return the side of a document: ``mk-a03`` trains, ``mk-b03`` tunes, ``mk-b04`` tests.

    The letter is the writer's: nobody wrote both for training and for tests.
    """
    writer, number = name[-3], int(name[-2:])
    if writer == "a":
        return "train"
    return "dev" if number % 2 else "test"


def read_document(file: Traversable) -> AnnotatedDocument:
    """Return the document of one XML file.

    Raises:
        DataFileError: when it is not well-formed, or has unknown elements or attributes.
    """
    try:
        root = fromstring(file.read_text(encoding="utf-8"))
        return _Reader().read(root)
    except (ParseError, msgspec.ValidationError, ValueError) as error:
        raise DataFileError(f"{file.name}: {error}") from error


def _xml_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _xml_files(entry)
        elif entry.name.endswith(".xml"):
            yield entry


class _Reader:
    """Walks one document, holding the text written so far and the marks closed so far."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: dict[str, list[Any]] = {"e": [], "ev": [], "l": [], "section": [], "p": []}

    def read(self, root: Element) -> AnnotatedDocument:
        if root.tag != "document" or root.attrib.pop("synthetic", "") != "true":
            raise ValueError('the root must be <document synthetic="true">')
        for child in root:
            self._section(child)
        for found in self.marks.values():
            found.sort(key=lambda mark: (mark.start, -mark.end))
        values = {
            **root.attrib,
            "text": self.text,
            "sections": tuple(self.marks["section"]),
            "passages": tuple(self.marks["p"]),
            "entities": tuple(self.marks["e"]),
            "events": tuple(self.marks["ev"]),
            "labels": tuple(self.marks["l"]),
        }
        return msgspec.convert(values, AnnotatedDocument, from_attributes=True)

    def _section(self, element: Element) -> None:
        if element.tag == "p":
            self._passage(element)
            return
        if element.tag != "section":
            raise ValueError(f"<{element.tag}> cannot stand outside a <p>")
        first = len(self.marks["p"])
        for child in element:
            self._section(child)
        if first == len(self.marks["p"]):
            raise ValueError(f"section {element.attrib} has no passage")
        self._close(AnnotatedSection, "section", self.marks["p"][first].start, element.attrib)

    def _passage(self, element: Element) -> None:
        if self.text:
            self.text += _GAP
        start = len(self.text)
        self._inline(element)
        self.text = self.text.rstrip(" ")
        if len(self.text) == start:
            raise ValueError("an empty <p>")
        self._close(AnnotatedSpan, "p", start, element.attrib)

    def _inline(self, element: Element) -> None:
        self._write(element.text)
        for child in element:
            if child.tag == "br":
                self.text = self.text.rstrip(" ") + "\n"
            elif child.tag in _SHAPES:
                self._mark(child)
            else:
                raise ValueError(f"<{child.tag}> cannot stand inside a <p>")
            self._write(child.tail)

    def _mark(self, element: Element) -> None:
        shape, names = _SHAPES[element.tag]
        unknown = sorted(set(element.attrib) - set(names))
        if unknown:
            raise ValueError(f"<{element.tag}> has no attribute {unknown}")
        start = len(self.text)
        self._inline(element)
        written = self.text[start:]
        if not written or written != written.strip():
            raise ValueError(f"a mark is empty or has white space at its edge: {written!r}")
        values = {names[name]: value for name, value in element.attrib.items()}
        self._close(shape, element.tag, start, values)

    def _close(self, shape: type[Shape], kind: str, start: int, values: dict[str, str]) -> None:
        spans = {"start": start, "end": len(self.text)}
        self.marks[kind].append(msgspec.convert({**values, **spans}, shape))

    def _write(self, untidy: str | None) -> None:
        folded = _SPACE.sub(" ", untidy or "")
        if self.text.endswith((" ", "\n")) or not self.text:
            folded = folded.removeprefix(" ")
        self.text += folded


_SHAPES: dict[str, tuple[type[Shape], dict[str, str]]] = {
    "e": (AnnotatedEntity, {"t": "label", "r": "role", "k": "key", "v": "value"}),
    "ev": (
        AnnotatedEvent,
        {
            "t": "type",
            "m": "modality",
            "d": "date",
            "by": "actor",
            "court": "court",
            "out": "outcome",
        },
    ),
    "l": (AnnotatedLabel, {"c": "code", "p": "polarity", "a": "attribution"}),
}
