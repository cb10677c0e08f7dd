"""What a whole office program makes of the workbook: it recalculates a typed-in answer, and prints page one on one."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from assessment.model import Answer, Assessment, Edition, Length, Question
from assessment.workflow.assessing import assess_file
from reports.book import ANSWERS, SCORES, places, sheet_name
from reports.branding import Branding
from reports.ordering import page_order
from reports.scorecard import scorecard
from reports.sheets import answers as answers_sheet
from reports.sheets import chart, scores
from tests.conftest import EXAMPLES
from tests.recalculation import (
    Value,
    poison,
    recalculated_by_libreoffice,
    require_libreoffice,
    rewritten,
    row_and_column,
)
from tests.reports.test_branding import png
from tests.responses import DAY, assessed, generated

A4, LETTER = b'paperSize="9"', b'paperSize="1"'


@pytest.fixture(scope="module")
def example(edition: Edition) -> Assessment:
    """The strong operator without choice."""
    return assess_file(EXAMPLES / "strong-operator.json", edition, Length.FULL, DAY)


def typed_in(assessment: Assessment, question: Question, answer: int) -> bytes:
    """The workbook with another answer chosen from the list, and every stored value wrong."""
    book = openpyxl.load_workbook(BytesIO(scorecard(assessment)))
    row = places(assessment).answers[question.id] + 1
    book[ANSWERS].cell(row, answers_sheet.ANSWER + 1).value = question.descriptor(answer)
    content = BytesIO()
    book.save(content)
    return poison(content.getvalue())


def at(cells: Mapping[tuple[str, str], Value], sheet: str, row: int, column: int) -> Value:
    """A cell by its row and column, counted from 0."""
    found = {row_and_column(ref): value for (name, ref), value in cells.items() if name == sheet}
    return found.get((row + 1, column + 1))


def test_a_typed_in_answer_changes_everything_to_what_the_engine_says(example: Assessment) -> None:
    """The overall score, page one's rows and the data of its chart, for each of two answers."""
    require_libreoffice()
    questionnaire, sheet = example.questionnaire, sheet_name(example.questionnaire, SCORES)
    wanted = [(questionnaire.question["explicit-choice"], 500), (questionnaire.question["kept-promises"], 100)]
    found = recalculated_by_libreoffice([typed_in(example, *one) for one in wanted])
    where = places(example)
    for (question, answer), cells in zip(wanted, found, strict=True):
        answers: dict[str, Answer] = {**example.response.answers, question.id: answer}
        after = assessed(example.edition, replace(example.response, answers=answers))
        assert after.scorecard.overall.score != example.scorecard.overall.score
        overall = at(cells, sheet, where.last_dimension + 1, scores.SCORE)
        assert overall == (after.scorecard.overall.score or 0) / 100
        page = [value for (name, _), value in cells.items() if name == "Scorecard"]
        chart_row = where.last_dimension + 1 + 4
        for place, score in enumerate(page_order(after)):
            label = questionnaire.dimension[score.dimension].label
            assert label in page
            assert at(cells, sheet, chart_row + place, chart.NAME) == label + chart.DISTANCE
            assert at(cells, sheet, chart_row + place, chart.SCORE) == (score.score or 0) / 100
        ordered = [value for value in page if value in {d.label for d in questionnaire.dimensions}]
        assert ordered == [questionnaire.dimension[score.dimension].label for score in page_order(after)]
        assert any(str(value).startswith("1 input changed since") for value in page)


def printed(content: bytes, folder: Path) -> PdfReader:
    """The workbook as LibreOffice prints it."""
    (folder / "book.xlsx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [require_libreoffice(), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return PdfReader(folder / "book.pdf")


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_page_one_is_one_page(example: Assessment, edition: Edition, tmp_path: Path, paper: bytes) -> None:
    """On both papers, lying, from the headline to the attribution, with a brand and without."""
    fullest = max(
        (assessed(edition, generated(edition, seed)) for seed in range(4)), key=lambda one: len(one.verdict.decisions)
    )
    books = [scorecard(example, (), Branding("A client", "Confidential", png())), scorecard(fullest)]
    for number, (content, assessment) in enumerate(zip(books, (example, fullest), strict=True)):
        folder = tmp_path / str(number)
        folder.mkdir()
        book = rewritten(content, lambda _, part: part.replace(A4, paper))
        first, second = (" ".join(page.extract_text().split()) for page in printed(book, folder).pages[:2])
        assert assessment.verdict.headline[:40] in first
        assert assessment.questionnaire.attribution[:40] in first
        assert "How each score came about is spelled out" in second
        page = printed(book, folder).pages[0].mediabox
        assert page.width > page.height
        assert abs(page.width - (842 if paper == A4 else 792)) < 2
