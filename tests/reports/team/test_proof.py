"""The proof: every formula of a team's workbook means what the engine says, and nothing withheld is in the file."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.model import CampaignMode, ScoringRule
from reports.team import page
from reports.team.book import ANSWERS, ANSWERS_HEADER, DISPUTES, FIRST_DOT, METHOD, NAME
from reports.team.disputes import AGREED, HEADER
from reports.team.workbook import workbook
from tests import shapes
from tests.recalculation import FORMUALIZER, IRONCALC, assert_recalculates, cached, corrupt_one, differences, formulas
from tests.reports.team.making import report
from tests.workbook_lint import audit, lint

MODES = st.sampled_from(CampaignMode)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(MODES, st.integers(0, 12), st.integers(0, 9), st.sampled_from(ScoringRule))
def test_no_formula_differs(mode: CampaignMode, count: int, seed: int, rule: ScoringRule) -> None:
    """Whatever the mode and the team; cached values are poisoned first."""
    xlsx = workbook(report(mode, count, seed, rule=rule))
    for engine in (FORMUALIZER, IRONCALC):
        assert_recalculates(xlsx, engine)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 200), st.sampled_from([CampaignMode.NAMED, CampaignMode.CONFIDENTIAL]))
def test_questionnaires_of_any_shape_are_computed_alike(seed: int, mode: CampaignMode) -> None:
    """Other numbers of dimensions, other levels, other weights."""
    xlsx = workbook(report(mode, 7, seed, shapes.edition(seed)))
    assert_recalculates(xlsx, FORMUALIZER)


def test_a_wrong_cached_value_would_be_found() -> None:
    """The proof itself can fail."""
    with pytest.raises(AssertionError):
        assert_recalculates(corrupt_one(workbook(report(CampaignMode.NAMED, 6))), FORMUALIZER)


def test_typing_an_agreed_level_moves_the_score_as_the_engine_does() -> None:
    """As if it had been settled in the app."""
    before = report(CampaignMode.NAMED, 9, 3)
    question = before.view.disputes[0].question
    level = before.questionnaire.question[question].levels[-1].value
    after = report(CampaignMode.NAMED, 9, 3, levels={question: level})
    book = openpyxl.load_workbook(BytesIO(workbook(before)))
    book[DISPUTES].cell(HEADER + 2, AGREED + 1).value = level / 100
    content = BytesIO()
    book.save(content)
    (cells,) = FORMUALIZER.recalculate([content.getvalue()])
    assert differences(cached(workbook(after)), cells) == []
    assert after.agreed


def test_no_name_and_no_person_s_column_stands_in_a_confidential_workbook() -> None:
    """Nor does the order of answers: that of two rows is not the same."""
    xlsx = workbook(report(CampaignMode.CONFIDENTIAL, 9))
    text = "".join(ZipFile(BytesIO(xlsx)).read(name).decode() for name in ZipFile(BytesIO(xlsx)).namelist())
    assert "Person" not in text
    sheet = openpyxl.load_workbook(BytesIO(xlsx))[ANSWERS]
    heads = [sheet.cell(ANSWERS_HEADER + 1, column + 1).value for column in range(FIRST_DOT, FIRST_DOT + 9)]
    assert heads == [f"Dot {at}" for at in range(1, 10)]


@pytest.mark.parametrize(("mode", "count"), [(CampaignMode.CONFIDENTIAL, 4), (CampaignMode.ANONYMOUS, 9)])
def test_where_single_answers_are_withheld_none_is_in_the_file(mode: CampaignMode, count: int) -> None:
    """Figures are values, and the sheet says so."""
    sheet = openpyxl.load_workbook(BytesIO(workbook(report(mode, count))))[ANSWERS]
    assert "withheld" in str(sheet.cell(2, 1).value)
    dots = [cell.value for row in sheet.iter_rows(min_row=ANSWERS_HEADER + 1, min_col=FIRST_DOT + 1) for cell in row]
    assert not any(dots)


def test_named_answers_stand_in_one_column_a_person() -> None:
    """A person who left one out has an empty cell there; names that look like formulas are text."""
    made = report(CampaignMode.NAMED, 6, 4)
    sheet = openpyxl.load_workbook(BytesIO(workbook(made)))[ANSWERS]
    names = [sheet.cell(ANSWERS_HEADER + 1, column).value for column in range(FIRST_DOT + 1, FIRST_DOT + 7)]
    assert names == [f"=1+{at} Person" for at in range(6)]
    row = next(each for each in made.view.questions if 0 < each.n < 6)
    title = made.questionnaire.question[row.subject].name
    (at,) = [n for n in range(1, sheet.max_row + 1) if sheet.cell(n, NAME + 1).value == title]
    found = {names.index(dot.name): dot.value for dot in row.dots}
    for place in range(6):
        value = sheet.cell(at, FIRST_DOT + 1 + place).value
        assert (None if value is None else round(value * 100)) == found.get(place)


def test_sentences_that_follow_no_change_are_listed_on_the_method_sheet() -> None:
    """Every one of them, as it stands on the first sheet."""
    made = report(CampaignMode.NAMED, 9)
    book = openpyxl.load_workbook(BytesIO(workbook(made)))
    said = {cell.value for row in book[METHOD].iter_rows() for cell in row}
    first = {cell.value for row in book["Team"].iter_rows() for cell in row}
    for words in (made.verdict.headline, made.verdict.lead, *made.verdict.findings, *made.missing):
        assert words in said
        assert words in first
    assert page.TEXT_LAST < page.LAST


@pytest.mark.parametrize("mode", CampaignMode)
def test_excel_would_repair_nothing(mode: CampaignMode) -> None:
    """And no formula uses what not every program has."""
    xlsx = workbook(report(mode, 9))
    assert audit(xlsx) == []
    assert lint(xlsx) == []
    assert formulas(xlsx)


def test_the_same_report_gives_the_same_file() -> None:
    """Two downloads cannot be told apart."""
    assert workbook(report(CampaignMode.CONFIDENTIAL, 7)) == workbook(report(CampaignMode.CONFIDENTIAL, 7))
