"""The lint itself: a sound workbook passes, and each fault is found once it is planted."""

import io
from collections.abc import Mapping

import pytest
import xlsxwriter

from tests.recalculation import rewritten
from tests.workbook_lint import audit, lint

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
TABLE, DRAWING = "xl/tables/table1.xml", "xl/drawings/drawing1.xml"
LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
FORMULA = "<f>SUM(B2:B3)</f>"
HYPERLINK = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>'
)


def sound() -> bytes:
    """A workbook with one of everything that the lint reads, and no fault."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Scorecard")
        book.add_worksheet("Notes")
        columns = [{"header": "Name"}, {"header": "Score"}]
        sheet.add_table("A1:B3", {"name": "scores", "columns": columns, "data": [["a", 1], ["b", 2]]})
        sheet.write_formula("B5", "=SUM(B2:B3)", None, 3)
        sheet.write_formula("C5", '="(un""balanced"&Notes!A1', None, '(un"balanced')
        sheet.write_formula("D5", """=HYPERLINK("#'Notes'!A1","Notes")""", None, "Notes")
        sheet.merge_range("A7:B8", "merged")
        sheet.merge_range("A10:B11", "merged too")
        sheet.data_validation("D1", {"validate": "list", "source": ["yes", "no"]})
        bold = book.add_format({"bold": True})
        rule = {"type": "formula", "criteria": "=$B$5>2", "format": bold}
        sheet.conditional_format("B2:B3", rule)
        text_rule = {"type": "text", "criteria": "containing", "value": "a", "format": bold}
        sheet.conditional_format("A2:A3", text_rule)
        book.define_name("total", "=Scorecard!$B$5")
        book.define_name("peers", "=Scorecard!$B$2:$B$3")
        for description in ("Both scores are low", None):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Scorecard!$B$2:$B$3"})
            options = {"description": description, "decorative": description is None}
            sheet.insert_chart("F1", chart, options)
    return file.getvalue()


def planted(part: str, old: str, new: str) -> bytes:
    """The sound workbook with the first `old` of one part, which must hold it, now `new`."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content, f"{part} has no {old}"
        return content.replace(old.encode(), new.encode(), 1)

    return rewritten(sound(), change)


def cell(ref: str, content: str, kind: str = "str") -> tuple[str, str]:
    """A change that puts one more cell after the formulas of row 5."""
    return ("<v>Notes</v></c></row>", f'<v>Notes</v></c><c r="{ref}" t="{kind}">{content}</c></row>')


