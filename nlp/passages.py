"""Paragraphs, sections and the court's country in; passages with language and place out."""

from collections.abc import Iterator, Sequence

from nlp.document import Document, Notice, Passage, Section, SectionKind, Span
from nlp.language import identify_all, variety


def make_passages(
    document: Document,
    paragraphs: Sequence[Span],
    sections: Sequence[Section],
    country: str | None,
) -> tuple[Passage, ...]:
    """Return the passages in text order, disjoint, losing no letter of a paragraph.

    A paragraph in which a section starts is cut there, so each passage lies in one section.

    Args:
        country: ISO code of the court's country, as far as known; it names the language's variety.
    """
    starts = sorted({section.span.start for section in sections})
    spans = [piece for span in paragraphs for piece in _cut(span, starts, document.text)]
    told = identify_all([document.quote(span) for span in spans])
    passages = []
    for index, (span, (base, script)) in enumerate(zip(spans, told, strict=True)):
        first_page, last_page = document.page_range(span)
        passages.append(
            Passage(
                index=index,
                span=span,
                section=innermost(sections, span.start),
                first_page=first_page,
                last_page=last_page,
                language=variety(base, script, country),
                script=script,
            )
        )
    return tuple(passages)


def language_notices(passages: Sequence[Passage]) -> tuple[Notice, ...]:
    """Return the notice ``unsupported_language`` when most letters are in a language unread here.

    A text with no letters to judge by has none.
    """
    lettered = [passage for passage in passages if passage.script is not None]
    unknown = sum(len(passage.span) for passage in lettered if passage.language == "und")
    if 2 * unknown <= sum(len(passage.span) for passage in lettered):
        return ()
    return (Notice(code="unsupported_language"),)


def innermost(sections: Sequence[Section], offset: int) -> SectionKind | None:
    """Return the kind of the shortest section around an offset of the text."""
    around = [s for s in sections if s.span.start <= offset < s.span.end]
    return min(around, key=lambda section: len(section.span)).kind if around else None


def _cut(span: Span, starts: Sequence[int], text: str) -> Iterator[Span]:
    start = span.start
    for cut in starts:
        if start < cut < span.end:
            end = start + len(text[start:cut].rstrip())
            if start < end:
                yield Span(start=start, end=end)
                start = cut
    yield Span(start=start, end=span.end)
