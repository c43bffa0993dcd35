from typing import Any

import pytest

from api.clock import now
from api.routes.images import render_confined
from api.store.cases import add_case
from tests.api.routes.conftest import Service
from tests.api.text_engines import CODE, OTHER_CODE

TEXT = "K {number}/2020 of 2020-05-0{number}. In court the delay was long and no interpreter came."


def ids(answer: Any) -> list[str]:
    return [one["id"] for one in answer["items"]]


def test_pages_of_a_list_hold_every_document_once_newest_first(service: Service) -> None:
    made = [service.analysed(TEXT.format(number=number), f"{number}.txt") for number in range(1, 6)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = service.get("/documents", params=params)
        seen += ids(page)
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


def test_documents_are_filtered_by_state_case_and_name(service: Service) -> None:
    first = service.analysed(TEXT.format(number=1), "prva 100%.txt")
    second = service.analysed(TEXT.format(number=2), "druga.txt")
    waiting = service.upload("Text", "treca.txt").json()["items"][0]["document_id"]
    case = service.get(f"/documents/{second}")["case_id"]
    assert ids(service.get("/documents?state=queued")) == [waiting]
    assert ids(service.get(f"/documents?case={case}")) == [second]
    assert ids(service.get("/documents", params={"q": "100%"})) == [first]
    assert ids(service.get("/documents", who="stranger")) == []


@pytest.mark.parametrize(
    "wanted", ["K 7/2020", "7/20", "k 7", "Uzorak", "uzorak", "Узорак", "prvi.txt", "ПРВИ"]
)
def test_documents_are_found_by_what_they_are_about_in_either_script(
    service: Service, wanted: str
) -> None:
    first = service.analysed("K 7/2020. Defendant: Uzorak. In court.", "prvi.txt")
    service.analysed("K 8/2020. Defendant: Nijedan. In court.", "drugi.txt")
    assert ids(service.get("/documents", params={"q": wanted})) == [first]
    assert ids(service.get("/documents", params={"q": wanted}, who="stranger")) == []


def test_documents_are_found_by_their_court_and_by_no_key_of_what_is_kept(
    service: Service,
) -> None:
    document = service.analysed(TEXT.format(number=1))
    assert ids(service.get("/documents", params={"q": "sample town"})) == [document]
    assert ids(service.get("/documents", params={"q": "defendants"})) == []


def test_the_same_upload_is_one_document(service: Service) -> None:
    first = service.upload("Text").json()["items"][0]
    again = service.upload("Text", "other name.txt").json()["items"][0]
    assert again["document_id"] == first["document_id"]
    assert (again["created"], again["duplicate"]) == (False, True)


def test_an_idempotency_key_gives_the_same_answer_and_no_other_request_may_use_it(
    service: Service,
) -> None:
    headers = {"Idempotency-Key": "upload-1"}
    first = service.upload("Text", headers=headers)
    again = service.upload("Text", headers=headers)
    assert again.json() == first.json()
    assert again.json()["items"][0]["created"] is True
    other = service.upload("Other text", headers=headers)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/key_reused")
    assert len(service.get("/documents")["items"]) == 1


def test_progress_is_streamed_until_the_work_is_done(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    answer = service.ask("reviewer", "GET", f"/documents/{document}/progress/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.startswith("event: progress\ndata: {")
    assert '"state":"done"' in answer.text


def test_a_failed_file_says_why_in_the_readers_language(service: Service) -> None:
    document = service.analysed("%broken")
    english = service.get(f"/documents/{document}")
    assert (english["state"], english["reason_code"]) == ("failed", "damaged")
    assert english["sentence"].startswith("The file is damaged.")
    macedonian = service.get(f"/documents/{document}/progress?lang=mk")["sentence"]
    assert macedonian != english["sentence"]
    header = {"Accept-Language": "mk-MK,en;q=0.5"}
    assert service.get(f"/documents/{document}/progress", headers=header)["sentence"] == macedonian


def test_words_and_quotes_are_slices_of_the_text(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    root = f"/documents/{document}"
    text = service.get(f"{root}/text")["text"]
    page = service.get(f"{root}/pages/1")
    assert page["text"] == text[page["start"] : page["end"]]
    assert "".join(text[w["start"] : w["end"]] for w in page["words"]) == "".join(text.split())
    for one in service.get(f"{root}/suggestions")["items"]:
        assert one["quote"] == text[one["start"] : one["end"]]
        assert one["boxes"]
        assert one["pages"] == [1]
    assert service.ask("reviewer", "GET", f"{root}/pages/99").status_code == 404


def test_a_page_is_drawn_once_and_the_original_never_sent(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    path = f"/documents/{document}/pages/1/image"
    first = service.ask("reviewer", "GET", path)
    assert first.headers["content-type"] == "image/png"
    kept = list(service.settings.images_dir.rglob("*.png"))
    assert len(kept) == 1
    kept[0].write_bytes(b"kept")
    assert service.ask("reviewer", "GET", path).content == b"kept"
    assert service.ask("reviewer", "GET", path.replace("/1/", "/7/")).status_code == 404


def test_suggestions_are_filtered(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    root = f"/documents/{document}/suggestions"
    first, second = service.get(root)["items"]
    assert ids(service.get(f"{root}?code={OTHER_CODE}")) == [
        one["id"] for one in (first, second) if one["code"] == OTHER_CODE
    ]
    service.post(f"/suggestions/{first['id']}/decisions", {"verdict": "confirm"})
    assert ids(service.get(f"{root}?state=open")) == [second["id"]]
    assert ids(service.get(f"{root}?kind=element")) == []
    assert ids(service.get(f"{root}?min_score=1")) == []
    counts = service.get(f"/documents/{document}")["suggestions"]
    assert counts == {"total": 2, "decided": 1}


def test_findings_are_filtered_and_paged(service: Service) -> None:
    for number in (1, 2):
        document = service.analysed(TEXT.format(number=number))
        for one in service.get(f"/documents/{document}/suggestions")["items"]:
            service.post(f"/suggestions/{one['id']}/decisions", {"verdict": "confirm"})

    def count(query: str) -> int:
        return len(service.get(f"/findings?{query}")["items"])

    assert count("") == 4
    assert count(f"code={CODE}") == 2
    assert count(f"document={document}&country=ME&year=2020") == 2
    assert count("country=MK") == 0
    assert count("state=corrected") == 0
    assert count("text=THE%20delay") == 2
    # Words of the other script find the same quotes.
    assert count("text=делаy") == count("text=delay")
    page = service.get("/findings?limit=3")
    rest = service.get("/findings", params={"cursor": page["next_cursor"]})
    assert len({one["suggestion_id"] for one in page["items"] + rest["items"]}) == 4
    assert rest["next_cursor"] is None


def test_a_document_moves_to_another_case_with_its_findings(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    one = service.get(f"/documents/{document}/suggestions")["items"][0]
    service.post(f"/suggestions/{one['id']}/decisions", {"verdict": "confirm"})
    moved = service.post(f"/documents/{document}/case", {"title": "A new case"})
    case = service.get(f"/cases/{moved['case_id']}")
    assert (case["title"], case["document_count"], case["finding_count"]) == ("A new case", 1, 1)
    assert ids({"items": case["documents"]}) == [document]
    assert [found["suggestion_id"] for found in case["findings"]] == [one["id"]]
    assert len(service.get("/cases?q=NEW")["items"]) == 1


def test_a_foreign_case_or_project_does_not_exist(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    with service.store.write() as session:
        foreign = add_case(session, service.other_project, "Theirs", country=None, at=now()).id
    moved = service.ask(
        "reviewer", "POST", f"/documents/{document}/case", json={"case_id": foreign}
    )
    assert moved.status_code == 404
    assert (
        service.ask("reviewer", "GET", f"/findings?project={service.other_project}").status_code
        == 404
    )
    sent = service.ask(
        "reviewer",
        "POST",
        "/documents",
        data={"project": service.other_project},
        files=[("files", ("a.txt", b"Text."))],
    )
    assert sent.status_code == 404


def test_the_taxonomy_has_labels_in_every_ui_language(service: Service) -> None:
    taxonomy = service.get("/taxonomy")
    languages = {"en", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq"}
    for kind in ("groups", "codes", "factors", "elements", "events"):
        assert taxonomy[kind]
        assert all(languages <= set(one["labels"]) for one in taxonomy[kind])
    latin = {one["id"]: one["labels"]["sr-Cyrl"] for one in taxonomy["groups"]}
    assert latin["investigation"] == "Истрага"


def test_the_confined_renderer_draws_a_text_file(service: Service) -> None:
    content = render_confined(service.settings, b"In court.", "text/plain", 1, dpi=50)
    assert content.startswith(b"\x89PNG")


def test_no_cache_keeps_the_picture_of_a_page(service: Service) -> None:
    document = service.analysed(TEXT.format(number=1))
    for _ in ("drawn", "kept"):
        answer = service.ask("reviewer", "GET", f"/documents/{document}/pages/1/image")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "no-store"
