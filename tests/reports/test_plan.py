"""The Plan sheet with what was agreed: filled, real dates, live where it was live, and literal."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from assessment.model import (
    PHASE_WORDS,
    STATUS_WORDS,
    Assessment,
    Edition,
    PlanEntry,
    PlanPhase,
    PlanStatus,
    Response,
)
from assessment.planning import suggested
from reports.book import ANSWERS, PLAN, places
from reports.cells import column_name
from reports.scorecard import scorecard
from reports.sheets import answers as answers_sheet
from reports.sheets import plan as plan_sheet
from reports.sheets import timeline
from tests.recalculation import FORMUALIZER, IRONCALC, LIBREOFFICE, Engine, assert_recalculates, cached
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
    own = rows[len(plan) - 1]
    assert len(rows) == len(assessment.questionnaire.dimensions) + 1
    assert (own["Owner"], own["By"], own["Status"], own["cs_entry"]) == ("Bo", datetime(2026, 12, 1), "Open", "own")
    assert own["Agreed action"].startswith("=HYPERLINK(")
    untouched = [row for row in rows if row["cs_entry"] is None]
    assert all(row[head] is None for row in untouched for head in ("Owner", "By", "Status", "When", "First step"))


def numbers(book: bytes) -> list[tuple[Any, Any, Any]]:
    """Number, id of the entry and dimension of every row of the Plan sheet."""
    return [(row["No."], row["cs_entry"], row["cs_dimension"]) for row in rows_of(book)]


def test_order_and_numbers_are_those_of_the_plans_page(edition: Edition) -> None:
    """Entries in their own order, dropped ones too; then what is suggested beyond; the rest has no number."""
    assessment = answered(edition)
    first, second, *_ = suggested(assessment)
    own = PlanEntry("own", edition.questionnaire.dimensions[-1].id, "Own")
    plan = (own, replace(second, status=PlanStatus.DROPPED), first)
    rows = numbers(scorecard(assessment, plan))
    assert rows[:3] == [(n, entry.id, entry.dimension) for n, entry in enumerate(plan, 1)]
    others = [entry.dimension for entry in suggested(assessment) if entry.dimension not in {e.dimension for e in plan}]
    assert [row for row in rows if row[0] and row[0] > 3] == [(n, None, id) for n, id in enumerate(others, 4)]
    rest = [row for row in rows if row[0] is None]
    assert rows[-len(rest) :] == rest
    assert {row[2] for row in rest} >= {second.dimension, own.dimension}


def test_what_has_nothing_to_do_comes_last_and_without_a_number(edition: Edition) -> None:
    """A dimension without answers asks for some; nobody takes it for an action."""
    some = edition.questionnaire.dimensions[4].id
    answers = {q.id: 100 for q in edition.questionnaire.questions_of(some) if not q.optional}
    rows = list(rows_of(scorecard(assessed(edition, Response(answers)))))
    assert rows[0]["cs_dimension"] == some
    idle = [row for row in rows if row["Action"] == "Answer more of its questions first."]
    assert len(idle) == len(edition.questionnaire.dimensions) - 1
    assert rows[1:] == idle
    assert {row["No."] for row in idle} == {None}


def test_a_level_planned_beyond_the_next_one_is_shown(assessment: Assessment) -> None:
    """On the plan and on page one, until the answer reaches it: then the next one is."""
    first = suggested(assessment)[0]
    question = assessment.questionnaire.question[first.question or ""]
    top, step = question.levels[-1], question.descriptor(first.level or 0)
    book = scorecard(assessment, (replace(first, level=top.value),))
    assert next(rows_of(book))["Next level"] == top.text != step
    page = openpyxl.load_workbook(BytesIO(book), data_only=True)["Scorecard"]
    words = {str(cell.value) for row in page.iter_rows() for cell in row}
    assert any(top.text in said for said in words)
    assert next(rows_of(scorecard(assessment, (first,))))["Next level"] == step
    # Typed in: once another answer is the weakest, the row is about that one.
    changed = openpyxl.load_workbook(BytesIO(book))
    row = places(assessment).answers[question.id] + 1
    changed[ANSWERS].cell(row, answers_sheet.ANSWER + 1).value = top.text
    content = BytesIO()
    changed.save(content)
    (cells,) = FORMUALIZER.recalculate([content.getvalue()])
    assert top.text not in str(cells[(PLAN, f"{column_name(plan_sheet.NEXT)}5")])


def bars(cells: Mapping[tuple[str, str], object], row: int, count: int = 12) -> str:
    """The marks of a row's months, a point for an empty one."""
    columns = range(timeline.FIRST_MONTH, timeline.FIRST_MONTH + count)
    return "".join(str(cells[(PLAN, f"{column_name(column)}{row}")] or "·") for column in columns)


