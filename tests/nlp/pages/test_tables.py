"""Ruled tables are read row by row with tabs between cells; frames and underlines are no tables."""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, Table

from nlp.document import Reading, ReadPage
from nlp.pages import read
from nlp.pages.lines import Piece, write
from nlp.pages.rules import MAX_RULES, Rule
from nlp.pages.tables import find_tables, may_hold_table, with_tables
from tests.nlp.pages.pdfs import rotated, use_font

GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
WORDS = "okrivljeni je kriv što je u periodu od marta do juna vrbovao oštećene"


def read_all(untrusted_bytes: bytes) -> Reading:
    return read(untrusted_bytes, "predmet.pdf", ocr=None, on_page=lambda page, pages: None)


def check_exact(page: ReadPage) -> None:
    """Every word is a slice of the text without white space, in order, its box on the page."""
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()
    assert all(a.end <= b.start for a, b in pairwise(page.words))
    for word in page.words:
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.y0 < word.box.y1 <= page.height


def lines_of(untrusted_bytes: bytes) -> list[str]:
    reading = read_all(untrusted_bytes)
    for page in reading.pages:
        check_exact(page)
    assert not any(notice.attention for notice in reading.notices), reading.notices
    return "".join(page.text for page in reading.pages).splitlines()


def prose(text: str) -> Paragraph:
    use_font()
    return Paragraph(text, ParagraphStyle("cell", fontName="DejaVu", fontSize=10, leading=13))


def story(*parts: Flowable, frame: bool = False) -> bytes:
    stream = io.BytesIO()

    def draw_frame(canvas: Canvas, _: object) -> None:
        if frame:
            canvas.rect(40, 40, 515, 762)

    document = SimpleDocTemplate(stream, pagesize=(595, 842))
    document.build(list(parts), onFirstPage=draw_frame, onLaterPages=draw_frame)
    return stream.getvalue()


def table(rows: Sequence[Sequence[str]], *styles: tuple[object, ...], width: int = 120) -> Table:
    cells = [[prose(text) if text else "" for text in row] for row in rows]
    return Table(cells, colWidths=[width] * len(rows[0]), style=[GRID, TOP, *styles])


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    use_font()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("DejaVu", 10)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


ROWS = [
    ["Redni broj", "Ime i prezime oštećene", "Iznos naknade"],
    ["1.", "Prva Izmišljena iz sela Nepostojeće u opštini Zamišljena", "1.000 evra"],
    ["2.", "Druga", "dvije hiljade evra u roku od petnaest dana od pravosnažnosti presude"],
]


def test_cells_of_many_lines_are_read_cell_by_cell_between_the_text_around_them() -> None:
    pdf = story(prose("Pred tabelom."), table(ROWS), Spacer(1, 20), prose("Za tabelom."))
    assert lines_of(pdf) == ["Pred tabelom.", *("\t".join(row) for row in ROWS), "Za tabelom."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_has_the_same_rows(turn: int) -> None:
    assert lines_of(rotated(story(table(ROWS)), turn)) == ["\t".join(row) for row in ROWS]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_turned_on_an_upright_page_has_the_same_rows(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turn)
        drawn_table = table(ROWS, width=100)
        drawn_table.wrapOn(canvas, 400, 400)
        drawn_table.drawOn(canvas, -150, -100)

    assert lines_of(drawn(draw)) == ["\t".join(row) for row in ROWS]


def test_merged_cells_are_read_once_where_they_begin() -> None:
    rows = [
        ["Oštećene i naknade koje im je sud dosudio", "", ""],
        ["Prva Izmišljena i njena maloljetna djeca", "imovinska šteta po osnovu zarade", "100"],
        ["", "neimovinska", "200 eura i troškovi postupka"],
    ]
    merged = table(rows, ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 1), (0, 2)))
    assert lines_of(story(merged)) == [
        *("Oštećene i naknade koje im je sud dosudio",),
        "Prva Izmišljena i njena maloljetna djeca\timovinska šteta po osnovu zarade\t100",
        "neimovinska\t200 eura i troškovi postupka",
    ]


