"""A split document in; what it says of itself (kind, court, numbers, date, defendants) out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpora.law import Country
from corpora.shapes import Knowledge
from nlp.case_numbers import find_case_numbers, register_level
from nlp.courts import FoundCourt, Level, find_country, find_courts
from nlp.cues import Cue, compile_cues, find_cues
from nlp.dates import FoundDate, find_dates
from nlp.defendants import find_defendants
from nlp.document import Document, DocumentKind, Passage, Section, SectionKind, Span
from nlp.fold import Folded
from nlp.headings import Hit, find_headings
from nlp.marks import Profile

__all__ = ["find_country", "profile"]
# Without a section to bound it, the introduction of a decision ends within about a page.
_HEAD = 2500
# Letterheads write the date within their first lines.
_LETTERHEAD = 300
# "dana 4.10.2013. godine, donio je, a dana ... javno objavio": dates this near the end count.
_BEFORE_TITLE = 220
# Place and date stand right above the signatures, the note on remedies right beneath.
_ABOVE_SIGNATURE = 250
_TITLES: tuple[tuple[str, DocumentKind], ...] = (
    ("indictment_title", "indictment"),
    ("ruling_title", "ruling"),
    ("decision_title", "judgment"),
)


def profile(
    document: Document,
    passages: Sequence[Passage],
    sections: Sequence[Section],
    folded: Folded,
    knowledge: Knowledge,
) -> Profile:
    """Return the profile; what the document does not show is ``None`` or empty.

    ``case_numbers`` start with the document's own, then the prosecutor's and other courts' of the
    introduction. The country is that of the court; it is found anew here (``nlp.courts``), so it
    equals the one passages were made with.
    """
    country = _country(document, sections, folded, knowledge)
    head = _range(folded, sections, "introduction") or (0, min(_HEAD, len(folded.lower)))
    courts = find_courts(document, folded, *head, country) if country else ()
    kind = _kind(passages, sections, folded, knowledge, head, country)
    own = _own_court(courts, kind)
    numbers = _case_numbers(folded, head, kind)
    if kind == "judgment" and _is_appeal(folded, head, country, own, numbers):
        kind = "appeal_judgment"
    return Profile(
        kind=kind,
        country=country.code if country else None,
        court=own.name if own else None,
        court_level=_level(own, kind),
        case_numbers=numbers,
        decision_date=_decision_date(folded, sections, head, knowledge, kind),
        defendants=_defendants(document, folded, sections, country),
        language=_language(passages),
    )


def _country(
    document: Document, sections: Sequence[Section], folded: Folded, knowledge: Knowledge
) -> Country | None:
    code = find_country(document, sections, folded, knowledge)
    return next((country for country in knowledge.countries if country.code == code), None)


def _range(
    folded: Folded, sections: Sequence[Section], kind: SectionKind
) -> tuple[int, int] | None:
    span = next((section.span for section in sections if section.kind == kind), None)
    return folded.place(span) if span is not None else None


def _kind(
    passages: Sequence[Passage],
    sections: Sequence[Section],
    folded: Folded,
    knowledge: Knowledge,
    head: tuple[int, int],
    country: Country | None,
) -> DocumentKind:
    """Read the kind off the title that stands at the end of the introduction, else at the top."""
    reach = Span(start=0, end=folded.ends[head[1] - 1] + _HEAD) if head[1] else None
    near = [p.span for p in passages if reach is not None and p.span.start < reach.end]
    hits = find_headings(folded, near, knowledge.countries)
    title = _title(hits, head[1])
    if title is not None:
        return title
    if {section.kind for section in sections} & {"operative_part", "reasoning"}:
        return "judgment"
    words = country.words.get("report", ()) if country else ()
    return "report" if _has_cue(folded, (0, _HEAD), ("report*", *words)) else "other"


def _title(hits: Sequence[Hit], introduction_end: int) -> DocumentKind | None:
    titles = [(hit, kind) for hit in hits for id, kind in _TITLES if hit.id == id]  # noqa: A001
    strong = [(hit, kind) for hit, kind in titles if hit.alone or hit.loud]
    if not strong:
        return None
    return min(strong, key=lambda found: abs(found[0].start - introduction_end))[1]


def _own_court(courts: Sequence[FoundCourt], kind: DocumentKind) -> FoundCourt | None:
    """Return the first court (of an indictment: the first office), with its seat if one is near."""
    wanted = [c for c in courts if (c.level == "prosecution") == (kind == "indictment")]
    if not wanted:
        return None
    seated = [court for court in wanted if court.name.startswith(wanted[0].name)]
    return max(seated[:2], key=lambda court: len(court.name))


def _case_numbers(folded: Folded, head: tuple[int, int], kind: DocumentKind) -> tuple[str, ...]:
    found = [values for _, _, values in find_case_numbers(folded, *head)]
    mine = "prosecution" if kind == "indictment" else None
    levels = [register_level(str(values["register"])) for values in found]
    own = [
        index
        for index, level in enumerate(levels)
        if (level == mine if mine else level != "prosecution")
    ]
    if own:
        found.insert(0, found.pop(own[0]))
    return tuple(dict.fromkeys(str(values["number"]) for values in found))


def _is_appeal(
    folded: Folded,
    head: tuple[int, int],
    country: Country | None,
    court: FoundCourt | None,
    numbers: Sequence[str],
) -> bool:
    register = numbers[0].rsplit(" ", 1)[0] if numbers else ""
    if register_level(register) in ("appeal", "supreme"):
        return True
    if court is not None and court.level in ("appeal", "supreme"):
        return True
    words = country.words.get("appeal", ()) if country else ()
    return _has_cue(folded, head, words)


def _has_cue(folded: Folded, place: tuple[int, int], words: Sequence[str]) -> bool:
    return next(iter(find_cues(_cues(tuple(words)), folded, *place)), None) is not None


@lru_cache(maxsize=32)
def _cues(words: tuple[str, ...]) -> tuple[Cue[str], ...]:
    return compile_cues([("", {"": words})])


def _level(court: FoundCourt | None, kind: DocumentKind) -> Level | None:
    if kind == "indictment":
        return "prosecution"
    if court is None:
        return "appeal" if kind == "appeal_judgment" else None
    if kind == "appeal_judgment" and court.level == "first_instance":
        return "appeal"
    return court.level


def _decision_date(
    folded: Folded,
    sections: Sequence[Section],
    head: tuple[int, int],
    knowledge: Knowledge,
    kind: DocumentKind,
) -> str | None:
    """Weigh the dates of the letterhead, the introduction's end and the signature's top.

    Two that agree win; else the introduction's last, the signature's, the letterhead's.
    """
    languages = knowledge.languages
    letterhead = find_dates(folded, head[0], min(head[0] + _LETTERHEAD, head[1]), languages)
    closing = find_dates(folded, max(head[0], head[1] - _BEFORE_TITLE), head[1], languages)
    signature = _signature_dates(folded, sections, knowledge)
    if kind == "indictment":
        closing = ()
    candidates = [*_last(closing), *_first(signature), *_first(letterhead)]
    counts = Counter(candidates)
    return max(candidates, key=lambda iso: counts[iso], default=None)


def _first(dates: Sequence[FoundDate]) -> Iterable[str]:
    return [iso for _, _, iso in dates if len(iso) == 10][:1]


def _last(dates: Sequence[FoundDate]) -> Iterable[str]:
    return [iso for _, _, iso in dates if len(iso) == 10][-1:]


def _signature_dates(
    folded: Folded, sections: Sequence[Section], knowledge: Knowledge
) -> tuple[FoundDate, ...]:
    place = _range(folded, sections, "signature")
    if place is None:
        return ()
    start = max(0, place[0] - _ABOVE_SIGNATURE)
    return find_dates(folded, start, place[1], knowledge.languages)


def _defendants(
    document: Document, folded: Folded, sections: Sequence[Section], country: Country | None
) -> tuple[str, ...]:
    words = country.words.get("defendant", ()) if country else ()
    return find_defendants(document, folded, sections, words) if words else ()


def _language(passages: Sequence[Passage]) -> str:
    """Return the language of most letters."""
    letters: Counter[str] = Counter()
    for passage in passages:
        letters[passage.language] += len(passage.span)
    return letters.most_common(1)[0][0] if letters else "und"
