"""A page in a browser in; what a person does there, by keyboard, and what they then see, out."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.service import PASSWORD

OUT = Path(__file__).with_name("out")


def sign_in(page: Page, login: str = "ana") -> None:
    """Sign in."""
    page.goto("/login")
    tab_to(page, "#login")
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def until(met: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait; `wait_for_function` would need a script that the content policy forbids."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def said(page: Page) -> str:
    return page.locator("#status").text_content() or ""


def state(page: Page) -> str:
    """Return the classes of the current row of the queue: its state is one of them."""
    return page.locator("#queue [aria-current=true]").get_attribute("class") or ""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as a person without a mouse does."""
    for _ in range(60):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {selector}")