WRITTEN_BARS = [
    (PlanPhase.MONTH, None, "Open", "□···········"),
    (PlanPhase.QUARTER, None, "Under way", "·■■·········"),
    (PlanPhase.YEAR, None, "Done", "···✓✓✓✓✓✓✓✓✓"),
    (PlanPhase.QUARTER, date(2027, 2, 28), "Dropped", "·×××········"),
    (PlanPhase.YEAR, date(2026, 12, 15), "Open", "·□··········"),
    (None, date(2027, 1, 1), "Open", "□□□·········"),
    (PlanPhase.MONTH, date(2026, 10, 31), "Open", "◂···········"),
    (PlanPhase.MONTH, date(2030, 1, 1), "Open", "□□□□□□□□□□□▸"),
    (None, None, "Open", "············"),
]


@pytest.mark.parametrize("engine", [FORMUALIZER, IRONCALC, LIBREOFFICE], ids=lambda engine: engine.name)
def test_the_bars_follow_when_by_and_status(edition: Edition, engine: Engine) -> None:
    """Typed into the workbook of a plan without any of them; and so for a wrong word or date, which say nothing."""
    assessment = answered(edition)
    book = openpyxl.load_workbook(BytesIO(scorecard(assessment)))
    sheet = book[PLAN]
    for row, (phase, due, status, _) in enumerate(WRITTEN_BARS, 5):
        sheet.cell(row, timeline.PHASE + 1).value = PHASE_WORDS[phase] if phase else "some day"
        sheet.cell(row, timeline.BY + 1).value = due or "soon"
        sheet.cell(row, timeline.STATUS + 1).value = status
    content = BytesIO()
    book.save(content)
    (cells,) = engine.recalculate([content.getvalue()])
    found = [bars(cells, row) for row in range(5, 5 + len(WRITTEN_BARS))]
    assert found == [marks for *_, marks in WRITTEN_BARS]


def test_the_bars_written_are_those_calculated(edition: Edition) -> None:
    """The same marks stand in the file for readers that do not calculate; a far date has more months, 24 at most."""
    assessment = answered(edition)
    for phase, due, status, marks in WRITTEN_BARS:
        wanted = next(key for key, word in STATUS_WORDS.items() if word == status)
        entry = replace(suggested(assessment)[0], phase=phase, due=due, status=wanted, step="")
        count = 24 if due == date(2030, 1, 1) else 12
        found = bars(cached(scorecard(assessment, (entry,))), 5, count)
        assert found == (marks if count == 12 else "□" * 23 + "▸")
    later = replace(suggested(assessment)[0], due=date(2028, 1, 20))
    assert bars(cached(scorecard(assessment, (later,))), 5, 15) == "□" * 15


def test_page_one_shows_owner_and_date_of_the_first_decision(assessment: Assessment) -> None:
    """Also where nothing is calculated."""
    book = scorecard(assessment, plan_for(assessment))
    sheet = openpyxl.load_workbook(BytesIO(book), data_only=True)["Scorecard"]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert HOSTILE in {str(value).replace("_x005F_", "_") for value in values}
    assert datetime(2027, 2, 28) in values


def test_another_answer_has_another_action_and_what_was_agreed_stays(edition: Edition) -> None:
    """Other words for the action stand beside the live one; an entry for another answer has a row of its own."""
    assessment = answered(edition)
    first = suggested(assessment)[0]
    others = [q for q in edition.questionnaire.questions_of(first.dimension) if q.id != first.question]
    below = replace(first, id="below", action="Another", question=others[0].id, level=400)
    rows = list(rows_of(scorecard(assessment, (replace(first, action="In our words"), below))))
    assert rows[0]["Agreed action"] == "In our words"
    assert rows[0]["Action"] == first.action
    assert rows[1]["Agreed action"] == "Another"
    assert (rows[1]["Now"], rows[1]["Next level"]) == (others[0].descriptor(200), others[0].descriptor(400))


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
