"""A reading in; everything that one run says of the document out. Read it top to bottom."""

from dataclasses import replace
from functools import cache

from corpora.shapes import Knowledge
from corpora.voices import load_voices
from nlp.compiled import once_per_knowledge
from nlp.courts import find_country
from nlp.document import (
    Document,
    Notice,
    Page,
    Passage,
    Reading,
    Section,
    SectionKind,
    Span,
    TextTrust,
    digest,
)
from nlp.entities.find import MAKER as ENTITY_MAKER
from nlp.entities.find import find_entities
from nlp.entities.mentions import Mention
from nlp.entities.proposed import propose
from nlp.events import MAKER as EVENT_MAKER
from nlp.events import find_events
from nlp.facts.find import find_facts
from nlp.fold import Folded, fold
from nlp.language import identify, variety
from nlp.layout import build_document, paragraphs
from nlp.marks import Analysis, Fact, Profile, Suggestion
from nlp.passages import language_notices, make_passages
from nlp.profile import profile
from nlp.protocols import PassageModel, TaggerModel
from nlp.sections import find_sections
from nlp.suggest.ages import suggest_from_ages
from nlp.suggest.agreement import doubt_unconfirmed
from nlp.suggest.checklist import check_absences
from nlp.suggest.context import Context
from nlp.suggest.cues import make_cue_book, suggest_from_cues
from nlp.suggest.learned import may_be_trafficking, suggest_from_model
from nlp.suggest.merge import merge
from nlp.suggest.rules import suggest_from_facts
from nlp.timeline import order
from nlp.voices import VoiceBook, make_voice_book

cue_book = once_per_knowledge(make_cue_book)
_OTHER_OFFENCE = Notice(code="other_offence", attention=False)


@cache
def voice_book() -> VoiceBook:
    """Return the compiled voice cues."""
    return make_voice_book(load_voices())


def analyse(
    reading: Reading,
    *,
    id: str,  # noqa: A002 (the field's name)
    name: str,
    knowledge: Knowledge,
    passage_model: PassageModel | None = None,
    tagger: TaggerModel | None = None,
) -> Analysis:
    """Analyse a document.

    Args:
        reading: pages as the confined reader returned them.
        id: hex SHA-256 of the file's bytes.
        name: what the file is called.
        knowledge: the data files.
        passage_model: a trained model beside cues and rules, or none.
        tagger: a trained tagger beside the entity rules, or none.
    """
    document = build_document(reading, id=id, name=name)
    parts = paragraphs(document)
    folded = fold(document.text, skip=document.furniture, breaks=[part.start for part in parts])
    sections = find_sections(document, parts, folded, knowledge)
    country = find_country(document, sections, folded, knowledge)
    passages = make_passages(document, parts, sections, country)
    document = _with_notice(document, *language_notices(passages))
    described = profile(document, passages, sections, folded, knowledge)
    context = _mark(document, described, folded, knowledge, sections=sections, passages=passages)
    return _conclude(context, passage_model, tagger, screened=True)


def analyse_passage(
    text: str,
    language: str | None,
    country: str | None,
    section: SectionKind | None,
    *,
    knowledge: Knowledge,
    passage_model: PassageModel | None = None,
    tagger: TaggerModel | None = None,
) -> Analysis:
    """Analyse one passage given as text, as a document of its own with one page.

    Args:
        text: the passage; offsets of the result count in it.
        language: its language, or ``None`` to find it out.
        country: whose law it cites, or ``None``.
        section: where it stood, or ``None``.
        knowledge: the data files.
        passage_model: a trained model beside cues and rules, or none.
        tagger: a trained tagger beside the entity rules, or none.
    """
    found, script = identify(text)
    spoken = language or variety(found, script, country)
    document = _one_page(text)
    spans = (Span(start=0, end=len(text)),) if text.strip() else ()
    passages = tuple(
        Passage(
            index=0,
            span=span,
            section=section,
            first_page=1,
            last_page=1,
            language=spoken,
            script=script,
        )
        for span in spans
    )
    sections = tuple(Section(kind=section, span=span) for span in spans if section is not None)
    described = Profile(
        kind="other",
        country=country,
        court=None,
        court_level=None,
        case_numbers=(),
        decision_date=None,
        defendants=(),
        language=spoken,
    )
    folded = fold(text)
    context = _mark(document, described, folded, knowledge, sections=sections, passages=passages)
    return _conclude(context, passage_model, tagger, screened=False)


def _one_page(text: str) -> Document:
    page = Page(
        number=1,
        start=0,
        end=len(text),
        width=595.0,
        height=842.0,
        words=(),
        source="plain",
        trust=TextTrust(score=1.0),
    )
    return Document(
        id=digest(text.encode()), name="", media_type="text/plain", text=text, pages=(page,)
    )


def _mark(
    document: Document,
    described: Profile,
    folded: Folded,
    knowledge: Knowledge,
    *,
    sections: tuple[Section, ...],
    passages: tuple[Passage, ...],
    proposed: tuple[Mention, ...] = (),
) -> Context:
    entities = find_entities(
        document, passages, sections, folded, knowledge, described.country, proposed
    )
    events = find_events(document, passages, sections, folded, entities, knowledge)
    return Context(
        document=document,
        profile=described,
        sections=sections,
        passages=passages,
        folded=folded,
        entities=entities,
        events=events,
        knowledge=knowledge,
        voices=voice_book(),
    )


def _with_notice(document: Document, *notices: Notice) -> Document:
    return replace(document, notices=(*document.notices, *notices))


def _conclude(
    context: Context,
    passage_model: PassageModel | None,
    tagger: TaggerModel | None,
    *,
    screened: bool,
) -> Analysis:
    """Ask the trained models where they are worth their time, and put everything together."""
    book = cue_book(context.knowledge)
    facts, suggestions = _by_rules(context)
    makers = [ENTITY_MAKER, EVENT_MAKER, book.maker]
    asked = not screened or may_be_trafficking(context, suggestions)
    if tagger is not None and asked:
        context = _with_tagger(context, tagger)
        facts, suggestions = _by_rules(context)
        makers.append(tagger.maker)
    if passage_model is not None and asked:
        told = suggest_from_model(context, passage_model)
        suggestions = [*doubt_unconfirmed(suggestions, told), *told]
        makers.append(passage_model.maker)
    return Analysis(
        document=context.document if asked else _with_notice(context.document, _OTHER_OFFENCE),
        profile=context.profile,
        sections=context.sections,
        passages=context.passages,
        entities=context.entities,
        events=context.events,
        timeline=order(context.events, context.knowledge),
        facts=facts,
        suggestions=merge(suggestions),
        checklist=check_absences(context),
        makers=tuple(makers),
    )


def _by_rules(context: Context) -> tuple[tuple[Fact, ...], list[Suggestion]]:
    """Return the facts, and what rules and cues suggest."""
    facts = find_facts(
        context.document,
        context.profile,
        context.sections,
        context.folded,
        context.entities,
        context.events,
        context.knowledge,
    )
    return facts, [
        *suggest_from_facts(context, facts),
        *suggest_from_ages(context),
        *suggest_from_cues(context, cue_book(context.knowledge)),
    ]


def _with_tagger(context: Context, tagger: TaggerModel) -> Context:
    """Mark the document again with the names that only the tagger sees: roles link through them."""
    proposed = propose(context.document, context.passages, context.folded, context.entities, tagger)
    if not proposed:
        return context
    return _mark(
        context.document,
        context.profile,
        context.folded,
        context.knowledge,
        sections=context.sections,
        passages=context.passages,
        proposed=proposed,
    )
