"""The synthetic cases' texts and gold marks in; cases with marks as offsets out.

A mark is written as a quotation with its occurrence (1 is the first), because people can check
that; the reader turns it into code points and refuses a quotation that is not there. A quotation
of white space stands for any white space, so it may cross a line end.
"""

import re
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from corpora.library import DataFileError, read_shape
from corpora.records import Shape

Values = dict[str, str | int | float | bool | None]


class Quote(Shape, frozen=True, kw_only=True):
    """A quotation and which occurrence of it is meant, counted from 1."""

    quote: str
    occurrence: int = 1


class GoldSection(Shape, frozen=True, kw_only=True):
    """A section given by its first and its last words."""

    kind: str
    starts_with: str
    ends_with: str


class GoldEntity(Quote, frozen=True, kw_only=True):
    """An entity that must be found."""

    label: str
    role: str | None = None
    value: Values | None = None


class GoldEvent(Quote, frozen=True, kw_only=True):
    """An event; the quotation holds its trigger."""

    type: str
    modality: str = "actual"
    date: str | None = None


class GoldLabel(Quote, frozen=True, kw_only=True):
    """A code, factor or element that the quotation shows."""

    code: str
    polarity: str = "shortcoming"
    attribution: str = "court_self"


class Marks(Shape, frozen=True, kw_only=True):
    """The gold marks of one document."""

    kind: str
    country: str
    court: str
    case_numbers: tuple[str, ...]
    decision_date: str
    defendants: tuple[str, ...]
    sections: tuple[GoldSection, ...]
    entities: tuple[GoldEntity, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    labels: tuple[GoldLabel, ...] = ()
    vulnerabilities: tuple[GoldLabel, ...] = ()
    elements: tuple[GoldLabel, ...] = ()
    checklist: dict[str, str] = msgspec.field(default_factory=dict)


class CaseSheet(Shape, frozen=True, kw_only=True):
    """What ``case.yaml`` says; ``documents`` in the order of the proceedings."""

    id: str
    country: str
    title: str
    synthetic: bool
    note: str
    languages: tuple[str, ...]
    offence: str
    documents: tuple[str, ...]


class SyntheticDocument(Shape, frozen=True, kw_only=True):
    """One document: its name within the case, its text, its PDFs and where its marks lie."""

    name: str
    text: str
    pdf: Path
    scan: Path | None
    marks_file: Path

    @property
    def marks(self) -> Marks:
        """The gold marks, checked against the text at each reading.

        Raises:
            DataFileError: when the file has another shape, or a quotation is not in the text.
        """
        marks = read_shape(self.marks_file, Marks)
        _check(self.marks_file.name, self.text, marks)
        return marks


class SyntheticCase(Shape, frozen=True, kw_only=True):
    """One invented case with its documents."""

    sheet: CaseSheet
    documents: tuple[SyntheticDocument, ...]

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.sheet.id


@cache
def load_cases() -> tuple[SyntheticCase, ...]:
    """Return all synthetic cases by id.

    Raises:
        DataFileError: when a file has another shape.
    """
    root = files("corpora").joinpath("synthetic")
    folders = sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)
    return tuple(_read_case(f) for f in folders if f.joinpath("case.yaml").is_file())


def place(text: str, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """Return [start, end) of an occurrence of a quotation, in code points.

    Raises:
        DataFileError: when there are fewer occurrences.
    """
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    matches = list(re.finditer(pattern, text))
    if len(matches) < occurrence:
        raise DataFileError(f"occurrence {occurrence} of {quote!r} is not in the text")
    return matches[occurrence - 1].span()


def section_place(text: str, section: GoldSection) -> tuple[int, int]:
    """Return [start, end) of a section, from its first words to the next end of its last words.

    Raises:
        DataFileError: when the words are not there in this order.
    """
    start, _ = place(text, section.starts_with)
    _, length = place(text[start:], section.ends_with)
    return start, start + length


def _read_case(folder: Traversable) -> SyntheticCase:
    sheet = read_shape(folder.joinpath("case.yaml"), CaseSheet)
    if sheet.id != folder.name or not sheet.synthetic:
        raise DataFileError(f"{folder.name}: the sheet names another case, or none synthetic")
    return SyntheticCase(
        sheet=sheet, documents=tuple(_read_document(folder, name) for name in sheet.documents)
    )


def _read_document(folder: Traversable, name: str) -> SyntheticDocument:
    text = folder.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    scan = folder.joinpath(f"{name}.scan.pdf")
    return SyntheticDocument(
        name=name,
        text=text,
        pdf=_path(folder.joinpath(f"{name}.pdf")),
        scan=_path(scan) if scan.is_file() else None,
        marks_file=_path(folder.joinpath(f"{name}.marks.yaml")),
    )


def _check(where: str, text: str, marks: Marks) -> None:
    quotes: tuple[Any, ...] = (
        *marks.entities,
        *marks.events,
        *marks.labels,
        *marks.vulnerabilities,
        *marks.elements,
    )
    try:
        for mark in quotes:
            place(text, mark.quote, mark.occurrence)
        for section in marks.sections:
            section_place(text, section)
    except DataFileError as error:
        raise DataFileError(f"{where}: {error}") from error


def _path(entry: Traversable) -> Path:
    # The package is always installed as plain files, so the path stays valid.
    with as_file(entry) as path:
        return Path(path)
