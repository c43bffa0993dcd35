"""The shapes of the countries' files: law, courts, case numbers, drafting pattern."""

from typing import Literal

from corpora.records import Shape

Known = Literal["read", "cited", "memory", "unsure"]


class Penalty(Shape, frozen=True):
    """A range of imprisonment in months; ``None`` where the law names no limit here."""

    min_months: int | None = None
    max_months: int | None = None


class Article(Shape, frozen=True):
    """An article of a law; ``in_force_from``/``_to`` are ISO dates of the act it applies to."""

    article: str
    english: str
    penalty: str
    confidence: Known
    title: str = ""
    note: str = ""
    penalty_range: Penalty | None = None
    in_force_from: str | None = None
    in_force_to: str | None = None


class Institution(Shape, frozen=True):
    """A court, office or body, as far as known."""

    name: str
    conf: Known
    note: str = ""


class CaseNumberPattern(Shape, frozen=True):
    """How a register writes its numbers."""

    pattern: str
    court: str
    conf: Known
    note: str = ""


RegisterLevel = Literal["first_instance", "appeal", "supreme", "prosecution", "other"]


class Heading(Shape, frozen=True):
    """Words that open a section of a decision."""

    id: str
    en: str
    words: tuple[str, ...]
    known: str


class CourtName(Shape, frozen=True):
    """A kind of court or prosecution office; ``forms`` are cues for all its cases.

    ``name`` is the nominative in Latin letters (``cyrillic`` in Cyrillic), the seat left out.
    """

    name: str
    forms: tuple[str, ...]
    level: Literal["first_instance", "appeal", "supreme", "prosecution"]
    cyrillic: str = ""
    known: Known = "memory"


class Country(Shape, frozen=True):
    """A country's law, courts, case numbers and drafting pattern.

    ``registers`` are the marks before a file's number ("Kž 12/20") and who keeps that register;
    ``signs`` are cues that a text is of this country; ``words`` are cues of the profile, by what
    they tell (``defendant``, ``appeal``, ``decided``, ``report``).
    """

    code: str
    country: str
    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    criminal_code: str
    trafficking: tuple[Article, ...]
    related: tuple[Article, ...]
    procedure: tuple[Article, ...]
    institutions: tuple[Institution, ...]
    anonymisation: str
    case_numbers: tuple[CaseNumberPattern, ...] = ()
    registers: dict[str, RegisterLevel] = {}
    courts: tuple[CourtName, ...] = ()
    signs: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = {}
    headings: tuple[Heading, ...] = ()
    procedure_code: str = ""
    note: str = ""
