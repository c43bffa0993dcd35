"""Invented cases for tests of statistics, suppression and reports."""

from annotation.case_record import CaseRecord, FindingRecord


def finding(code: str, number: int = 0, **changed: object) -> FindingRecord:
    values = {
        "id": f"{code}-{number}",
        "kind": "shortcoming",
        "code": code,
        "polarity": "shortcoming",
        "attribution": "court_self",
        "document_id": f"document-{number}",
        "document_kind": "judgment",
        "page": 1,
        "quote": f"Words that show {code}.",
    }
    return FindingRecord(**{**values, **changed})  # type: ignore[arg-type]


def case(number: int, *codes: str, **changed: object) -> CaseRecord:
    values = {
        "id": f"case-{number}",
        "country": "RS",
        "year": 2020,
        "level": "first_instance",
        "reviewed": True,
        "documents": 1,
        "suggested": 4,
        "decided": 4,
        "findings": tuple(finding(code, number) for code in codes),
    }
    return CaseRecord(**{**values, **changed})  # type: ignore[arg-type]
