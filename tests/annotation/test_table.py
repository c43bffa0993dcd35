import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.export.table import BYTE_ORDER_MARK, safe_cell, write_csv


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_starts_as_a_formula_does(start: str) -> None:
    assert safe_cell(start + "HYPERLINK()") == f"'{start}HYPERLINK()"


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (-5, "-5"), (0.5, "0.5"), ("", ""), ("a=b", "a=b")]
)
def test_other_values_stay_as_they_are(value: str | float | None, text: str) -> None:
    assert safe_cell(value) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_what_is_written_is_read_back(values: list[str]) -> None:
    rows = [{"number": number, "text": value} for number, value in enumerate(values)]
    content = "".join(write_csv(("number", "text"), rows)).removeprefix(BYTE_ORDER_MARK)
    read = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["text"] for row in read] == [safe_cell(value) for value in values]


def test_columns_keep_their_order_and_leave_the_rest_out() -> None:
    lines = list(write_csv(("b", "a"), [{"a": 1, "b": 2, "c": 3}]))
    assert lines == ["\ufeffb,a\r\n", "2,1\r\n"]
