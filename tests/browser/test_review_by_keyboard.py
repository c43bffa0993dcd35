"""A reviewer's whole path through a real browser, by keyboard alone."""

import os

import pytest
from playwright.sync_api import Page

from tests.browser.driving import OUT, said, sign_in, state, tab_to, until
from tests.browser.service import JUDGMENT, Service
from tests.conftest import ROOT

pytestmark = [pytest.mark.needs_browser, pytest.mark.slow]
# Set by whoever renews the picture in the README: it is made of the synthetic case.
RENEW = os.environ.get("CASELIGHT_RENEW_SCREENSHOTS") == "1"


def upload(page: Page) -> None:
    page.goto("/upload")
    tab_to(page, "#files")
    # The file dialog belongs to the system; what follows it is ours again.
    page.set_input_files("#files", JUDGMENT)
    page.wait_for_selector("#results a")
    tab_to(page, "#results a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#review[data-ready=true]")


def test_the_whole_path_needs_no_mouse(page: Page, service: Service) -> None:
    sign_in(page)
    upload(page)
    page.wait_for_selector(".page img")
    page.wait_for_selector(".mark.current")
    total = page.locator("#queue li").count()
    assert total >= 4

    page.keyboard.press("1")
    until(lambda: page.locator("#queue .row.confirmed").count() == 1)
    assert "Saved" in said(page) or until(lambda: "Saved" in said(page)) is None

    page.keyboard.press("2")
    page.wait_for_selector("#reject[open]")
    tab_to(page, "#reject textarea")
    page.keyboard.type("1 is a letter here, J and K too")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#queue .row.rejected").count() == 1)

    page.keyboard.press("3")
    page.wait_for_selector("#mark-code:focus")
    before = page.locator("#mark-code").input_value()
    page.keyboard.press("ArrowDown")
    assert page.locator("#mark-code").input_value() != before
    tab_to(page, ".nudges button:last-child")
    page.keyboard.press("Enter")
    tab_to(page, ".mark-form [type=submit]")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#queue .row.corrected").count() == 1)

    page.keyboard.press("4")
    until(lambda: page.locator("#queue .row.unsure").count() == 1)
    OUT.mkdir(exist_ok=True)
    page.screenshot(path=OUT / "review.png")
    if RENEW:
        page.screenshot(path=ROOT / ".github" / "screenshots" / "review.png")

    page.keyboard.press("u")
    until(lambda: page.locator("#queue .row.unsure").count() == 0)
    assert "open" in state(page)

    tab_to(page, "nav a[href='/findings']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows tr")
    assert page.locator("#rows tr").count() == 2


def test_the_address_opens_the_same_suggestion_again(page: Page, service: Service) -> None:
    sign_in(page)
    upload(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen, title = page.url, page.locator("#card-title").text_content()
    page.reload()
    page.wait_for_selector("#review[data-ready=true]")
    assert page.url == chosen
    assert page.locator("#card-title").text_content() == title


def test_who_decides_second_is_told_what_the_first_decided(page: Page, service: Service) -> None:
    sign_in(page)
    upload(page)
    other = page.context.browser
    assert other is not None
    context = other.new_context(base_url=service.address)
    second = context.new_page()
    sign_in(second, "boris")
    second.goto(page.url)
    second.wait_for_selector("#review[data-ready=true]")
    second.keyboard.press("1")
    until(lambda: second.locator("#queue .row.confirmed").count() == 1)
    context.close()

    page.keyboard.press("4")
    until(lambda: "Boris Proba" in said(page))
    assert "confirmed" in state(page)
    assert "Boris Proba" in (page.locator("#card .decided").text_content() or "")


def test_selected_words_become_a_mark_of_ones_own(page: Page, service: Service) -> None:
    sign_in(page)
    upload(page)
    page.wait_for_selector(".page .text span")
    before = page.locator("#queue li").count()
    chosen = page.evaluate(
        """() => {
          const words = [...document.querySelectorAll(".page .text span")].slice(4, 8);
          const range = document.createRange();
          range.setStart(words[0].firstChild, 0);
          range.setEnd(words[3].firstChild, words[3].firstChild.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return words.map((word) => word.textContent).join(" ");
        }"""
    )
    page.keyboard.press("m")
    page.wait_for_selector("#mark-code:focus")
    assert page.locator(".draft-quote").text_content() == chosen
    tab_to(page, ".mark-form [type=submit]")
    page.keyboard.press("Enter")
    until(lambda: page.locator("#queue li").count() == before + 1)
    quote = page.locator("#card blockquote").text_content() or ""
    assert quote.split() == chosen.split()
