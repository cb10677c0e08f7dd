"""A filled workbook is compared first, and taken over as a whole or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from assessment.errors import AccessError, PlanningError
from assessment.model import Actor, Length, PlanColumn, PlanStatus, Response
from assessment.moves import Move
from assessment.workflow import answering, planning, visiting
from assessment.workflow.opening import Place
from assessment.workflow.taking_back import Comparison, compared, read, take_over
from reports.scorecard import scorecard
from tests.intake.test_plan_workbook import HEAD, column, filled, put
from tests.workflow.sitting import begun, say_all
from tests.workflow.test_planning import planned, submitted


def book(actor: Actor, place: Place, fill: Callable[[Any], object] = lambda sheet: sheet) -> bytes:
    """The actor's scorecard, filled in so."""
    assessment = answering.assessment_of(actor, place)
    return filled(scorecard(assessment, planning.plan_of(actor, place)), fill)


def compare(actor: Actor, place: Place, content: bytes) -> Comparison:
    """What a filled workbook says otherwise than the plan."""
    return compared(actor, place, read(actor, place, content, "a.xlsx"))


def empty_row(sheet: Any, dimension: str) -> int:
    """The row of a dimension's weakest answer, on which nothing was agreed yet."""
    ids, entries = column(sheet, "cs_dimension"), column(sheet, "cs_entry")
    rows = range(HEAD + 1, sheet.max_row + 1)
    (row,) = (at for at in rows if sheet.cell(at, ids).value == dimension and not sheet.cell(at, entries).value)
    return row


def test_an_untouched_workbook_differs_in_nothing(any_place: Place) -> None:
    """Whatever was said of the plan."""
    actor = planned(any_place)
    entry = planning.plan_of(actor, any_place)[0]
    planning.put_due(actor, any_place, entry.id, date(2027, 2, 28))
    planning.put_action(actor, any_place, entry.id, "In “our” words = 1")
    planning.add(actor, any_place, entry.dimension, "Own")
    found = compare(actor, any_place, book(actor, any_place))
    assert (found.changes, found.remarks, found.rows) == ((), (), 3)


def test_only_what_the_workbook_says_otherwise_is_taken_over(place: Place) -> None:
    """An emptied cell takes nothing back."""
    actor = planned(place)
    first, second = planning.plan_of(actor, place)
    planning.put_owner(actor, place, first.id, "Ada")

    def fill(sheet: Any) -> None:
        put(sheet, HEAD + 1, "Owner", "Bo")
        put(sheet, HEAD + 1, "By", datetime(2027, 1, 31))
        put(sheet, HEAD + 1, "First step", None)
        put(sheet, HEAD + 2, "Status", "Done")

    found = compare(actor, place, book(actor, place, fill))
    said = [(one.entry, one.column, one.ours, one.theirs) for one in found.changes]
    assert said == [
        (first.id, PlanColumn.OWNER, "Ada", "Bo"),
        (first.id, PlanColumn.DUE, None, date(2027, 1, 31)),
        (second.id, PlanColumn.STATUS, PlanStatus.OPEN, PlanStatus.DONE),
    ]
    assert planning.plan_of(actor, place) == (replace(first, owner="Ada"), second)
    take_over(actor, place, found.changes)
    wanted = (replace(first, owner="Bo", due=date(2027, 1, 31)), replace(second, status=PlanStatus.DONE))
    assert planning.plan_of(actor, place) == wanted
    assert compare(actor, place, book(actor, place)).changes == ()


def test_a_row_without_an_entry_makes_one(place: Place) -> None:
    """One entry for the row, with the suggested action."""
    actor = submitted(place)

    def fill(sheet: Any) -> None:
        put(sheet, HEAD + 1, "Owner", "Bo")
        put(sheet, HEAD + 1, "Status", "Under way")

    found = compare(actor, place, book(actor, place, fill))
    take_over(actor, place, found.changes)
    (entry,) = planning.plan_of(actor, place)
    assert (entry.owner, entry.status) == ("Bo", PlanStatus.DOING)
    assert entry.action == answering.assessment_of(actor, place).verdict.decisions[0].action
    with pytest.raises(PlanningError, match="changed meanwhile"):
        take_over(actor, place, found.changes)


def test_what_changed_meanwhile_is_not_overwritten(place: Place) -> None:
    """Nothing of the workbook is stored then."""
    actor = planned(place)
    first, _ = planning.plan_of(actor, place)

    def fill(sheet: Any) -> None:
        put(sheet, HEAD + 1, "First step", "Ask")
        put(sheet, HEAD + 1, "Owner", "Bo")

    found = compare(actor, place, book(actor, place, fill))
    planning.put_owner(actor, place, first.id, "Cy")
    with pytest.raises(PlanningError, match="changed meanwhile"):
        take_over(actor, place, found.changes)
    assert planning.plan_of(actor, place)[0] == replace(first, owner="Cy")


