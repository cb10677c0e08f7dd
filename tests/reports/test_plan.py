"""The Plan sheet with what was agreed: filled, real dates, live where it was live, and literal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from assessment.model import Assessment, Edition, PlanEntry, PlanPhase, PlanStatus, Response
from assessment.planning import suggested
from reports.scorecard import scorecard
from tests.recalculation import FORMUALIZER, IRONCALC, Engine, assert_recalculates
from tests.responses import alike, assessed, generated
from tests.workbook_lint import audit, lint

HOSTILE = '=HYPERLINK("http://x.example","y") @SUM(1) <b> _x0041_'


def answered(edition: Edition) -> Assessment:
    """Everything at the second level, two priorities with targets."""
    questionnaire = edition.questionnaire
    picked = tuple(dimension.id for dimension in questionnaire.dimensions[:2])
    targets = dict.fromkeys(picked, questionnaire.stages[-1].target)
    return assessed(edition, Response(alike(questionnaire, 2), priorities=picked, starred=picked[0], targets=targets))


def plan_for(assessment: Assessment) -> tuple[PlanEntry, ...]:
    """What is suggested, the first with everything said; and an own action with hostile words."""
    first, *others = suggested(assessment)
    full = replace(
        first, owner=HOSTILE, due=date(2027, 2, 28), phase=PlanPhase.QUARTER, step="Ask two", status=PlanStatus.DOING
    )
    own = PlanEntry("own", assessment.questionnaire.dimensions[-1].id, HOSTILE, owner="Bo", due=date(2026, 12, 1))
    return (full, *others, own)


def rows_of(book: bytes) -> Iterator[dict[str, Any]]:
    """The rows of the Plan sheet by their heads."""
    sheet = openpyxl.load_workbook(BytesIO(book), data_only=True)["Plan"]
    heads = [str(cell.value) for cell in sheet[4]]
    for row in sheet.iter_rows(min_row=5):
        yield dict(zip(heads, (cell.value for cell in row), strict=True))


@pytest.fixture(params=["shipped", "other"])
def assessment(request: pytest.FixtureRequest, edition: Edition, other_edition: Edition) -> Assessment:
    """Of the one questionnaire, and then of the other."""
    return answered(edition if request.param == "shipped" else other_edition)


def test_what_was_agreed_stands_beside_its_dimension(assessment: Assessment) -> None:
    """In words, with a date that Excel holds as one; what nobody agreed on is blank."""
    plan = plan_for(assessment)
    rows = list(rows_of(scorecard(assessment, plan)))
    first = rows[0]
    assert (first["Owner"], first["First step"], first["When"], first["Status"]) == (
        HOSTILE,
        "Ask two",
        "This quarter",
        "Under way",
    )
    assert first["By"] == datetime(2027, 2, 28)
    assert first["Agreed action"] is None
    assert (first["cs_entry"], first["cs_dimension"]) == (plan[0].id, plan[0].dimension)
    own = rows[-1]
    assert len(rows) == len(assessment.questionnaire.dimensions) + 1
    assert (own["Owner"], own["By"], own["Status"], own["cs_entry"]) == ("Bo", datetime(2026, 12, 1), "Open", "own")
    assert own["Agreed action"].startswith("=HYPERLINK(")
    untouched = [row for row in rows if row["cs_entry"] is None]
    assert all(row[head] is None for row in untouched for head in ("Owner", "By", "Status", "When", "First step"))


def test_page_one_shows_owner_and_date_of_the_first_decision(assessment: Assessment) -> None:
    """Also where nothing is calculated."""
    book = scorecard(assessment, plan_for(assessment))
    sheet = openpyxl.load_workbook(BytesIO(book), data_only=True)["Scorecard"]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert HOSTILE in {str(value).replace("_x005F_", "_") for value in values}
    assert datetime(2027, 2, 28) in values


def test_another_answer_has_another_action_and_what_was_agreed_stays(edition: Edition) -> None:
    """Other words for the action stand beside the live one; an entry for another answer stands below."""
    assessment = answered(edition)
    first = suggested(assessment)[0]
    others = [q for q in edition.questionnaire.questions_of(first.dimension) if q.id != first.question]
    below = replace(first, id="below", action="Another", question=others[0].id, level=400)
    rows = list(rows_of(scorecard(assessment, (replace(first, action="In our words"), below))))
    assert rows[0]["Agreed action"] == "In our words"
    assert rows[0]["Action"] == first.action
    assert rows[-1]["Agreed action"] == "Another"
    assert rows[-1]["Next level"] == others[0].descriptor(400)


def test_the_form_is_sound_with_a_plan(assessment: Assessment) -> None:
    """Nothing that Excel would repair; all is as small as without."""
    book = scorecard(assessment, plan_for(assessment))
    assert lint(book) == []
    assert audit(book) == []
    assert len(book) < 80 * 1024


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC], ids=lambda engine: engine.name)
def test_no_formula_differs_with_a_plan(edition: Edition, other_edition: Edition, engine: Engine) -> None:
    """For generated responses too, with whatever is suggested for them."""
    books = [scorecard(made, plan_for(made)) for made in map(answered, (edition, other_edition))]
    for each in (edition, other_edition):
        for seed in range(3):
            made = assessed(each, generated(each, seed))
            books.append(scorecard(made, suggested(made)))
    assert_recalculates(books, engine)


def test_only_a_plan_makes_a_difference(assessment: Assessment) -> None:
    """Without one the workbook is the same as ever, and the same plan gives the same bytes."""
    plan = plan_for(assessment)
    assert scorecard(assessment, ()) == scorecard(assessment)
    assert scorecard(assessment, plan) == scorecard(assessment, plan) != scorecard(assessment)