def test_an_empty_cell_keeps_its_tab() -> None:
    pdf = story(table([["a a", "", "c c"], ["d d", "e e", ""], ["", "h h", "i i"]]))
    assert lines_of(pdf) == ["a a\t\tc c", "d d\te e", "\th h\ti i"]


def test_a_table_over_two_pages_goes_on_in_order() -> None:
    rows = [[f"{n}.", f"vještak i svjedokinja {n} u kući {n}", f"{n} dana"] for n in range(60)]
    long = LongTable(
        [[prose(text) for text in row] for row in rows], colWidths=[60, 90, 120], style=[GRID, TOP]
    )
    pdf = story(long)
    assert len(read_all(pdf).pages) > 1
    assert lines_of(pdf) == ["\t".join(row) for row in rows]


def test_a_frame_around_the_page_is_no_table_and_hides_none() -> None:
    plain = [prose("Presuda"), prose(WORDS), prose("Za tačnost."), Spacer(1, 30)]
    assert lines_of(story(*plain, frame=True)) == lines_of(story(*plain))
    framed = lines_of(story(*plain, table(ROWS), frame=True))
    assert framed[-3:] == ["\t".join(row) for row in ROWS]
    assert framed[0] == "Presuda"


def test_underlined_text_in_columns_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(6):
            for column, left in enumerate((60, 240, 420)):
                canvas.drawString(left, 700 - 30 * row, f"polje {row}{column}")
                canvas.line(left, 697 - 30 * row, left + 100, 697 - 30 * row)

    assert lines_of(drawn(draw))[0] == "polje 00 polje 01 polje 02"


def test_fields_of_colour_behind_words_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(4):
            for column, left in enumerate((60, 180, 300)):
                canvas.setFillGray(0.95)
                canvas.rect(left, 696 - 18 * row, 120, 18, stroke=0, fill=1)
                canvas.setFillGray(0)
                canvas.drawString(left + 4, 700 - 18 * row, f"r{row}c{column}")

    assert lines_of(drawn(draw)) == [f"r{row}c0 r{row}c1 r{row}c2" for row in range(4)]


@pytest.mark.parametrize("how", ["boxes", "thin areas", "form"])
def test_a_table_may_be_drawn_in_any_way(how: str) -> None:
    def cells(canvas: Canvas) -> None:
        for column, left in enumerate((60, 180, 300)):
            for row in range(3):
                top = 700 - 40 * row
                canvas.setFont("DejaVu", 10)
                canvas.drawString(left + 4, top - 14, f"gore {row}{column}")
                canvas.drawString(left + 4, top - 28, f"dolje {row}{column}")
                if how == "thin areas":
                    for x, y, width, height in (
                        (left, top - 40, 120, 0.5), (left, top, 120, 0.5),
                        (left, top - 40, 0.5, 40), (left + 120, top - 40, 0.5, 40),
                    ):  # fmt: skip
                        canvas.rect(x, y, width, height, stroke=0, fill=1)
                else:
                    canvas.rect(left, top - 40, 120, 40)

    def draw(canvas: Canvas) -> None:
        if how != "form":
            cells(canvas)
            return
        canvas.beginForm("inside")
        canvas.translate(40, 20)
        cells(canvas)
        canvas.endForm()
        canvas.translate(-40, -120)
        canvas.doForm("inside")

    rows = [[f"gore {row}{column} dolje {row}{column}" for column in range(3)] for row in range(3)]
    assert lines_of(drawn(draw)) == ["\t".join(row) for row in rows]


def test_a_word_broken_at_a_line_end_in_a_cell_still_ends_its_line_with_a_hyphen() -> None:
    first = [Piece("trgo-", 62, 102, 100, 112), Piece("vina", 62, 116, 90, 126, spaced=False)]
    second = [Piece("član", 182, 102, 210, 112), Piece("444", 182, 116, 200, 126)]
    rules = grid((60, 180, 300), (100, 130))
    text, _ = write(with_tables([*first, *second], find_tables(rules)))
    assert text == "trgo-\nvina\tčlan 444\n"


