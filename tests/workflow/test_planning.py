"""A plan: begun from suggestions, changed thing by thing, taken along, and erased with its organisation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assessment.errors import AccessError, AnsweringError, PlanningError
from assessment.intake.plan import MOST_ENTRIES, read_plan
from assessment.model import Actor, PlanEntry, PlanPhase, PlanStatus, Response, agreed_on
from assessment.moves import Move
from assessment.storage import organisations, plans, responses
from assessment.workflow import answering, own_data, planning
from assessment.workflow.opening import Place
from reports.printed import verdict_pdf
from reports.scorecard import scorecard
from tests.reports.printed.reading import text_of
from tests.reports.test_plan import rows_of
from tests.responses import alike
from tests.workflow.at_once import at_once
from tests.workflow.sitting import Clock, begun, kept, record, say_all, sitting_of


def submitted(place: Place) -> Actor:
    """Somebody whose answers, all on the second level with two priorities, are submitted."""
    actor, questionnaire = begun(place), place.edition.questionnaire
    picked = tuple(dimension.id for dimension in questionnaire.dimensions[:2])
    targets = dict.fromkeys(picked, questionnaire.stages[-1].target)
    say_all(actor, place, Response(alike(questionnaire, 2), priorities=picked, starred=picked[0], targets=targets))
    answering.submit(actor, place)
    return actor


def planned(place: Place) -> Actor:
    """Somebody with a plan."""
    actor = submitted(place)
    planning.begin_plan(actor, place)
    return actor


def test_a_plan_begins_with_the_first_decisions_once(any_place: Place) -> None:
    """Of any questionnaire; a second time changes nothing, whatever was said meanwhile."""
    actor = submitted(any_place)
    assert planning.plan_of(actor, any_place) == ()
    planning.begin_plan(actor, any_place)
    entries = planning.plan_of(actor, any_place)
    assert [entry.dimension for entry in entries] == [d.id for d in any_place.edition.questionnaire.dimensions[:2]]
    assert len({entry.id for entry in entries}) == 2
    planning.put_owner(actor, any_place, entries[0].id, "Ada")
    planning.begin_plan(actor, any_place)
    assert planning.plan_of(actor, any_place) == (replace(entries[0], owner="Ada"), entries[1])


def test_every_field_is_stored_by_itself_and_taken_back(place: Place, clock: Clock) -> None:
    """With its time as the time of the last change."""
    actor = planned(place)
    first, second = planning.plan_of(actor, place)
    clock.forward(minutes=3)
    planning.put_owner(actor, place, first.id, "  Ada \n O'Neill ")
    planning.put_due(actor, place, first.id, date(2027, 2, 28))
    planning.put_phase(actor, place, first.id, PlanPhase.YEAR)
    planning.put_step(actor, place, first.id, "Ask two\0 customers ")
    planning.put_status(actor, place, first.id, PlanStatus.DOING)
    planning.put_action(actor, place, first.id, " Decide =1+1 ")
    wanted = replace(
        first,
        owner="Ada O'Neill",
        due=date(2027, 2, 28),
        phase=PlanPhase.YEAR,
        step="Ask two customers",
        status=PlanStatus.DOING,
        action="Decide =1+1",
    )
    assert planning.plan_of(actor, place) == (wanted, second)
    assert sitting_of(actor, place).stored.saved_at == clock()
    planning.put_owner(actor, place, first.id, " ")
    planning.put_due(actor, place, first.id, None)
    planning.put_phase(actor, place, first.id, None)
    planning.put_step(actor, place, first.id, "")
    planning.put_status(actor, place, first.id, PlanStatus.OPEN)
    emptied = replace(wanted, owner="", due=None, phase=None, step="", status=PlanStatus.OPEN)
    assert planning.plan_of(actor, place) == (emptied, second)
    said = [(subject, value) for kind, subject, value in record(actor, place) if kind == "plan"]
    assert (f"{first.dimension}/due", "2027-02-28") in said
    assert (f"{first.dimension}/owner", None) in said


def test_own_actions_are_added_moved_and_removed(place: Place) -> None:
    """For any dimension, also a second one for the same."""
    actor = planned(place)
    first, second = planning.plan_of(actor, place)
    id = planning.add(actor, place, first.dimension, "Something else")
    planning.move_up(actor, place, id)
    planning.move_up(actor, place, first.id)
    assert [entry.id for entry in planning.plan_of(actor, place)] == [first.id, id, second.id]
    planning.remove(actor, place, first.id)
    planning.remove(actor, place, first.id)
    assert [entry.id for entry in planning.plan_of(actor, place)] == [id, second.id]


def test_moves_go_to_the_entry_of_their_question_or_to_a_new_one(place: Place) -> None:
    """A dropped entry is left as it was."""
    actor = planned(place)
    first, second = planning.plan_of(actor, place)
    planning.put_owner(actor, place, first.id, "Ada")
    planning.put_status(actor, place, second.id, PlanStatus.DROPPED)
    assert first.question is not None
    assert second.question is not None
    planning.add_moves(actor, place, [Move(first.question, 200, 500), Move(second.question, 200, 400)])
    changed, dropped, added = planning.plan_of(actor, place)
    assert changed == replace(first, owner="Ada", level=500)
    assert dropped == replace(second, status=PlanStatus.DROPPED)
    assert (added.question, added.level, added.status) == (second.question, 400, PlanStatus.OPEN)


def test_a_decision_has_one_entry_which_is_made_when_something_is_said_of_it(place: Place) -> None:
    """And the rest can still be suggested afterwards."""
    actor = submitted(place)
    dimensions = place.edition.questionnaire.dimensions
    planning.put_owner_for(actor, place, dimensions[1].id, "Ada")
    planning.put_due_for(actor, place, dimensions[1].id, date(2027, 1, 31))
    (entry,) = planning.plan_of(actor, place)
    assert (entry.dimension, entry.owner, entry.due) == (dimensions[1].id, "Ada", date(2027, 1, 31))
    assert entry.phase is PlanPhase.QUARTER
    planning.begin_plan(actor, place)
    assert [e.dimension for e in planning.plan_of(actor, place)] == [dimensions[1].id, dimensions[0].id]
    planning.put_status(actor, place, entry.id, PlanStatus.DROPPED)
    planning.put_owner_for(actor, place, dimensions[1].id, "Bo")
    assert [e.owner for e in planning.plan_of(actor, place)] == ["Ada", "", "Bo"]


def test_an_owner_said_on_the_verdict_never_goes_to_an_own_action(place: Place) -> None:
    """Screen, workbook and page show it beside the decision, whatever else is planned there."""
    actor = submitted(place)
    first = place.edition.questionnaire.dimensions[0].id
    own = planning.add(actor, place, first, "Our own")
    planning.put_owner_for(actor, place, first, "Ada")
    ours, made = planning.plan_of(actor, place)
    assert (ours.id, ours.owner, made.owner) == (own, "", "Ada")
    assert_shown_everywhere(actor, place, made)


def test_an_owner_said_after_dropping_the_suggestion_is_the_one_shown(place: Place) -> None:
    """On screen, in the workbook and on the page; the dropped one keeps its place in the workbook."""
    actor = planned(place)
    first = planning.plan_of(actor, place)[0]
    planning.put_owner(actor, place, first.id, "Gone")
    planning.put_status(actor, place, first.id, PlanStatus.DROPPED)
    planning.put_owner_for(actor, place, first.dimension, "Ada")
    made = planning.plan_of(actor, place)[-1]
    assert made.owner == "Ada"
    assert_shown_everywhere(actor, place, made)
    assert next(rows_of(workbook(actor, place)))["cs_entry"] == first.id


def workbook(actor: Actor, place: Place) -> bytes:
    """The actor's scorecard with the plan."""
    return scorecard(answering.assessment_of(actor, place), planning.plan_of(actor, place))


