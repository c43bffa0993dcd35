"""Suggestions of all sources in; one for each passage, code and polarity, in text order, out."""

from collections.abc import Iterable

from nlp.marks import Suggestion

# A computed fact is firmer than words, and words point more exactly than a passage's likeness.
_PRECEDENCE = {"person": 0, "rule": 1, "cue": 2, "encoder": 3}


def merge(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Keep the firmest source where several say the same of one passage."""
    kept: dict[tuple[int | None, int, str, str], Suggestion] = {}
    for suggestion in sorted(suggestions, key=_firmness):
        key = (
            suggestion.passage,
            suggestion.span.start if suggestion.passage is None else 0,
            suggestion.code,
            suggestion.polarity,
        )
        kept.setdefault(key, suggestion)
    return tuple(sorted(kept.values(), key=_text_order))


def _firmness(suggestion: Suggestion) -> tuple[int, float, str]:
    return _PRECEDENCE[suggestion.source], -suggestion.score, suggestion.id


def _text_order(suggestion: Suggestion) -> tuple[int, int, str, str]:
    return suggestion.span.start, suggestion.span.end, suggestion.code, suggestion.id
