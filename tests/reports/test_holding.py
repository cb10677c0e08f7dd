"""Whatever is taken along is a workbook too: every value stands in it, as text or a number, never as a formula."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import holding

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEPT: dict[str, Any] = {
    "organisation": {"name": '=HYPERLINK("http://x","y")', "profile": {"industry": "energy"}},
    "campaigns": [
        {"title": "+1", "invitations": [{"name": "@a", "reminders": 2}, {"name": "http://b.example"}], "sponsors": []},
        {"title": "-2", "invitations": [{"name": "Bo"}], "team": {"n": 3, "questions": [{"id": "q", "mean": 2.5}]}},
    ],
    "left_out": ["One.", "Two."],
}


def cells(kept: dict[str, Any]) -> dict[str, list[list[Any]]]:
    """The values of a workbook by sheet, below its title; nothing in it is a formula or a link."""
    book = openpyxl.load_workbook(BytesIO(holding.workbook(kept, "x", AT)))
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in every if cell.data_type == "f" or cell.hyperlink]
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] for sheet in book}


def test_every_list_is_a_table_that_says_of_which_row_it_is() -> None:
    """Single values stand on the first sheet by path."""
    found = cells(KEPT)
    assert found["campaigns"] == [
        ["Row", "title", "sponsors", "team, n"],
        ["1", "+1", None, None],
        ["2", "-2", None, 3],
    ]
    assert found["campaigns invitations"][1:] == [
        ["1.1", "@a", 2],
        ["1.2", "http://b.example", None],
        ["2.1", "Bo", None],
    ]
    assert found["campaigns team questions"][1:] == [["2.1", "q", 2.5]]
    assert ["organisation/name", '=HYPERLINK("http://x","y")'] in found["Overview"]
    assert ["left_out", "One.; Two."] in found["Overview"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=40), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=40), VALUES, max_size=4))
def test_any_values_make_a_workbook(kept: dict[str, Any]) -> None:
    """Whatever the names are, long, alike or hostile."""
    cells(kept)