def assert_shown_everywhere(actor: Actor, place: Place, entry: PlanEntry) -> None:
    """An entry of the first decision stands for it in the model, the workbook and on the page."""
    assessment, entries = answering.assessment_of(actor, place), planning.plan_of(actor, place)
    assert agreed_on(entries, assessment.questionnaire, assessment.response, entry.dimension) == entry
    (row,) = (row for row in rows_of(workbook(actor, place)) if row["cs_entry"] == entry.id)
    assert (row["Owner"], bool(row["Action"])) == (entry.owner, True)
    assert f"Owner {entry.owner}" in text_of(verdict_pdf(assessment, entries))


REFUSED: dict[str, tuple[Callable[[Actor, Place, str], object], str]] = {
    "long owner": (lambda a, p, id: planning.put_owner(a, p, id, "x" * 121), "The owner has 121 characters"),
    "long step": (lambda a, p, id: planning.put_step(a, p, id, "x" * 1001), "The first step has 1001 characters"),
    "long action": (lambda a, p, id: planning.put_action(a, p, id, "x" * 1001), "The action has 1001 characters"),
    "no action": (lambda a, p, id: planning.put_action(a, p, id, " \0"), "The action has no words"),
    "far": (lambda a, p, id: planning.put_due(a, p, id, date(2096, 1, 1)), "2096-01-01 is too far away"),
    "long ago": (
        lambda a, p, id: planning.put_due(a, p, id, date(2009, 1, 1)),
        "lies more than 5 years back",
    ),
    "gone": (lambda a, p, _: planning.put_owner(a, p, "gone", "x"), "no longer in the plan"),
    "gone, moved": (lambda a, p, _: planning.move_up(a, p, "gone"), "no longer in the plan"),
    "dimension": (lambda a, p, _: planning.add(a, p, "unknown", "x"), "does not belong to the questionnaire"),
    "decision": (lambda a, p, _: planning.put_owner_for(a, p, "?", "x"), "does not belong to the questionnaire"),
    "question": (lambda a, p, _: planning.add_moves(a, p, [Move("?", 200, 300)]), "This move does not belong"),
    "level": (lambda a, p, _: planning.add_moves(a, p, [Move("proof-of-advantage", 200, 301)]), "This move does not"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(place: Place, name: str) -> None:
    """In words that say how to mend it."""
    actor = planned(place)
    before = kept(actor, place)
    say, words = REFUSED[name]
    with pytest.raises(PlanningError, match=words):
        say(actor, place, planning.plan_of(actor, place)[0].id)
    assert kept(actor, place) == before


def test_a_plan_is_not_endless(place: Place) -> None:
    """The last entry can still be changed."""
    actor = planned(place)
    stored = sitting_of(actor, place).stored
    first = planning.plan_of(actor, place)[0]
    with place.store.write() as connection:
        for number in range(MOST_ENTRIES - 2):
            plans.put(connection, stored.organisation.id, 1, replace(first, id=str(number)), place.now())
    with pytest.raises(PlanningError, match="at most 200 entries"):
        planning.add(actor, place, first.dimension, "One too many")
    planning.put_owner(actor, place, first.id, "Ada")
    assert len(planning.plan_of(actor, place)) == MOST_ENTRIES


def test_before_the_first_submission_there_is_no_plan_and_after_reopening_there_is(place: Place) -> None:
    """Answers that were settled once may be planned for."""
    actor = begun(place)
    assert not planning.is_allowed(actor, place)
    with pytest.raises(PlanningError, match="submit your answers on the review page first"):
        planning.begin_plan(actor, place)
    actor = planned(place)
    answering.reopen(actor, place)
    assert planning.is_allowed(actor, place)
    planning.put_owner(actor, place, planning.plan_of(actor, place)[0].id, "Ada")
    assert planning.plan_of(actor, place)[0].owner == "Ada"


def test_nobody_else_sees_or_changes_a_plan(place: Place) -> None:
    """Not even with a known id."""
    theirs, mine = planned(place), planned(place)
    entry = planning.plan_of(theirs, place)[0]
    with pytest.raises(PlanningError, match="no longer in the plan"):
        planning.put_owner(mine, place, entry.id, "x")
    with pytest.raises(PlanningError, match="no longer in the plan"):
        planning.move_up(mine, place, entry.id)
    planning.remove(mine, place, entry.id)
    assert planning.plan_of(theirs, place)[0] == entry
    with pytest.raises(AccessError):
        planning.plan_of(Actor(theirs.role, "unknown"), place)


def test_of_two_windows_the_last_word_on_each_thing_holds(place: Place) -> None:
    """And nothing else that was said is lost."""
    actor = planned(place)
    one, two = replace(actor, tab="one.1"), replace(actor, tab="two.1")
    answering.claim(one, place, "one.1")
    entry = planning.plan_of(actor, place)[0]
    planning.put_owner(one, place, entry.id, "Ada")
    planning.put_step(two, place, entry.id, "Call Bo")
    planning.put_owner(two, place, entry.id, "Bo")
    found = planning.plan_of(actor, place)[0]
    assert (found.owner, found.step) == ("Bo", "Call Bo")
    # The first window no longer has the last word, so that nothing it heard late may overwrite this.
    with pytest.raises(AnsweringError, match="answered elsewhere"):
        planning.put_owner(replace(one, is_late=True), place, entry.id, "Ada")


def test_what_is_said_at_the_same_moment_is_all_kept(place: Place) -> None:
    """Different fields of one entry, and several new entries."""
    actor = planned(place)
    entry = planning.plan_of(actor, place)[0]
    at_once(
        place,
        lambda: planning.put_owner(actor, place, entry.id, "Ada"),
        lambda: planning.put_step(actor, place, entry.id, "Call Bo"),
        lambda: planning.put_phase(actor, place, entry.id, PlanPhase.YEAR),
        lambda: planning.add(actor, place, entry.dimension, "Another"),
    )
    entries = planning.plan_of(actor, place)
    assert (entries[0].owner, entries[0].step, entries[0].phase) == ("Ada", "Call Bo", PlanPhase.YEAR)
    assert len(entries) == 3


def test_time_spent_on_a_plan_is_none_spent_answering(place: Place, clock: Clock) -> None:
    """Else others would be told that answering takes longer."""
    actor = planned(place)
    before = sitting_of(actor, place).stored.seconds
    entry = planning.plan_of(actor, place)[0]
    for number in range(5):
        clock.forward(seconds=20)
        planning.put_owner(actor, place, entry.id, f"Owner {number}")
    clock.forward(days=1)
    answering.reopen(actor, place)
    answering.submit(actor, place)
    after = sitting_of(actor, place).stored.seconds
    assert after == before


def test_a_plan_is_taken_along_and_reads_back(place: Place) -> None:
    """As plain values in the file of everything."""
    actor = planned(place)
    planning.put_due(actor, place, planning.plan_of(actor, place)[0].id, date(2027, 2, 28))
    exported = own_data.exported(actor, place)
    assert read_plan(exported["plan"], "a.json", place.edition.questionnaire) == planning.plan_of(actor, place)


def test_a_plan_is_erased_with_its_organisation(place: Place) -> None:
    """Nobody else answered for it."""
    actor = planned(place)
    organisation = sitting_of(actor, place).stored.organisation.id
    own_data.erase(actor, place, "R-1")
    with place.store.read() as connection:
        assert plans.of(connection, organisation, 1) == ()
        assert responses.count_of(connection, organisation) == 0
        with pytest.raises(Exception, match="does not exist"):
            organisations.get(connection, organisation)
