"""Whatever the order and place of the pieces, no letter is lost and offsets are exact."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.pages.lines import Piece, assemble
from nlp.pages.pdf import agreement
from nlp.pages.signs import repair

PIECES = st.lists(
    st.builds(
        lambda text, x, y, width, height, spaced, turns: Piece(
            text, x, y, x + width, y + height, spaced, turns
        ),
        st.text("abж😀č-", min_size=1, max_size=6),
        st.floats(0, 500),
        st.floats(0, 800),
        st.floats(1, 90),
        st.floats(1, 90),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=60,
)


@given(PIECES)
def test_no_piece_is_lost_and_words_are_exact_slices(pieces: list[Piece]) -> None:
    text, words = assemble(pieces)
    assert sorted(text[word.start : word.end] for word in words) == sorted(p.text for p in pieces)
    assert text == "" or text.endswith("\n")
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert sum(len(p.text) for p in pieces) == sum(1 for c in text if not c.isspace())


def test_a_word_hyphenated_at_a_line_end_keeps_its_hyphen_and_its_two_boxes() -> None:
    first = Piece("tr-", 480, 100, 500, 110)
    second = Piece("govina", 60, 114, 100, 124, spaced=False)
    assert assemble([first, second])[0] == "tr-\ngovina\n"


@given(PIECES, st.integers(1, 3))
def test_a_piece_turned_there_and_back_is_where_it_was(pieces: list[Piece], turns: int) -> None:
    assert [piece.turned(turns).turned(4 - turns) for piece in pieces] == pieces


def test_sideways_writing_comes_after_the_upright_lines() -> None:
    stamp = Piece("ovjereno", 10, 100, 20, 300, turns=1)
    body = [Piece("Presuda", 60, 50, 120, 60), Piece("glasi", 60, 70, 100, 80)]
    assert assemble([stamp, *body])[0] == "Presuda\nglasi\novjereno\n"


def test_engine_signs_become_letters() -> None:
    assert repair("о\uf6c5лигација") == "облигација"
    assert repair("418\x02") == "418-"
    assert repair("ﬁrma") == "firma"
    assert repair("418-а") == "418-а"


def test_agreement_counts_letters_in_any_order() -> None:
    assert agreement("ab c", "c-ba") == 1.0
    assert agreement("", " ") == 1.0
    assert agreement("abcd", "ab") == 0.5
