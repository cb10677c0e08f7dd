"""What readers with a screen reader, a keyboard, little sight or another locale need, sheet by sheet."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment.model import Assessment, Edition, Length, PlanPhase, Response
from assessment.planning import suggested
from reports import style
from reports.profile_words import profile_title
from reports.scorecard import scorecard
from reports.sheets import chart, timeline
from tests.recalculation import formulas
from tests.responses import alike, assessed, generated

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHAPE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
LEAST_TEXT, LEAST_GRAPHICS, LEAST_POINTS = 4.5, 3.0, 9
# The main table of each sheet: the row of its heads, and a column that no row of it leaves empty.
TABLES = {"scores": (4, 2), "Plan": (4, 2), "Reference points": (5, 1), "Answers": (6, 2)}


def cases(edition: Edition, other: Edition) -> dict[str, Assessment]:
    """Full, short, sparse, the extremes, and another questionnaire."""
    full = generated(edition, 1)
    return {
        "full": assessed(edition, full),
        "short": assessed(edition, generated(edition, 2, Length.SHORT)),
        "sparse": assessed(edition, Response(dict(list(full.answers.items())[:5]))),
        "lowest": assessed(edition, Response(alike(edition.questionnaire, 1))),
        "highest": assessed(edition, Response(alike(edition.questionnaire, 5))),
        "other": assessed(other, generated(other, 1)),
    }


@pytest.fixture(scope="module", params=["full", "short", "sparse", "lowest", "highest", "other"])
def assessment(request: pytest.FixtureRequest, edition: Edition, other_edition: Edition) -> Assessment:
    """One of the cases."""
    return cases(edition, other_edition)[request.param]


@pytest.fixture(scope="module")
def content(assessment: Assessment) -> bytes:
    """Its workbook, with a plan where one is suggested."""
    plan = suggested(assessment)
    if plan:
        plan = (replace(plan[0], owner="Ada", due=dt.date(2027, 2, 28), phase=PlanPhase.QUARTER), *plan[1:])
    return scorecard(assessment, plan)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    """The workbook as a reader that does not calculate sees it."""
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def filled(sheet: Worksheet) -> Iterator[Cell]:
    """Cells that hold something."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def hidden(sheet: Worksheet, column: int) -> bool:
    """Whether a column, from 1, is hidden; one entry may speak for several columns."""
    return any(d.hidden and d.min <= column <= d.max for d in sheet.column_dimensions.values())


def width(sheet: Worksheet, column: int) -> float:
    """The width of a column in characters."""
    found = [d.width for d in sheet.column_dimensions.values() if d.min <= column <= d.max]
    return float(found[0]) if found else 8.43


def table(sheet: Worksheet, place: int) -> tuple[int, int]:
    """The row of the heads of a sheet's main table and the column that names its rows."""
    return TABLES["scores" if place == 1 else sheet.title]


def test_the_file_says_what_it_is(assessment: Assessment, book: Workbook) -> None:
    """A title among its properties; the first sheet opens, at its top left; no sheet is empty or unnamed."""
    assert assessment.questionnaire.title in book.properties.title
    assert (book.active, book.active.sheet_view.selection[0].activeCell) == (book.worksheets[0], "A1")
    assert all(bool(sheet.sheet_view.tabSelected) == (sheet is book.worksheets[0]) for sheet in book)
    for sheet in book:
        assert not re.fullmatch(r"Sheet\d*", sheet.title)
        assert sheet["A1"].value, f"{sheet.title} begins with its title"


def test_tables_have_heads_that_stay(book: Workbook) -> None:
    """Frozen on screen, repeated on paper; no column without a head, and none twice."""
    for place, sheet in enumerate(book.worksheets):
        if sheet.title in ("Scorecard", "Method"):
            continue
        header, names = table(sheet, place)
        assert sheet.freeze_panes == f"{get_column_letter(names + 1)}{header + 1}"
        assert sheet.print_title_rows == f"${header}:${header}"
        heads = [sheet.cell(header, column).value for column in range(1, sheet.max_column + 1)]
        seen = [head for column, head in enumerate(heads, 1) if not hidden(sheet, column)]
        assert None not in seen
        assert len(set(map(str, seen))) == len(seen), sheet.title


