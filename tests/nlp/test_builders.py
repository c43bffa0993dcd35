from nlp.document import ReadPage
from tests.builders import reading_from_text


def test_words_cover_every_letter_of_a_page() -> None:
    page: ReadPage = reading_from_text("Prvi red\n\n  drugi red\n").pages[0]
    assert [page.text[w.start : w.end] for w in page.words] == ["Prvi", "red", "drugi", "red"]
    assert page.words[2].box.x0 > page.words[0].box.x0


def test_long_text_and_form_feeds_make_pages() -> None:
    assert len(reading_from_text("a\n" * 61).pages) == 2
    assert [p.text for p in reading_from_text("a\fb").pages] == ["a\n", "b\n"]
