"""Spans, boxes and pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Span
from nlp.layout import build_document
from nlp.marks import Maker, in_order, suggestion_id
from tests.builders import reading_from_text

TEXT = "Prva strana ima reči.\fДруга страна 😀 има речи.\fTreća."
DOCUMENT = build_document(reading_from_text(TEXT), id="0" * 64, name="a.txt")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4)])
def test_an_empty_or_backward_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start=start, end=end)


@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20), st.integers(1, 20))
def test_overlap_is_mutual_and_follows_from_containment(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(start=a, end=a + b), Span(start=c, end=c + d)
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other):
        assert one.overlaps(other)


@given(st.data())
def test_each_touched_word_has_a_box_on_its_page(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(DOCUMENT.text) - 1))
    end = data.draw(st.integers(start + 1, len(DOCUMENT.text)))
    span = Span(start=start, end=end)
    words = len(DOCUMENT.quote(span).split())
    boxes = DOCUMENT.boxes(span)
    assert len(boxes) == words
    first, last = DOCUMENT.page_range(span)
    assert all(first <= page <= last for page, _ in boxes)
    assert all(box.x0 < box.x1 and box.y0 < box.y1 for _, box in boxes)


def test_a_part_of_a_word_has_a_part_of_its_box() -> None:
    whole = DOCUMENT.boxes(Span(start=0, end=4))[0][1]
    half = DOCUMENT.boxes(Span(start=2, end=4))[0][1]
    assert half.x1 == whole.x1
    assert half.x0 == pytest.approx((whole.x0 + whole.x1) / 2)


def test_a_span_across_a_page_break_has_no_boxes_in_the_furniture_it_crosses() -> None:
    second = DOCUMENT.pages[1].words[0]
    footer = Span(start=second.start, end=second.end)
    document = replace(DOCUMENT, furniture=(footer,))
    across = Span(start=0, end=len(DOCUMENT.text))
    assert len(document.boxes(across)) == len(DOCUMENT.boxes(across)) - 1
    assert document.boxes(footer) == DOCUMENT.boxes(footer)


def test_an_offset_outside_the_text_has_no_page() -> None:
    with pytest.raises(IndexError):
        DOCUMENT.page_at(len(DOCUMENT.text))


def test_the_same_maker_repeats_itself_and_another_does_not() -> None:
    span = Span(start=0, end=4)
    first, second = Maker(name="cues", version="1"), Maker(name="cues", version="2")
    ids = [suggestion_id("d", "c", span, "neutral", "cue", maker) for maker in (first, second)]
    assert ids[0] == suggestion_id("d", "c", span, "neutral", "cue", first)
    assert ids[0] != ids[1]


def test_order_means_sorted_and_disjoint() -> None:
    spans = [Span(start=0, end=2), Span(start=2, end=4)]
    assert in_order(spans)
    assert not in_order([*spans, Span(start=3, end=5)])
