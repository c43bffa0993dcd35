"""Paragraphs and headings in; the sections out, in order, nested ones after outer ones.

Judgments of Serbia, Montenegro and North Macedonia run introduction, operative part (with facts
and sanction), reasoning, remedy, signature. Albanian ones put the operative part last. Indictments
follow their country's order, with the charge as the operative part.
"""

from collections.abc import Sequence
from itertools import pairwise

from corpora.shapes import Knowledge
from nlp.document import Document, Section, SectionKind, Span
from nlp.fold import Folded
from nlp.headings import Hit, find_headings
from nlp.language import identify

_ALBANIA = "AL"
_TITLES = ("decision_title", "ruling_title", "indictment_title")
# The signature block and the note on remedies stand within about the last page.
_TAIL = 3000
# The names of court, panel and parties fill at least a few lines before the operative part.
_SHORTEST_INTRODUCTION = 60
# Enough text to tell Albanian.
_SAMPLE = 3000
_Starts = dict[SectionKind, int]


def find_sections(
    document: Document, paragraphs: Sequence[Span], folded: Folded, knowledge: Knowledge
) -> tuple[Section, ...]:
    """Return the sections of a decision or indictment; none where no heading is found.

    Args:
        folded: the document's text folded with ``skip=document.furniture`` and ``breaks`` at the
            paragraphs' starts.

    Returns:
        sections by start, an outer one before what lies inside it. ``facts`` and ``sanction`` lie
        inside the operative part (in Albanian decisions the facts inside the reasoning).
    """
    if not paragraphs:
        return ()
    albanian = identify(document.text[:_SAMPLE])[0] == "sq"
    countries = tuple(c for c in knowledge.countries if (c.code == _ALBANIA) == albanian)
    hits = find_headings(folded, paragraphs, countries)
    order = _albanian_order if albanian else _common_order
    starts = order(hits, len(folded.lower))
    if not starts:
        return ()
    outer = _spans(starts, folded, paragraphs)
    inner = _albanian_inner if albanian else _common_inner
    return tuple(sorted((*outer, *inner(hits, outer, folded, paragraphs)), key=_by_start))


def _by_start(section: Section) -> tuple[int, int]:
    return section.span.start, -section.span.end


def _common_order(hits: Sequence[Hit], length: int) -> _Starts:
    reasoning = _reasoning_start(hits)
    body_end = length if reasoning is None else reasoning
    operative = _operative_start(hits, body_end)
    starts: _Starts = {}
    if operative is not None:
        starts["operative_part"] = operative
    if reasoning is not None:
        starts["reasoning"] = reasoning
    if starts:
        starts["introduction"] = 0
        starts.update(_tail(hits, max(starts.values()), length))
    return starts


def _reasoning_start(hits: Sequence[Hit]) -> int | None:
    found = [hit for hit in hits if hit.id == "reasoning" and (hit.alone or hit.loud)]
    return found[0].start if found else None


def _operative_start(hits: Sequence[Hit], body_end: int) -> int | None:
    """Return where the operative part starts: at the title after the introduction, else at the
    first verdict."""
    before = [hit for hit in hits if hit.start < body_end]
    verdicts = [hit for hit in before if _is_verdict(hit)]
    limit = verdicts[0].start if verdicts else body_end
    titles = [
        hit
        for hit in before
        if hit.id in _TITLES
        and (hit.alone or hit.loud)
        and _SHORTEST_INTRODUCTION < hit.start <= limit
    ]
    if titles:
        return titles[-1].start
    return verdicts[0].start if verdicts else None


def _is_verdict(hit: Hit) -> bool:
    return hit.id in ("operative", "accusation") and hit.loud and hit.start > _SHORTEST_INTRODUCTION


def _tail(hits: Sequence[Hit], after: int, length: int) -> _Starts:
    """Return where remedy and signature start, after the last body heading."""
    starts: _Starts = {}
    last = [hit for hit in hits if hit.start > max(after, length - _TAIL) and hit.opens]
    remedies = [hit for hit in last if hit.id == "legal_remedy"]
    if remedies:
        starts["remedy"] = remedies[0].start
    signatures = [hit for hit in last if hit.id == "signature" and (hit.loud or hit.alone)]
    if not signatures:
        signatures = [hit for hit in last if hit.id == "signature"]
    if signatures:
        starts["signature"] = _letterhead_before(last, signatures[0].start)
    return starts


def _letterhead_before(last: Sequence[Hit], signature: int) -> int:
    """Take the court's name and date that stand above the signatures with them."""
    near = [hit.start for hit in last if hit.id == "court_header" and hit.loud]
    return next((start for start in near if 0 < signature - start < 200), signature)