def test_rows_that_stand_twice_are_gone_or_hold_a_strange_date_are_named(place: Place) -> None:
    """And left out."""
    actor = planned(place)
    first, second = planning.plan_of(actor, place)

    def fill(sheet: Any) -> None:
        for head in ("cs_entry", "cs_dimension"):
            put(sheet, HEAD + 3, head, sheet.cell(HEAD + 1, column(sheet, head)).value)
        put(sheet, HEAD + 3, "Owner", "Bo")
        put(sheet, HEAD + 2, "Owner", "Bo")

    twice = compare(actor, place, book(actor, place, fill))
    assert [one.entry for one in twice.changes] == [second.id]
    assert [remark.split(":")[0] for remark in twice.remarks] == ["Row 5", "Row 7"]
    content = book(actor, place, fill)
    planning.remove(actor, place, second.id)
    assert any("no longer in the plan" in remark for remark in compare(actor, place, content).remarks)
    far = book(actor, place, lambda sheet: put(sheet, HEAD + 1, "By", datetime(2096, 1, 1)))
    found = compare(actor, place, far)
    assert found.changes == ()
    assert "too far away" in found.remarks[0]
    assert first.id


def test_only_ones_own_plan_is_compared_and_changed(place: Place) -> None:
    """A stranger's workbook finds none of its entries."""
    theirs, mine = planned(place), planned(place)
    found = compare(mine, place, book(theirs, place))
    assert found.changes == ()
    assert all("no longer in the plan" in remark for remark in found.remarks)
    with pytest.raises(AccessError):
        read(visiting.NOBODY, place, book(theirs, place), "a.xlsx")
    with pytest.raises(AccessError):
        compared(visiting.NOBODY, place, read(mine, place, book(theirs, place), "a.xlsx"))
    with pytest.raises(AccessError):
        take_over(visiting.NOBODY, place, ())


def test_the_empty_row_of_a_dimension_is_not_that_of_an_own_action(place: Place) -> None:
    """Words filled into it make the suggested entry, and the own action keeps its own."""
    actor = submitted(place)
    first = place.edition.questionnaire.dimensions[0].id
    id = planning.add(actor, place, first, "Our own")

    def fill(sheet: Any) -> None:
        put(sheet, empty_row(sheet, first), "Owner", "Bo")

    found = compare(actor, place, book(actor, place, fill))
    assert [(one.entry, one.dimension, one.theirs) for one in found.changes] == [(None, first, "Bo")]
    take_over(actor, place, found.changes)
    own, made = planning.plan_of(actor, place)
    assert (own.id, own.owner) == (id, "")
    assert (made.dimension, made.owner, made.question is None) == (first, "Bo", False)


def test_an_empty_row_becomes_the_entry_made_since_the_workbook_was_taken_along(place: Place) -> None:
    """The one that the decision stands for, not one that was dropped."""
    actor = submitted(place)
    content = book(actor, place, lambda sheet: put(sheet, HEAD + 1, "Owner", "Bo"))
    planning.begin_plan(actor, place)
    first = planning.plan_of(actor, place)[0]
    assert [one.entry for one in compare(actor, place, content).changes] == [first.id]
    planning.put_status(actor, place, first.id, PlanStatus.DROPPED)
    assert [one.entry for one in compare(actor, place, content).changes] == [None]


def test_an_empty_row_whose_answer_is_no_longer_the_weakest_is_left_out_alone(place: Place) -> None:
    """What is planned for the new weakest answer has a row of its own, which is read."""
    actor = submitted(place)
    questionnaire = place.edition.questionnaire
    questions = Response({}, Length.SHORT).asked(questionnaire, questionnaire.dimensions[0].id)
    planning.add_moves(actor, place, [Move(questions[1].id, 200, 300)])

    def fill(sheet: Any) -> None:
        put(sheet, empty_row(sheet, questionnaire.dimensions[0].id), "Owner", "Bo")
        put(sheet, HEAD + 1, "Owner", "Cy")

    content = book(actor, place, fill)
    answering.reopen(actor, place)
    answering.answer(actor, place, questions[0].id, 300)
    answering.submit(actor, place)
    found = compare(actor, place, content)
    assert [one.theirs for one in found.changes] == ["Cy"]
    assert len(found.remarks) == 1
    assert found.remarks[0].startswith("Row ")


def test_a_row_for_which_nothing_is_answered_needs_an_action_of_its_own(place: Place) -> None:
    """Without one it is left out by itself, and what the others say can be taken over."""
    actor = begun(place)
    first, second, third = (dimension.id for dimension in place.edition.questionnaire.dimensions[:3])
    answered = {question.id: 200 for question in place.edition.questionnaire.questions_of(first)}
    say_all(actor, place, Response(answered))
    answering.submit(actor, place)

    def fill(sheet: Any) -> None:
        ids = column(sheet, "cs_dimension")
        rows = {sheet.cell(row, ids).value: row for row in range(HEAD + 1, sheet.max_row + 1)}
        for id in (first, second, third):
            put(sheet, rows[id], "Owner", "Bo")
        put(sheet, rows[third], "Agreed action", "Ask around")

    found = compare(actor, place, book(actor, place, fill))
    (remark,) = found.remarks
    assert "nothing is answered there" in remark
    assert "“Agreed action”" in remark
    take_over(actor, place, found.changes)
    entries = {entry.dimension: entry for entry in planning.plan_of(actor, place)}
    assert set(entries) == {first, third}
    assert (entries[third].action, entries[third].owner) == ("Ask around", "Bo")


def test_what_would_be_stored_alike_is_no_difference(place: Place) -> None:
    """A name with two spaces is kept with one, so that it is not offered for ever."""
    actor = planned(place)
    content = book(actor, place, lambda sheet: put(sheet, HEAD + 1, "Owner", "Anna  B"))
    found = compare(actor, place, content)
    assert [one.theirs for one in found.changes] == ["Anna B"]
    take_over(actor, place, found.changes)
    assert compare(actor, place, content).changes == ()
