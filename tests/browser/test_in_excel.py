"""From a sheet filled in elsewhere to the scorecard, as somebody without a response goes it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assessment.intake.answer_sheet import read_sheet
from assessment.model import Length, Questionnaire, RowKind, SheetHead, row_id
from assessment.workflow.opening import Place
from reports.book import ANSWERS
from tests.browser.conftest import Arrives
from tests.browser.visitor import DESKTOP, PHONE, Visitor

PLACE = 3  # of the level chosen everywhere


def filled_in(content: bytes, questionnaire: Questionnaire) -> bytes:
    """The sheet as somebody fills it in: a unit, every answer from its list, the last one out of the blue."""
    book = openpyxl.load_workbook(BytesIO(content))
    columns: dict[str, int] = {}
    asked: list[Any] = []
    for row in book[ANSWERS].iter_rows():
        said = [cell.value for cell in row]
        if SheetHead.ID in said:
            columns = {str(word): at for at, word in enumerate(said) if word}
        elif columns and isinstance(id := said[columns[SheetHead.ID]], str):
            cell: Any = row[columns[SheetHead.ANSWER]] if SheetHead.ANSWER in columns else None
            if id == row_id(RowKind.PROFILE, "unit_assessed"):
                cell.value = "Offline division"
            elif id.startswith(f"{RowKind.QUESTION}/"):
                cell.value = questionnaire.question[id.partition("/")[2]].levels[PLACE].text
                asked.append(cell)
    asked[-1].value = "no such level"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def taken_along(visitor: Visitor, name: str) -> bytes:
    """The file behind a link."""
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=name).click()
    return waiting.value.path().read_bytes()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_filled_answer_sheet_becomes_a_scorecard(
    arrives: Arrives, place: Place, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Taken along empty, filled in, brought back, looked through, submitted; the scorecard holds the answers."""
    questionnaire = place.edition.questionnaire
    visitor = arrives(size=size)
    visitor.open("/")
    visitor.press("Rather answer in Excel?")
    assert visitor.heading == "Answer in Excel"
    file = tmp_path / "answers.xlsx"
    file.write_bytes(filled_in(taken_along(visitor, "20 questions"), questionnaire))
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.page.get_by_text("19 of 20 questions are answered in the sheet").wait_for()
    assert "1 cell could not be read and stays as it is here" in visitor.text
    assert "no such level" in visitor.text
    visitor.press("Begin with these answers")
    visitor.page.get_by_text("1 question is still open").wait_for()
    assert visitor.overflow() <= 0
    visitor.press("Submit and see the verdict")
    visitor.page.wait_for_url("**/verdict*")
    visitor.settle()
    assert "Offline division" in visitor.text
    scorecard = read_sheet(taken_along(visitor, "Scorecard (Excel)"), "scorecard.xlsx", place.edition).response
    asked = [id for dimension in questionnaire.asking_order for id in short_questions(questionnaire, dimension)]
    expected = {id: questionnaire.question[id].levels[PLACE].value for id in asked[:-1]}
    assert dict(scorecard.answers) == expected


def short_questions(questionnaire: Questionnaire, dimension: str) -> list[str]:
    """What the short length asks of a dimension, in the order of the sheet."""
    return [question.id for question in questionnaire.scored_questions(dimension, Length.SHORT)]