def _albanian_order(hits: Sequence[Hit], length: int) -> _Starts:
    operative = _albanian_operative(hits)
    end = length if operative is None else operative
    found = [h for h in hits if h.id == "reasoning" and h.opens and (h.loud or h.alone)]
    reasoning = next((h.start for h in found if _SHORTEST_INTRODUCTION < h.start < end), None)
    starts: _Starts = {}
    if operative is not None:
        starts["operative_part"] = operative
    if reasoning is not None:
        starts["reasoning"] = reasoning
    if starts:
        starts["introduction"] = 0
        starts.update(_tail(hits, max(starts.values()), length))
    return starts


def _albanian_operative(hits: Sequence[Hit]) -> int | None:
    """Return where the last "për këto arsye", else the last "vendosi", stands as a heading."""
    found = [h for h in hits if h.id == "operative" and h.opens and (h.loud or h.alone)]
    if not found:
        return None
    groups = [found[0]]
    for before, hit in pairwise(found):
        # "PËR KËTO ARSYE ... VENDOSI" within a few lines is one heading.
        if hit.start - before.end > 600:
            groups.append(hit)
    return groups[-1].start


def _spans(starts: _Starts, folded: Folded, paragraphs: Sequence[Span]) -> tuple[Section, ...]:
    return _within(starts, paragraphs[-1].end, folded, paragraphs)


def _section(kind: SectionKind, start: int, stop: int, paragraphs: Sequence[Span]) -> Section:
    """Return the section up to the last paragraph that starts before ``stop``."""
    within = [span for span in paragraphs if span.start < stop and span.end > start]
    end = min(within[-1].end, stop) if within else stop
    return Section(kind=kind, span=Span(start=start, end=end))


def _common_inner(
    hits: Sequence[Hit], outer: Sequence[Section], folded: Folded, paragraphs: Sequence[Span]
) -> tuple[Section, ...]:
    part = next((s.span for s in outer if s.kind == "operative_part"), None)
    if part is None:
        return ()
    begin, end = folded.place(part)
    inside = [hit for hit in hits if begin < hit.start < end]
    facts = next((hit.start for hit in inside if hit.id == "facts" and hit.opens), None)
    after = begin if facts is None else facts
    sanction = next((h.start for h in inside if _is_sanction(h) and h.start > after), None)
    starts: _Starts = {}
    if facts is not None:
        starts["facts"] = facts
    if sanction is not None:
        starts["sanction"] = sanction
    return _within(starts, part.end, folded, paragraphs)


def _is_sanction(hit: Hit) -> bool:
    return hit.id == "sanction"


def _albanian_inner(
    hits: Sequence[Hit], outer: Sequence[Section], folded: Folded, paragraphs: Sequence[Span]
) -> tuple[Section, ...]:
    parts = {section.kind: section.span for section in outer}
    return (
        *_albanian_facts(hits, parts.get("reasoning"), folded, paragraphs),
        *_albanian_sanction(hits, parts.get("operative_part"), folded, paragraphs),
    )


def _albanian_facts(
    hits: Sequence[Hit], part: Span | None, folded: Folded, paragraphs: Sequence[Span]
) -> tuple[Section, ...]:
    if part is None:
        return ()
    begin, end = folded.place(part)
    inside = [hit for hit in hits if begin <= hit.start < end and hit.opens and hit.loud]
    start = next((hit.start for hit in inside if hit.id == "facts"), None)
    if start is None:
        return ()
    rest = [hit.start for hit in inside if hit.id == "reasoning" and hit.start > start]
    stop = folded.starts[rest[0]] if rest else part.end
    return _within({"facts": start}, stop, folded, paragraphs)


def _albanian_sanction(
    hits: Sequence[Hit], part: Span | None, folded: Folded, paragraphs: Sequence[Span]
) -> tuple[Section, ...]:
    if part is None:
        return ()
    begin, end = folded.place(part)
    start = next((h.start for h in hits if _is_sanction(h) and begin < h.start < end), None)
    return () if start is None else _within({"sanction": start}, part.end, folded, paragraphs)


def _within(
    starts: _Starts, stop: int, folded: Folded, paragraphs: Sequence[Span]
) -> tuple[Section, ...]:
    """Return nested sections, each up to the next one or to ``stop`` in the document's text."""
    placed = sorted((folded.starts[start], kind) for kind, start in starts.items())
    edges = [*(start for start, _ in placed), stop]
    return tuple(
        _section(kind, start, end, paragraphs)
        for (start, kind), end in zip(placed, edges[1:], strict=True)
    )
