"""Segments of every kind, the workbooks made of them, and how a test types into one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import strategies as st

from assessment.model import Bet, Evidence, Portfolio, Segment, SegmentStatus, Side
from assessment.targeting import target
from assessment.workflow import targeting
from reports.segments import totals
from reports.segments.book import FIRST_RATING, HEADER, SEGMENTS
from reports.segments.workbook import workbook
from tests.recalculation import Cells, Value

RULES = targeting.rules()
DAY = date(2026, 11, 29)
CRITERIA = [*RULES.of(Side.ATTRACTIVENESS), *RULES.of(Side.RIGHT_TO_WIN)]
# Worked by hand, as in the tests of the engine.
EXAMPLE = (
    ("Core regional plants", "0.45", "0.25", 45, "434443544545"),
    ("Small workshops", "0.20", "0.15", 20, "322332443434"),
    ("National accounts", "0.25", "0.40", 25, "544234322332"),
    ("Consumer web", "0.10", "0.20", 10, "453123222211"),
)


def rated(digits: str) -> dict[str, int]:
    """Ratings by criterion, from their digits; a hyphen leaves one blank."""
    return {c.id: int(digit) for c, digit in zip(CRITERIA, digits, strict=True) if digit != "-"}


def example() -> list[Segment]:
    """The four segments of the example."""
    return [
        Segment(name, Fraction(revenue), Fraction(spend), rated(digits), accessible_size=Fraction(size))
        for name, revenue, spend, size, digits in EXAMPLE
    ]


def made(segments: list[Segment], rest: Fraction = Fraction(0)) -> bytes:
    """The workbook of segments."""
    return workbook(RULES, judged(segments, rest), DAY)


def judged(segments: list[Segment], rest: Fraction = Fraction(0)) -> Portfolio:
    """What the engine says of them."""
    return target(RULES, segments, rest)


def bet() -> Bet:
    """A declared one."""
    return Bet("First customer", "Ana", date(2027, 6, 30))


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[list[Segment], Fraction]:
    """One to six segments, served and planned, with blanks, bets, sizes, rankings and evidence, and a rest."""
    count = draw(st.integers(1, 6))
    shares = st.lists(st.integers(0, 20), min_size=count, max_size=count)
    planned = [at > 0 and draw(st.booleans()) for at in range(count)]
    revenue = [0 if is_planned else share for share, is_planned in zip(draw(shares), planned, strict=True)]
    revenue[0] += 1
    spend, rest = draw(shares), draw(st.integers(0, 9))
    spend[0] += 1
    has_blanks, has_sizes = draw(st.booleans()), draw(st.booleans())
    segments = [
        Segment(
            f"Segment {at}",
            Fraction(revenue[at], sum(revenue)),
            Fraction(spend[at], sum(spend) + rest),
            rated(draw(st.text("12345-" if has_blanks else "12345", min_size=12, max_size=12))),
            status=SegmentStatus.PLANNED if planned[at] else SegmentStatus.SERVED,
            must_serve=draw(st.booleans()),
            accessible_size=Fraction(draw(st.integers(0, 9))) if has_sizes or draw(st.booleans()) else None,
            is_attractive=draw(st.sampled_from([None, True, False])),
            bet=draw(st.sampled_from([Bet(), bet(), replace(bet(), owner=" "), replace(bet(), end=None)])),
        )
        for at in range(count)
    ]
    graded = [with_evidence(segment, draw(st.integers(0, 12))) for segment in segments]
    return graded, Fraction(rest, sum(spend) + rest)


def with_evidence(segment: Segment, most: int) -> Segment:
    """The segment with evidence behind so many of its ratings, if it has them."""
    return replace(segment, evidence=dict.fromkeys(list(segment.ratings)[:most], Evidence.MARKET))


def rating_cell(at: int, criterion: str) -> tuple[int, int]:
    """The row and column, from 1, of a rating."""
    return HEADER + 2 + at, FIRST_RATING + 1 + [c.id for c in CRITERIA].index(criterion)


def typed(xlsx: bytes, values: Mapping[tuple[int, int], object]) -> bytes:
    """The workbook with values typed into the sheet of segments, by row and column from 1."""
    book = openpyxl.load_workbook(BytesIO(xlsx))
    for (row, column), value in values.items():
        book[SEGMENTS].cell(row, column).value = value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def total(cells: Cells, count: int, key: str) -> Value:
    """A figure over all segments, among recalculated cells."""
    row = HEADER + count + 7 + [each.key for each in totals.TOTALS].index(key)
    return cells[(SEGMENTS, f"D{row}")]


def column_of(xlsx: bytes, head: str) -> Callable[[Cells, int], Value]:
    """How to find a figure of a segment, by the head of its column, among recalculated cells."""
    sheet: Any = openpyxl.load_workbook(BytesIO(xlsx))[SEGMENTS]
    (letter,) = [cell.column_letter for cell in sheet[HEADER + 1] if cell.value == head]
    return lambda cells, at: cells[(SEGMENTS, f"{letter}{HEADER + 2 + at}")]
