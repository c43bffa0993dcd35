"""What a document holds: its pages, text, passages, sections, entities, events, facts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.failures import NotFoundError
from api.routes.content_answers import (
    answer_checklist,
    answer_entity,
    answer_event,
    answer_fact,
    answer_page,
    answer_timeline,
    place_of,
)
from api.routes.context import Caller, acting
from api.routes.parameters import Language, RowId
from api.routes.shapes.documents import (
    PageAnswer,
    PageWithWords,
    PassageAnswer,
    SectionAnswer,
    TextAnswer,
    WordAnswer,
)
from api.routes.shapes.lists import Listing
from api.routes.shapes.marks import (
    ChecklistAnswer,
    EntityAnswer,
    EventAnswer,
    FactAnswer,
    TimelineAnswer,
)
from api.store import analyses, documents

router = APIRouter(prefix="/documents/{document_id}", tags=["content"])
Reading = Annotated[Caller, Depends(acting("documents.read"))]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]


@router.get("/pages", operation_id="listPages", summary="The pages, without their words")
def list_pages(caller: Reading, document_id: RowId) -> Listing[PageAnswer]:
    """Return every page of a document."""
    caller.note_reading(document_id, "pages")
    with caller.services.store.read() as session:
        rows = documents.outline_pages(session, document_id)
        furniture = documents.load_furniture(session, document_id)
    return Listing(items=[answer_page(document_id, page, furniture) for page in rows])


@router.get("/pages/{number}", operation_id="getPage", summary="A page with its words and boxes")
def get_page(caller: Reading, document_id: RowId, number: PageNumber) -> PageWithWords:
    """Return one page; words carry their place in the text and their box in points."""
    caller.note_reading(document_id, f"page {number}")
    with caller.services.store.read() as session:
        pages = documents.load_pages(session, document_id, numbers=[number])
        if not pages:
            raise NotFoundError("There is no such page.")
        text = documents.load_text(session, document_id)
        furniture = documents.load_furniture(session, document_id)
    page = pages[0]
    words = [
        WordAnswer(
            start=word.start,
            end=word.end,
            x0=word.box.x0,
            y0=word.box.y0,
            x1=word.box.x1,
            y1=word.box.y1,
        )
        for word in page.words
    ]
    base = answer_page(document_id, page, furniture).model_dump()
    return PageWithWords(**base, text=text[page.start : page.end], words=words)


@router.get("/text", operation_id="getText", summary="The whole text all offsets count in")
def get_text(caller: Reading, document_id: RowId) -> TextAnswer:
    """Return the text as it was read; it never changes."""
    caller.note_reading(document_id, "text")
    with caller.services.store.read() as session:
        row = caller.document(session, document_id)
        document = documents.load_document(session, row)
    return TextAnswer(
        document_id=row.id,
        text=document.text,
        length=len(document.text),
        furniture=[place_of(span) for span in document.furniture],
    )


@router.get("/passages", operation_id="listPassages", summary="The paragraphs in order")
def list_passages(caller: Reading, document_id: RowId) -> Listing[PassageAnswer]:
    """Return the passages of the present analysis."""
    caller.note_reading(document_id, "passages")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
        text = documents.load_text(session, document_id)
        rows = analyses.load_passages(session, kept.id)
    items = [
        PassageAnswer(
            start=passage.span.start,
            end=passage.span.end,
            number=passage.index,
            section=passage.section,
            first_page=passage.first_page,
            last_page=passage.last_page,
            language=passage.language,
            script=passage.script,
            text=text[passage.span.start : passage.span.end],
        )
        for passage in rows
    ]
    return Listing(items=items)


@router.get("/sections", operation_id="listSections", summary="The parts of the decision")
def list_sections(caller: Reading, document_id: RowId) -> Listing[SectionAnswer]:
    """Return the sections of the present analysis."""
    caller.note_reading(document_id, "sections")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
    sections = analyses.load_sections(kept)
    return Listing(
        items=[
            SectionAnswer(kind=section.kind, start=section.span.start, end=section.span.end)
            for section in sections
        ]
    )


@router.get("/entities", operation_id="listEntities", summary="Names, dates, sums and the like")
def list_entities(caller: Reading, document_id: RowId) -> Listing[EntityAnswer]:
    """Return the entities of the present analysis, in text order."""
    caller.note_reading(document_id, "entities")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
        text = documents.load_text(session, document_id)
        rows = analyses.load_entities(session, kept.id)
    return Listing(items=[answer_entity(entity, text) for entity in rows])


@router.get("/events", operation_id="listEvents", summary="Steps of the proceedings")
def list_events(caller: Reading, document_id: RowId) -> Listing[EventAnswer]:
    """Return the events of the present analysis, in text order."""
    caller.note_reading(document_id, "events")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
        text = documents.load_text(session, document_id)
        rows = analyses.load_events(session, kept.id)
    return Listing(items=[answer_event(number, event, text) for number, event in enumerate(rows)])


@router.get("/timeline", operation_id="getTimeline", summary="The events in their order of time")
def get_timeline(caller: Reading, document_id: RowId) -> Listing[TimelineAnswer]:
    """Return the timeline; ``event`` counts the document's events."""
    caller.note_reading(document_id, "timeline")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
        events = analyses.load_events(session, kept.id)
    entries = analyses.load_timeline(kept)
    return Listing(items=[answer_timeline(document_id, entry, events) for entry in entries])


@router.get("/facts", operation_id="listFacts", summary="What the law's arithmetic finds")
def list_facts(caller: Reading, document_id: RowId, language: Language) -> Listing[FactAnswer]:
    """Return computed facts with their sentences."""
    caller.note_reading(document_id, "facts")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
    return Listing(items=[answer_fact(fact, language) for fact in analyses.load_facts(kept)])


@router.get("/checklist", operation_id="getChecklist", summary="What the document is silent about")
def get_checklist(
    caller: Reading, document_id: RowId, language: Language
) -> Listing[ChecklistAnswer]:
    """Return the state of each absence code: never proof that something was not done."""
    caller.note_reading(document_id, "checklist")
    with caller.services.store.read() as session:
        kept = analyses.get_analysis(session, caller.document(session, document_id))
    items = [answer_checklist(item, language) for item in analyses.load_checklist(kept)]
    return Listing(items=items)