def test_tables_have_no_blank_rows_and_no_merged_cells(book: Workbook) -> None:
    """Nothing is a spacer that ends a table for those who hear it."""
    for place, sheet in enumerate(book.worksheets):
        if sheet.title in ("Scorecard", "Method"):
            continue
        header, names = table(sheet, place)
        row = header + 1
        while sheet.cell(row, names).value is not None:
            row += 1
        assert row - header > 3
        assert all(merged.min_row >= row for merged in sheet.merged_cells.ranges), sheet.title


def test_no_figure_is_merged(book: Workbook) -> None:
    """Merged cells hold sentences, titles and dates to fill in only."""
    for sheet in book:
        for merged in sheet.merged_cells.ranges:
            value = sheet.cell(merged.min_row, merged.min_col).value
            assert value is None or isinstance(value, str | dt.datetime), f"{sheet.title}!{merged}"


def shown(cell: Cell) -> str:
    """A number as its format shows it."""
    kind, value = cell.number_format, cell.value
    if isinstance(value, dt.datetime):
        return "Nov 26" if kind == style.MONTH else f"{value:%d %b %Y}"
    if kind == ";;;":
        return ""
    if "%" in kind:
        return f"{round(100 * value)}%"
    decimals = re.search(r"\.(0+)", kind)
    text = f"{value:.{len(decimals[1])}f}" if decimals else f"{value:g}"
    return f"{'+' if kind.startswith('+') else ''}{text}"


def test_numbers_fit_their_columns(book: Workbook) -> None:
    """A number that does not fit shows as signs; two decimals count where a rule may show them."""
    for sheet in book:
        spans = {(m.min_row, m.min_col): m.max_col for m in sheet.merged_cells.ranges}
        for cell in filled(sheet):
            if isinstance(cell.value, str | bool) or hidden(sheet, cell.column) or cell.alignment.textRotation:
                continue
            last = spans.get((cell.row, cell.column), cell.column)
            room = sum(width(sheet, column) for column in range(cell.column, last + 1))
            needed = (len(shown(cell)) + 0.5) * cell.font.sz / 11 * (1.08 if cell.font.b else 1)
            needed += 1.3 * (cell.alignment.indent or 0)
            assert needed <= room, f"{sheet.title}!{cell.coordinate}: {shown(cell)} in {room}"


