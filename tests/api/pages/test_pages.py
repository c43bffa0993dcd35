"""The pages as the server sends them: they parse, they are confined, they are for members."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.app import create_app
from api.engines import Engines
from api.files import FileStore
from api.pages.static_files import static_files
from api.pages.viewer import safe_address
from api.security.passwords import hash_password
from api.settings import read_settings
from api.store.engine import Store
from api.store.people import add_user
from api.wording import LANGUAGES, phrase
from tests.api.conftest import NOON

PASSWORD = "a sentence for tests"
PAGES = ["/", "/upload", "/cases", "/findings", "/help", "/account"]


def never_drawn(path: Path, media_type: str, page: int, *, dpi: int) -> bytes:
    raise AssertionError("no page is drawn here")


@pytest.fixture
def client(
    tmp_path: Path, sqlite_store: Store, files: FileStore, engines: Engines
) -> Iterator[TestClient]:
    with sqlite_store.write() as session:
        add_user(
            session,
            "ana",
            display_name="Ana <b>Primjer</b>",
            password_hash=hash_password(PASSWORD),
            at=NOON,
        )
    app = create_app(
        settings=read_settings({"CASELIGHT_DATA_DIR": str(tmp_path)}),
        store=sqlite_store,
        files=files,
        engines=engines,
        render=never_drawn,
    )
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def signed_in(client: TestClient) -> TestClient:
    answer = client.post("/login", data={"login": "ana", "password": PASSWORD, "next": "/help"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/help")
    return client


def csrf(client: TestClient) -> str:
    found = html.fromstring(client.get("/").content).xpath("//meta[@name='csrf']/@content")
    return str(found[0])


@pytest.mark.parametrize("address", [*PAGES, "/cases/" + "0" * 32, "/documents/x/review"])
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/login?next={address}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_parses_in_every_language(
    signed_in: TestClient, address: str, language: str
) -> None:
    changed = signed_in.post("/language", data={"language": language, "csrf": csrf(signed_in)})
    assert changed.status_code == 303
    page = html.fromstring(signed_in.get(address).content)
    assert page.get("lang") == language
    assert phrase("nav.findings", language) in page.text_content()
    assert len(page.xpath("//h1")) == 1
    labelled = {label.get("for") for label in page.xpath("//label")}
    for field in page.xpath("//select[@id] | //input[@id] | //textarea[@id]"):
        assert field.get("id") in labelled or field.xpath("ancestor::label")
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("address", [*PAGES, "/login"])
def test_nothing_in_a_page_needs_an_exception_from_the_content_policy(
    signed_in: TestClient, address: str
) -> None:
    answer = signed_in.get(address, follow_redirects=True)
    assert "unsafe" not in answer.headers["content-security-policy"]
    page = html.fromstring(answer.content)
    assert page.xpath("//@style | //style | //@*[starts-with(name(), 'on')]") == []
    inline = page.xpath("//script[not(@src)]/@type")
    assert inline == ["application/json"]
    addresses = page.xpath("//script/@src | //link/@href | //img/@src")
    assert addresses
    assert all(one.startswith("/static/") for one in addresses)


def test_static_files_that_pages_name_are_served_and_kept_by_browsers(
    signed_in: TestClient,
) -> None:
    for address in html.fromstring(signed_in.get("/").content).xpath(
        "//script/@src | //link/@href"
    ):
        answer = signed_in.get(address)
        assert answer.status_code == 200
        again = signed_in.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["nothing.js", "../views.py", "..%2fviews.py", "%2e%2e/views.py"])
def test_nothing_else_is_served_as_static(client: TestClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_every_module_a_script_imports_is_served() -> None:
    known = static_files()
    for path, file in known.items():
        for line in file.content.decode().splitlines():
            if line.startswith("import ") and " from " in line:
                name = line.rpartition(' from "')[2].rstrip('";')
                assert str((Path("/", path).parent / name).resolve())[1:] in known, (path, name)


def test_names_are_text_and_never_markup(signed_in: TestClient) -> None:
    assert b"Ana &lt;b&gt;Primjer" in signed_in.get("/").content


def test_a_wrong_password_is_refused_in_the_readers_language(client: TestClient) -> None:
    answer = client.post(
        "/login", data={"login": "ana", "password": "wrong"}, headers={"Accept-Language": "mk"}
    )
    assert answer.status_code == 401
    assert phrase("error.wrong_credentials", "mk") in answer.text


def test_a_form_from_elsewhere_cannot_sign_in(client: TestClient) -> None:
    data = {"login": "ana", "password": PASSWORD}
    answer = client.post("/login", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/logout", "/language"])
def test_forms_without_the_sessions_token_are_refused(signed_in: TestClient, address: str) -> None:
    answer = signed_in.post(address, data={"csrf": "guess", "language": "mk"})
    assert answer.status_code == 403


def test_signing_out_ends_the_session(signed_in: TestClient) -> None:
    cookie = dict(signed_in.cookies)
    assert signed_in.post("/logout", data={"csrf": csrf(signed_in)}).status_code == 303
    signed_in.cookies.update(cookie)
    assert signed_in.get("/").status_code == 303


@pytest.mark.parametrize("address", ["/cases/" + "0" * 32, f"/documents/{'0' * 32}/review"])
def test_what_does_not_exist_is_a_page_that_says_so(signed_in: TestClient, address: str) -> None:
    answer = signed_in.get(address)
    assert answer.status_code == 404
    assert phrase("error.not_found", "en") in answer.text


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("/documents/1/review?a=b", "/documents/1/review?a=b"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(given: str, safe: str) -> None:
    assert safe_address(given) == safe


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "sq"}


@pytest.mark.parametrize(
    ("method", "address", "status", "key"),
    [
        ("GET", "/nothing", 404, "error.not_found"),
        ("GET", "/static/nothing.js", 404, "error.not_found"),
        ("DELETE", "/login", 405, "error.not_found"),
        ("POST", "/login", 422, "error.invalid"),
    ],
)
def test_a_browser_gets_a_page_in_its_language_whatever_goes_wrong(
    client: TestClient, method: str, address: str, status: int, key: str
) -> None:
    answer = client.request(method, address, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert phrase(key, "sq") in html.fromstring(answer.content).text_content()
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    ("address", "accept"),
    [("/nothing", "*/*"), ("/nothing", "application/json"), ("/api/v1/nothing", "text/html")],
)
def test_programs_and_the_api_get_a_problem(client: TestClient, address: str, accept: str) -> None:
    answer = client.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "/problems/not_found"


def test_a_page_that_breaks_says_so_and_tells_no_more(
    signed_in: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Ana Sample")

    monkeypatch.setattr("api.pages.views.render", broken)
    signed_in.__dict__["_transport"].raise_server_exceptions = False
    answer = signed_in.get("/help", headers=BROWSER)
    assert answer.status_code == 500
    assert phrase("error.internal_error", "sq") in answer.text
    assert "Sample" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src" in answer.headers["content-security-policy"]


def test_who_is_signed_in_stays_so_on_a_page_that_does_not_exist(signed_in: TestClient) -> None:
    page = html.fromstring(signed_in.get("/nothing", headers=BROWSER).content)
    assert page.get("lang") == "en"
    assert page.xpath("//nav//a[@href='/findings']")