def test_prose_in_two_ruled_columns_keeps_its_lines() -> None:
    long = " ".join([WORDS] * 4)
    lines = lines_of(story(table([[long, "desni " + long]], width=200)))
    assert not any("\t" in line for line in lines)
    assert " ".join(lines) == f"{long} desni {long}"


def test_a_table_within_a_cell_is_read_within_it() -> None:
    inner = table([["a a", "b b"], ["c c", "d d"]], width=60)
    # Lines within 3 points of each other are one: the inner table stands farther in.
    apart = ("TOPPADDING", (0, 0), (-1, -1), 8)
    outer = Table(
        [[prose("lijevo"), inner], [prose("dolje"), prose("kraj")]],
        style=[GRID, TOP, apart],
        colWidths=[150, 200],
    )
    assert lines_of(story(outer)) == ["lijevo", "a a\tb b", "c c\td d", "dolje\tkraj"]


def test_a_page_with_more_lines_than_are_looked_at_keeps_its_order_and_says_so() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(MAX_RULES + 1):
            canvas.line(50, 50 + number / 100, 500, 50 + number / 100)
        for row in range(3):
            for left in (60, 240, 420):
                canvas.drawString(left, 700 - 30 * row, f"r{row}")

    reading = read_all(drawn(draw))
    assert reading.pages[0].text.split() == ["r0"] * 3 + ["r1"] * 3 + ["r2"] * 3
    told = [(notice.code, notice.page, notice.attention) for notice in reading.notices]
    assert told == [("table_order_uncertain", 1, True)]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return level + [Rule(x, ys[0], x, ys[-1]) for x in xs]


PIECES = st.lists(
    st.builds(
        lambda text, x, y, spaced, turns: Piece(text, x, y, x + 30, y + 10, spaced, turns),
        st.text("abж😀č-", min_size=1, max_size=6),
        st.floats(0, 500),
        st.floats(0, 500),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=40,
)
PLACES = st.lists(st.floats(0, 500), min_size=2, max_size=6, unique=True).map(sorted)


@given(PIECES, PLACES, PLACES, PLACES, PLACES)
def test_whatever_the_tables_no_word_is_lost_and_words_are_exact_slices(
    pieces: list[Piece], xs: list[float], ys: list[float], xs2: list[float], ys2: list[float]
) -> None:
    tables = find_tables(grid(xs, ys) + grid(xs2, ys2))
    text, words = write(with_tables(pieces, tables))
    assert sorted(text[word.start : word.end] for word in words) == sorted(p.text for p in pieces)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert sum(len(piece.text) for piece in pieces) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("places", "answer"),
    [
        ([(60, 100), (120, 100), (60, 114), (120, 114)], False),
        ([(60, 100), (300, 100), (60, 114), (300, 114)], True),
        ([(60, 100), (60, 114), (300, 100), (300, 114)], True),
        ([(60, 100), (60, 114), (60, 128), (60, 40)], False),
        ([(60, 100), (300, 100), (60, 114), (60, 128)], False),
        ([], False),
    ],
    ids=["lines of prose", "two rows", "two columns", "header last", "one gap", "no words"],
)
def test_lines_are_looked_for_only_where_words_stand_in_columns(
    places: list[tuple[float, float]], answer: bool
) -> None:
    pieces = [Piece("riječ", x, y, x + 55, y + 10) for x, y in places]
    assert may_hold_table(pieces) is answer


def test_a_table_drawn_over_a_form_that_draws_itself_is_read() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(story(table(ROWS)))) as file:
        page = file.pages[0]
        form = file.make_stream(b"/X Do 0 0 m 9 9 l S", Type=pikepdf.Name.XObject)
        form.Subtype, form.BBox = pikepdf.Name.Form, [0, 0, 9, 9]
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        page.obj.Resources.XObject = pikepdf.Dictionary(X=form)
        page.contents_add(b"/X Do")
        file.save(stream)
    assert lines_of(stream.getvalue()) == ["\t".join(row) for row in ROWS]
