"""The workbook of segments as a file: valid, the same twice, safe with any name, and complete."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from assessment.errors import ReportError
from assessment.model import Bet
from assessment.targeting import target
from reports.segments.book import HEADER, RIGHT_TO_WIN, RULES, SEGMENTS
from reports.segments.workbook import add_sheets, workbook, write_segments
from reports.style import Styles
from tests.recalculation import FORMUALIZER, IRONCALC, assert_recalculates, formulas
from tests.reports.segments.making import CRITERIA, DAY, bet, example, judged, made, rated
from tests.reports.segments.making import RULES as BASIS
from tests.workbook_lint import audit, lint

NAMES = (
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "https://x.example/?a=1&b=2",
    "+1-2@SUM(A1)",
    "mailto:a@b.example",
    "~* ? a*b",
    "“quotes” 'single' \"double\"",
    "</t><f>1+1</f>&amp; _x0041_",
    "W" * 80,
    "an eighty sign name that goes on with words so that it must be cut on the map ab",
    "👩‍👩‍👧‍👦 families 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
    "abc\u202egnp.exe\u202c",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_text_everywhere(name: str) -> None:
    """On the sheet of inputs, in the table, on the map; a bet's words too."""
    first = replace(example()[0], name=name, bet=Bet(name, name, bet().end))
    xlsx = made([first, *example()[1:]])
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(xlsx, engine)
    assert lint(xlsx) == []
    assert audit(xlsx) == []
    sheet = openpyxl.load_workbook(BytesIO(xlsx))[SEGMENTS]
    assert sheet.cell(HEADER + 2, 1).value == name
    assert sheet.cell(HEADER + 2, 1).data_type == "s"
    assert not [formula for formula in formulas(xlsx).values() if name in formula]
    (cells,) = FORMUALIZER.recalculate([xlsx])
    assert name in [value for (on, _), value in cells.items() if on == RIGHT_TO_WIN]


@pytest.mark.parametrize("count", [1, 2, 9, 12])
def test_the_file_is_valid_for_any_number_of_segments(count: int) -> None:
    """From one to twelve, without complaint of the validator."""
    share = Fraction(1, count)
    several = [
        replace(example()[at % 4], name=f"Segment {at}", revenue_share=share, spend_share=share) for at in range(count)
    ]
    xlsx = made(several)
    assert lint(xlsx) == []
    assert audit(xlsx) == []


def test_the_same_segments_give_the_same_bytes() -> None:
    """On the same day."""
    assert made(example()) == made(example())


def test_the_sheets_stand_in_order_and_only_inputs_are_unlocked() -> None:
    """Page one comes first; cream cells alone can be changed."""
    book = openpyxl.load_workbook(BytesIO(made(example())))
    assert book.sheetnames == [RIGHT_TO_WIN, SEGMENTS, RULES]
    assert book.active is not None
    assert book.active.title == RIGHT_TO_WIN
    for sheet in book:
        unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        assert sheet.protection.sheet
        if sheet.title == SEGMENTS:
            # Eleven inputs and the ratings of each segment, and what is not attributable.
            assert len(unlocked) == 4 * (11 + len(CRITERIA)) + 1
            assert not [cell for cell in unlocked if cell.data_type == "f"]
        else:
            assert not unlocked


def test_anchors_are_in_reach_of_every_rating() -> None:
    """As a message beside the cell."""
    sheet = openpyxl.load_workbook(BytesIO(made(example())))[SEGMENTS]
    messages = {rule.promptTitle: rule.prompt for rule in sheet.data_validations.dataValidation if rule.prompt}
    for criterion in CRITERIA:
        said = messages[f"{criterion.id} {criterion.name}"[:32]]
        assert all(anchor in said for anchor in (criterion.low, criterion.middle, criterion.high))


def test_rules_say_what_everything_rests_on() -> None:
    """Version, hash, every criterion, zone and threshold."""
    sheet = openpyxl.load_workbook(BytesIO(made(example())))[RULES]
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {BASIS.name, BASIS.content_hash, BASIS.must_serve} <= said
    assert {criterion.name for criterion in BASIS.criteria} <= said
    assert {zone.sense for zone in BASIS.zones} <= said
    assert any("GE-McKinsey" in words for words in said)


def test_charts_say_their_finding_to_those_who_cannot_see_them() -> None:
    """The map names every segment with its figures."""
    with ZipFile(BytesIO(made(example()))) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    for segment in example():
        assert segment.name in drawing
    assert "60 % of customer-facing spend" in drawing


def test_the_sheets_fit_into_another_workbook() -> None:
    """Behind the sheets that it has."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("First")
        add_sheets(book, Styles(book), BASIS, judged(example()), DAY)
    assert openpyxl.load_workbook(content).sheetnames == ["First", RIGHT_TO_WIN, SEGMENTS, RULES]
    assert_recalculates(content.getvalue(), FORMUALIZER)


@pytest.mark.parametrize("cut", [317, 333, 350])
def test_other_rules_give_other_figures_by_the_same_formulas(cut: int) -> None:
    """Uneven weights and cuts; means of sixths that round up to the cut reach it, by a step too."""
    criteria = tuple(
        replace(each, weight=Fraction(1, 6), knock_out=each.id in ("R2", "R6"), needs_revenue=each.id == "R6")
        for each in BASIS.criteria
    )
    limits = replace(BASIS.thresholds, right_to_win=cut, near=217, attractive=290, close=10, rated=Fraction(1, 2))
    rules = replace(BASIS, criteria=criteria, thresholds=limits)
    third = replace(example()[2], ratings=rated("333333333333"))
    portfolio = target(rules, [*example()[:2], third, example()[3]])
    assert (portfolio.findings[2].step is None) is (cut > 334)
    xlsx = workbook(rules, portfolio, DAY)
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(xlsx, engine)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """And its name ends in .xlsx."""
    portfolio = judged(example())
    write_segments(BASIS, portfolio, tmp_path / "segments.xlsx", DAY)
    assert (tmp_path / "segments.xlsx").read_bytes() == made(example())
    with pytest.raises(ReportError, match="ends in"):
        write_segments(BASIS, portfolio, tmp_path / "segments.pdf", DAY)
    with pytest.raises(ReportError, match="cannot be written"):
        write_segments(BASIS, portfolio, tmp_path / "nowhere" / "segments.xlsx", DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["segments.xlsx"]
