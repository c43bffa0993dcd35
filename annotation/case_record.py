"""What a review knows of one case, as statistics and reports need it: plain frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.marks import Attribution, Polarity, SuggestionKind

CourtLevel = Literal["first_instance", "appeal", "supreme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A confirmed finding; ``id`` is that of its suggestion, ``page`` counts from 1."""

    id: str
    kind: SuggestionKind
    code: str
    polarity: Polarity
    attribution: Attribution
    document_id: str
    document_kind: str | None
    page: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case with its confirmed findings.

    ``reviewed`` is true when no suggestion that the machine is sure of waits for a decision in any
    of its documents. Dates are ISO days of the documents themselves. ``suggested`` and ``decided``
    count suggestions.
    """

    id: str
    country: str | None
    year: int | None
    level: CourtLevel | None
    reviewed: bool
    documents: int
    suggested: int
    decided: int
    indicted: str | None = None
    judged: str | None = None
    appealed: str | None = None
    findings: Sequence[FindingRecord] = ()

    def has(self, code: str, polarity: Polarity) -> bool:
        """Tell whether a finding of this code and polarity is confirmed in the case."""
        return any(one.code == code and one.polarity == polarity for one in self.findings)