FAULTS: Mapping[str, tuple[str, tuple[str, str], str]] = {
    "duplicate table column": (TABLE, ('name="Score"', 'name="NAME"'), "two columns are called"),
    "table header unlike its cell": (TABLE, ('name="Score"', 'name="Points"'), "column 'Points'"),
    "table with a column too few": (TABLE, ('ref="A1:B3"', 'ref="A1:C3"'), "2 columns over 3"),
    "overlapping merges": (SHEET, ('ref="A10:B11"', 'ref="B8:B11"'), "A7:B8 and B8:B11 overlap"),
    "merge in a table": (SHEET, ('ref="A10:B11"', 'ref="B3:B4"'), "B3:B4 and A1:B3 overlap"),
    "long sheet name": (BOOK, ('"Notes"', f'"{"n" * 32}"'), "has 32 characters"),
    "sheet name with a slash": (BOOK, ('"Notes"', '"No/tes"'), "forbidden character"),
    "sheet name with an apostrophe": (BOOK, ('"Notes"', '"Notes\'"'), "forbidden character"),
    "reserved sheet name": (BOOK, ('"Notes"', '"HISTORY"'), "reserves"),
    "sheet name used twice": (BOOK, ('"Notes"', '"scorecard"'), "two sheets"),
    "name like a cell": (BOOK, ('name="total"', 'name="TAX2024"'), "looks like a cell"),
    "name like a row and column": (BOOK, ('name="total"', 'name="R1C1"'), "looks like a cell"),
    "name with a space": (BOOK, ('name="total"', 'name="to tal"'), "not a name"),
    "defined name used twice": (BOOK, ('name="total"', 'name="Peers"'), "'peers' occurs twice"),
    "defined name of a table": (BOOK, ('name="total"', 'name="SCORES"'), "'scores' occurs twice"),
    "long list": (SHEET, ('"yes,no"', f'"{"y" * 256}"'), "list of more than 255"),
    "parenthesis left open": (SHEET, (FORMULA, "<f>SUM((B2:B3)</f>"), "unbalanced parentheses"),
    "parenthesis closed too early": (SHEET, (FORMULA, "<f>B2)+(B3</f>"), "unbalanced parentheses"),
    "text too long": (SHEET, (FORMULA, f'<f>"{"a" * 256}"</f>'), "within a formula"),
    "text left open": (SHEET, (FORMULA, '<f>"a</f>'), "unbalanced quotation marks"),
    "long formula": (SHEET, (FORMULA, f"<f>{'1+' * 4096}1</f>"), "formula of more than 8192"),
    "cells out of order": (SHEET, cell("A5", "<v>late</v>"), "the cells of row 5 are out of order"),
    "cell in another row": (SHEET, cell("E6", "<v>astray</v>"), "the cells of row 5"),
    "rows out of order": (SHEET, ('<row r="7"', '<row r="4"'), "row 4 comes after row 5"),
    "unknown format": (SHEET, ('dxfId="0"', 'dxfId="1"'), "dxfId=1, but only 1"),
    "long text": (SHEET, cell("E5", f"<v>{'😀' * 16384}</v>"), "text of more than 32767"),
    "long inline text": (
        SHEET,
        cell("E5", f"<is><t>{'a' * 32768}</t></is>", "inlineStr"),
        "Scorecard!E5: a text of more than 32767",
    ),
    "long shared text": ("xl/sharedStrings.xml", ("merged", "m" * 32768), "more than 32767"),
    "newer function": (SHEET, (FORMULA, "<f>_xlfn.CONCAT(B2:B3)</f>"), "_XLFN.CONCAT is not"),
    "volatile function": (SHEET, (FORMULA, '<f>INDIRECT("B2")</f>'), "INDIRECT is not portable"),
    "function of the locale": (SHEET, (FORMULA, '<f>text(B2,"0.0")</f>'), "TEXT is not portable"),
    "function in a rule": (SHEET, ("<formula>$B$5", "<formula>OFFSET(B5,0,0)"), "OFFSET is not"),
    "function in a name": (BOOK, ("Scorecard!$B$5", "OFFSET(Scorecard!$B$5,0,0)"), "OFFSET is not"),
    "link to elsewhere": (LINKS, ("</Relationships>", HYPERLINK), "a link to https://example.org"),
    "link by formula": (SHEET, ('HYPERLINK("#', 'HYPERLINK("https:'), "a link out of the workbook"),
    "error value": (SHEET, cell("E5", "<f>NA()</f><v>#N/A</v>", "e"), "E5: shows the error #N/A"),
    "chart without text": (DRAWING, (' descr="Both scores are low"', ""), "Chart 1 has no alt"),
}


def test_a_sound_workbook_has_no_fault() -> None:
    """Neither the lint nor the schema validator complains about what is right."""
    assert lint(sound()) == []
    assert audit(sound()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_found(fault: str) -> None:
    """The fault is named by its own line."""
    part, (old, new), complaint = FAULTS[fault]
    assert [line for line in lint(planted(part, old, new)) if complaint in line]


def test_an_error_value_may_be_allowed_by_its_cell() -> None:
    """The cell named passes, and the same error in another cell does not."""
    xlsx = planted(SHEET, *cell("E5", "<f>NA()</f><v>#N/A</v>", "e"))
    assert lint(xlsx, allowed_errors={("Scorecard", "E5")}) == []
    assert lint(xlsx, allowed_errors={("Scorecard", "E6")}) != []


def test_the_schema_validator_reports_what_the_schema_forbids() -> None:
    """An element that the file format does not know is a complaint."""
    assert audit(planted(SHEET, "<sheetData>", "<unheardOf/><sheetData>"))
