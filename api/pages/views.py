"""Pages of the work itself: documents, upload, cases, review, findings, help."""

from typing import get_args

from fastapi import APIRouter, Request, Response

from api.pages.rendering import PageRoute, render
from api.pages.viewer import Viewing
from api.routes.parameters import RowId
from api.settings import MEGABYTE
from api.store import cases
from api.wording import written_day
from nlp.marks import SuggestionKind

KINDS: tuple[str, ...] = get_args(SuggestionKind)
STATES = ("queued", "reading", "analysing", "done", "needs_attention", "failed")
TEXT_LANGUAGES = ("cnr", "mk", "sq", "sr-Cyrl", "sr-Latn", "en", "hr", "bs")
# Keys of the review page, in the order of its help; the words say what each does.
SHORTCUTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("1",), "keys.confirm"),
    (("2",), "keys.reject"),
    (("3",), "keys.correct"),
    (("4",), "keys.unsure"),
    (("U",), "keys.undo"),
    (("J", "→"), "keys.next"),
    (("K", "←"), "keys.previous"),
    (("N",), "keys.next_open"),
    (("E",), "keys.evidence"),
    (("M",), "keys.mark"),
    (("?",), "keys.help"),
)

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/")
def get_documents(request: Request, viewer: Viewing) -> Response:
    """Show the list of documents."""
    return render(request, viewer, "documents.html", states=STATES)


@router.get("/upload")
def get_upload(request: Request, viewer: Viewing) -> Response:
    """Show the page that takes files."""
    size = viewer.services.settings.max_upload // MEGABYTE
    return render(request, viewer, "upload.html", max_megabytes=size)


@router.get("/cases")
def get_cases(request: Request, viewer: Viewing) -> Response:
    """Show the list of cases."""
    return render(request, viewer, "cases.html")


@router.get("/cases/{case_id}")
def get_case(request: Request, viewer: Viewing, case_id: RowId) -> Response:
    """Show one case with its documents, timeline and findings.

    Raises:
        NotFoundError: when it does not exist for this person.
    """
    with viewer.services.store.read() as session:
        row = cases.get_case(session, case_id)
        viewer.caller("cases.read").require(row.project_id)
    return render(request, viewer, "case.html", case_id=case_id)


@router.get("/documents/{document_id}/review")
def get_review(request: Request, viewer: Viewing, document_id: RowId) -> Response:
    """Show the page where a document's suggestions are decided.

    Raises:
        NotFoundError: when the document does not exist for this person.
    """
    with viewer.services.store.read() as session:
        row = viewer.caller("documents.read").document(session, document_id)
    date = written_day(row.decision_date, viewer.language) if row.decision_date else None
    parts = (row.court, date)
    return render(
        request,
        viewer,
        "review.html",
        document_id=row.id,
        name=row.name,
        subtitle=" · ".join(part for part in parts if part),
        kinds=KINDS,
        shortcuts=SHORTCUTS,
    )


@router.get("/findings")
def get_findings(request: Request, viewer: Viewing) -> Response:
    """Show what was confirmed, with filters and exports."""
    countries = sorted(country.code for country in viewer.services.engines.knowledge.countries)
    return render(
        request,
        viewer,
        "findings.html",
        kinds=KINDS,
        countries=countries,
        text_languages=TEXT_LANGUAGES,
    )


@router.get("/help")
def get_help(request: Request, viewer: Viewing) -> Response:
    """Show how to work with the product."""
    return render(request, viewer, "help.html", shortcuts=SHORTCUTS)
