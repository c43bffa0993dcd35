"""The review page with hundreds of pages, and with letters that browsers count otherwise."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.driving import sign_in, tab_to, until
from tests.browser.service import JUDGMENT, Service

pytestmark = [pytest.mark.needs_browser, pytest.mark.slow]
PAGES = 200
# Of the marks for quality: an action that takes longer is felt as slow.
FELT_AS_SLOW = 0.4
SELECT_WORD = """(wanted) => {
  const spans = [...document.querySelectorAll(".page .text span")];
  const word = spans.find((span) => span.textContent.includes(wanted));
  const range = document.createRange();
  range.selectNodeContents(word);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def open_text(page: Page, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    sign_in(page)
    page.goto("/upload")
    page.set_input_files("#files", path)
    page.wait_for_selector("#results a", timeout=60_000)
    page.click("#results a")
    page.wait_for_selector("#review[data-ready=true]", timeout=60_000)


def test_only_pages_near_the_view_are_loaded_and_steps_are_not_felt(
    page: Page, service: Service, tmp_path: Path
) -> None:
    filler = "\f".join(f"Stranica {number}. Svjedok je saslušan." for number in range(PAGES))
    open_text(page, tmp_path / "long.txt", JUDGMENT.read_text(encoding="utf-8") + "\f" + filler)
    page.wait_for_selector(".page .text span")
    assert page.locator(".page").count() > PAGES
    assert page.locator(".page img").count() < 12
    times = []
    for _ in range(5):
        start = time.monotonic()
        before = page.url
        page.keyboard.press("j")
        until(lambda before=before: page.url != before)
        times.append(time.monotonic() - start)
    assert sorted(times)[2] < FELT_AS_SLOW
    page.evaluate("document.querySelector('#pages').scrollTo(0, 1e7)")
    until(lambda: page.locator(".page:last-child img").count() == 1)
    until(lambda: page.locator(".page img").count() < 12)


@pytest.mark.parametrize("word", ["žalba", "z\u030calba", "𝐀𝐁𝐂"])
def test_marks_cover_the_selected_letters_whatever_stands_before(
    page: Page, service: Service, tmp_path: Path, word: str
) -> None:
    open_text(page, tmp_path / "odd.txt", f"😀😀 Пример ǌegov {word} slijedi.\nKraj teksta.\n")
    page.wait_for_selector(".page .text span")
    page.evaluate(SELECT_WORD, word)
    page.keyboard.press("m")
    page.wait_for_selector("#mark-code:focus")
    tab_to(page, ".mark-form [type=submit]")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#queue li").count() == 1)
    assert page.locator("#card blockquote").text_content() == word