def test_every_chart_says_its_finding_and_has_its_figures_in_cells(assessment: Assessment, content: bytes) -> None:
    """Alternative text, generated; and whatever is drawn stands in cells that are not hidden."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    with ZipFile(BytesIO(content)) as parts:
        drawings = [parts.read(name) for name in parts.namelist() if re.match(r"xl/drawings/drawing\d", name)]
        charts = [fromstring(parts.read(name)) for name in parts.namelist() if name.startswith("xl/charts/chart")]
    labels = [element.get("descr", "") for part in drawings for element in fromstring(part).iter(f"{SHAPE}cNvPr")]
    assert len(charts) == len(labels) == 1
    assert labels[0].startswith(profile_title(assessment))
    references = [element.text or "" for part in charts for element in part.iter(f"{CHART}f")]
    assert len(references) > 10
    for reference in references:
        name, _, area = reference.rpartition("!")
        sheet = book[name.strip("'")]
        assert sheet.sheet_state == "visible"
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        for row in range(top, bottom + 1):
            assert not sheet.row_dimensions[row].hidden
            for column in range(left, right + 1):
                assert sheet.cell(row, column).value is not None
                assert not hidden(sheet, column)


def colour(argb: str | None, otherwise: str) -> str:
    """`RRGGBB` of a colour as a style holds it."""
    return argb[-6:] if isinstance(argb, str) and argb != "00000000" else otherwise


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 computes it."""
    light, dark = sorted((_luminance(one.lstrip("#")), _luminance(other.lstrip("#"))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_contrast_formula_is_right() -> None:
    """Black on white is 21 to one, mid grey on white 4.5."""
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_all_text_is_large_and_dark_enough(book: Workbook) -> None:
    """Of every cell that holds something, and of every look that a rule may put on one."""
    for sheet in book:
        for cell in filled(sheet):
            fill = colour(cell.fill.fgColor.rgb, "FFFFFF") if cell.fill.fill_type == "solid" else "FFFFFF"
            ink = colour(cell.font.color.rgb if cell.font.color else None, "000000")
            place = f"{sheet.title}!{cell.coordinate}"
            assert contrast(ink, fill) >= LEAST_TEXT, place
            assert cell.font.sz >= LEAST_POINTS, place
        for rules in sheet.conditional_formatting:
            for rule in rules.rules:
                look = rule.dxf
                if look is None or (look.font is None and look.fill is None):
                    continue
                ink = colour(look.font.color.rgb, style.INK) if look.font and look.font.color else style.INK
                fill = colour(look.fill.bgColor.rgb, "FFFFFF") if look.fill else "FFFFFF"
                assert contrast(ink, fill) >= LEAST_TEXT, f"{sheet.title}: {rules.sqref}"


def test_what_is_drawn_stands_out(content: bytes) -> None:
    """Bars, dots and ranges are three to one against the paper; letters of charts and footers are large enough."""
    parts = ZipFile(BytesIO(content))
    names = parts.namelist()
    for tree in (fromstring(parts.read(name)) for name in names if name.startswith("xl/charts/chart")):
        assert min(int(e.get("sz", 900)) for e in tree.iter(f"{DRAWING}defRPr")) >= 100 * LEAST_POINTS
        for series in tree.iter(f"{CHART}ser"):
            for drawn in series.iter(f"{DRAWING}srgbClr"):
                assert contrast(_on_paper(drawn), style.PAPER) >= LEAST_GRAPHICS
    for sheet in (parts.read(name).decode() for name in names if re.match(r"xl/worksheets/sheet", name)):
        bars = re.findall(r'<x14:(?:fill|border)Color rgb="FF(\w{6})"', sheet) + re.findall(
            r'<dataBar>.*?<color rgb="FF(\w{6})"', sheet
        )
        assert all(contrast(bar, style.PAPER) >= LEAST_GRAPHICS for bar in bars)
        [footer] = re.findall(r"<oddFooter>(.*?)</oddFooter>", sheet)
        assert {int(size) for size in re.findall(r"(?<!&amp;)&amp;(\d+)", footer)} == {LEAST_POINTS}


def _on_paper(drawn: Element) -> str:
    """A colour, mixed with white as far as it is transparent."""
    alpha = next((int(e.get("val", "100000")) / 100_000 for e in drawn.iter(f"{DRAWING}alpha")), 1.0)
    own = drawn.get("val", "000000")
    mixed = (round(int(own[at : at + 2], 16) * alpha + 255 * (1 - alpha)) for at in (0, 2, 4))
    return "".join(f"{part:02X}" for part in mixed)


def test_nothing_is_said_by_colour_alone(content: bytes) -> None:
    """Bars of months hold marks, a chosen level is bold, a gap that matters has a sign and is bold."""
    book = openpyxl.load_workbook(BytesIO(content))
    coloured = [rule for sheet in book for rules in sheet.conditional_formatting for rule in rules.rules if rule.dxf]
    marks = set(timeline.MARKS.values())
    for rule in coloured:
        if rule.dxf.font is None and rule.dxf.fill is None:
            continue
        assert (rule.dxf.font and rule.dxf.font.b) or rule.formula[0].strip('"') in marks
    assert len(marks) == len(timeline.MARKS)
    assert chart.DIAMOND not in marks


def test_the_keyboard_reaches_every_input_under_protection(book: Workbook) -> None:
    """Tab goes from one unlocked cell to the next, so each is in a column and a row that are shown."""
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.selectUnlockedCells
        assert not sheet.protection.selectLockedCells
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert not hidden(sheet, cell.column), f"{sheet.title}!{cell.coordinate}"
                    assert not sheet.row_dimensions[cell.row].hidden


def test_the_same_formulas_hold_in_every_locale(content: bytes) -> None:
    """None reads or writes a number by a format or by words, which differ where the comma is the decimal sign."""
    for cell, formula in formulas(content).items():
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        assert not re.search(r"\b(TEXT|VALUE|NUMBERVALUE|DATEVALUE|DOLLAR|INDIRECT)\(", bare), cell
        assert not re.search(r'[=<>]\s*"-?\d+[.,]\d+"', formula), cell


def test_the_language_is_said_where_the_format_has_a_place_for_it(content: bytes) -> None:
    """Workbooks have none for cells; the texts of charts do."""
    with ZipFile(BytesIO(content)) as parts:
        charts = [fromstring(parts.read(name)) for name in parts.namelist() if name.startswith("xl/charts/chart")]
    languages = [element.get("val") for part in charts for element in part.iter(f"{CHART}lang")]
    assert languages
    assert all(str(language).startswith("en") for language in languages)
