"""The order of the queue, and what marks cover, by the page's own modules in a browser."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.needs_browser, pytest.mark.slow]


def suggestion(name: str, **given: Any) -> dict[str, Any]:
    return {"id": name, "kind": "shortcoming", "start": 0, "score": 0.5, "code": "c",
            "abstain": False, **given}  # fmt: skip


def run(page: Page, module: str, script: str, given: Any) -> Any:
    page.goto("/login")
    return page.evaluate(
        f"async (given) => {{ const m = await import('/static/js/review/{module}'); {script} }}",
        given,
    )


def test_shortcomings_come_first_in_text_order_and_doubts_last(page: Page) -> None:
    given = [
        suggestion("doubted", abstain=True),
        suggestion("element", kind="element"),
        suggestion("late", start=9),
        suggestion("weak", start=5, score=0.4),
        suggestion("strong", start=5, score=0.9),
        suggestion("vulnerability", kind="vulnerability"),
    ]
    order = run(page, "queue.js", "return m.frozenOrder('d', given);", given)
    assert order == ["strong", "weak", "late", "vulnerability", "element", "doubted"]
    # A reload in the same sitting keeps the order, and what is new goes last.
    later = [suggestion("new"), *given[:0:-1]]
    kept = run(page, "queue.js", "return m.frozenOrder('d', given);", later)
    assert kept == [*order[:-1], "new"]


def test_a_mark_across_a_page_break_leaves_the_furniture_out(page: Page) -> None:
    words = [{"start": start, "end": start + 3} for start in (0, 4, 8)]
    given = {"words": words, "furniture": [{"start": 4, "end": 7}]}
    script = """return [{start: 0, end: 11}, {start: 4, end: 7}].map((span) =>
      m.withoutFurniture(given.words, span, given.furniture).map((word) => word.start));"""
    # A mark that lies within the furniture is meant, so nothing is left out for it.
    assert run(page, "geometry.js", script, given) == [[0, 8], [0, 4, 8]]
    script = "return m.quoteWithout(given, {start: 0, end: 10}, [{start: 4, end: 6}]);"
    assert run(page, "geometry.js", script, "one 12\nđwo") == "one\nđwo"


def test_a_step_named_often_is_one_step(page: Page) -> None:
    entries = [
        {"date": date, "type": kind, "start": start}
        for start, (date, kind) in enumerate(
            [("2020-01-01", "a"), ("2020-01-01", "b"), ("2020-01-01", "a"), ("2021-01-01", "a")]
        )
    ]
    script = "return m.together(given).map((same) => same.map((one) => one.start));"
    assert run(page, "outline.js", script, entries) == [[0, 2], [1], [3]]
