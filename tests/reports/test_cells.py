"""Users' text in cells: literal, whatever it begins with."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Edition, Response
from reports.cells import CUT_MARK, LONGEST, Sheet, literal
from reports.scorecard import OPTIONS, scorecard
from tests.recalculation import formulas
from tests.responses import assessed
from tests.workbook_lint import lint

PAYLOADS = [
    "=1+1", "{=1+1}", "=HYPERLINK(\"http://example.org\",\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1",
    "http://example.org", "ftp://example.org", "mailto:a@example.org", "file:///etc/hosts", "internal:Answers!A1",
    "external:c:\\x.xlsx", "＝1+1", "=cmd|' /C calc'!A0", "_x0041_", "'quoted", "a\x00b\x0bc", "line\r\nbreak",
    "😀" * 3,
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_text_stays_text_in_every_place(edition: Edition, payload: str) -> None:
    """In the unit's name and in a comment: no formula, no link, no fault added."""
    ids = list(edition.questionnaire.question)[:3]
    plain, marked = (
        assessed(edition, Response({}, comments=dict.fromkeys(ids, text), profile={"unit_assessed": text}))
        for text in ("plain words", payload)
    )
    book = scorecard(marked)
    assert formulas(book).keys() == formulas(scorecard(plain)).keys()
    assert lint(book) == []
    cells = [cell.value for sheet in openpyxl.load_workbook(BytesIO(book)) for row in sheet.iter_rows() for cell in row]
    expected = literal(payload)
    assert sum(expected == value for value in cells) >= len(ids)


@given(st.text(max_size=60))
def test_no_text_is_refused(text: str) -> None:
    """Any string can be written, as text whatever the workbook's own options say."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        Sheet(workbook.add_worksheet()).texts(0, 0, [text, f"={text}", f"http://{text}"], workbook.add_format())
    assert formulas(content.getvalue()) == {}
    with ZipFile(content) as parts:
        assert not [name for name in parts.namelist() if name.endswith("sheet1.xml.rels")]


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_overlong_text_is_cut_and_marked(letter: str) -> None:
    """Excel's limit counts UTF-16 units: an emoji is two."""
    cut = literal(letter * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.endswith(CUT_MARK)


def test_a_failed_write_is_an_error() -> None:
    """XlsxWriter answers a cell beyond the sheet with a number; nothing may be lost in silence."""
    with xlsxwriter.Workbook(BytesIO(), OPTIONS) as workbook:
        sheet = Sheet(workbook.add_worksheet())
        with pytest.raises(ValueError, match="could not be written"):
            sheet.text(2_000_000, 0, "beyond", workbook.add_format())
