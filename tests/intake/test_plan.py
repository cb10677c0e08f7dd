"""A plan is written and read back exactly; what cannot be read is named with its place."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import IntakeError
from assessment.intake import answers_json
from assessment.intake.plan import LONGEST_ACTION, MOST_ENTRIES, read_plan, said
from assessment.model import Edition, Length, PlanEntry, PlanPhase, PlanStatus, Questionnaire, Response
from tests import shapes

SHAPES = [shapes.edition(seed).questionnaire for seed in range(8)]
WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Questionnaire, tuple[PlanEntry, ...]]:
    """A questionnaire of any shape, and a plan for it."""
    questionnaire = draw(st.sampled_from(SHAPES))
    ids = draw(st.lists(WORDS.filter(bool), unique=True, max_size=5))
    return questionnaire, tuple(_entry(draw, questionnaire, id) for id in ids)


def _entry(draw: st.DrawFn, questionnaire: Questionnaire, id: str) -> PlanEntry:
    dimension = draw(st.sampled_from(questionnaire.dimensions)).id
    question = draw(st.none() | st.sampled_from(questionnaire.questions_of(dimension)))
    levels = [level.value for level in question.levels] if question else []
    return PlanEntry(
        id=id,
        dimension=dimension,
        action=draw(WORDS.filter(bool)),
        owner=draw(WORDS),
        due=draw(st.none() | st.dates()),
        phase=draw(st.none() | st.sampled_from(PlanPhase)),
        step=draw(WORDS),
        status=draw(st.sampled_from(PlanStatus)),
        question=question.id if question else None,
        level=draw(st.none() | st.sampled_from(levels)) if levels else None,
    )


@settings(deadline=None)
@given(plans())
def test_what_is_written_is_read_back_exactly(made: tuple[Questionnaire, tuple[PlanEntry, ...]]) -> None:
    """Through JSON as text, and by whichever way its numbers are read."""
    questionnaire, entries = made
    text = json.dumps(said(entries), allow_nan=False)
    assert read_plan(json.loads(text), "p.json", questionnaire) == entries
    assert read_plan(said(entries), "p.json", questionnaire) == entries
    whole = json.dumps({"answers": {}, "plan": said(entries)})
    edition = Edition(questionnaire)
    assert answers_json.parse(whole, "a.json", edition, Length.FULL) == Response({})


GOOD = {"id": "a", "dimension": "machines", "action": "Lock them", "question": "guards", "level": 0.75}


def test_only_id_dimension_and_action_are_needed(other_edition: Edition) -> None:
    """The rest is empty, and the entry open."""
    written = {"id": "a", "dimension": "machines", "action": "Lock them"}
    assert read_plan([written], "p.json", other_edition.questionnaire) == (PlanEntry("a", "machines", "Lock them"),)
    (entry,) = read_plan([GOOD], "p.json", other_edition.questionnaire)
    assert (entry.level, entry.status) == (75, PlanStatus.OPEN)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": None}, "'id' is missing; add it"),
        ({"action": ""}, "'action' is missing; add it"),
        ({"action": 3}, "'action': 3 must be text"),
        ({"action": "x" * (LONGEST_ACTION + 1)}, "'action' has 1001 characters, at most 1000 are kept"),
        ({"owner": "a\ud800"}, "'owner': .* holds a sign that cannot be kept"),
        ({"dimension": "machine"}, "unknown area 'machine'; did you mean 'machines'"),
        ({"dimension": "people"}, "'question': 'guards' does not belong to 'people'"),
        ({"question": "guard"}, "unknown question 'guard'; did you mean 'guards'"),
        ({"question": None}, "'level' stands without a known 'question'"),
        ({"level": 2}, "'level': 2 is no level of 'guards'; known are 0, 0.75, 1.5 and 3"),
        ({"level": True}, "'level': true is no level"),
        ({"level": "0.75"}, "'level': '0.75' is no level"),
        ({"level": float("inf")}, "'level': inf is no level"),
        ({"level": 0.750000001}, "'level': 0.750000001 is no level"),
        ({"due": "2028-02-30"}, "'due': '2028-02-30' is no date such as 2028-02-29"),
        ({"due": "20280229"}, "'due': '20280229' is no date"),
        ({"due": 5}, "'due': 5 is no date"),
        ({"phase": "decade"}, "'phase': unknown value 'decade'; known are month, quarter and year"),
        ({"status": []}, r"'status': unknown value \[...\]; known are open, doing, done and dropped"),
        ({"ownr": "x"}, "unknown key 'ownr'; did you mean 'owner'"),
    ],
)
def test_each_problem_says_where_and_how_to_mend_it(
    other_edition: Edition, change: dict[str, Any], problem: str
) -> None:
    """With the file and the number of the entry."""
    fine = {**GOOD, "id": "fine"}
    with pytest.raises(IntakeError, match=rf"^p.json, 'plan', entry 2: {problem}"):
        read_plan([fine, {**GOOD, **change}], "p.json", other_edition.questionnaire)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({}, "must be a list of entries"),
        (["x"], "entry 1: must be an object"),
        ([GOOD, GOOD], "the id 'a' stands twice"),
        ([GOOD] * (MOST_ENTRIES + 1), "has 201 entries, at most 200 are kept"),
    ],
)
def test_what_is_no_plan_is_refused(other_edition: Edition, written: object, problem: str) -> None:
    """Whatever it is."""
    with pytest.raises(IntakeError, match=problem):
        read_plan(written, "p.json", other_edition.questionnaire)


def test_a_file_names_the_problems_of_its_plan_beside_all_others(other_edition: Edition) -> None:
    """At once."""
    text = json.dumps({"answers": {"unknown": 1}, "plan": [{**GOOD, "due": "soon"}], "more": 1})
    with pytest.raises(IntakeError) as refused:
        answers_json.parse(text, "a.json", other_edition, Length.FULL)
    assert len(refused.value.problems) == 3
    assert any("entry 1: 'due'" in problem for problem in refused.value.problems)


def test_dates_are_written_plainly() -> None:
    """And what is not said is null or empty."""
    (written,) = said([PlanEntry("a", "machines", "Lock them", due=date(2028, 2, 29), question="guards", level=75)])
    assert written == {
        "id": "a",
        "dimension": "machines",
        "action": "Lock them",
        "owner": "",
        "due": "2028-02-29",
        "phase": None,
        "step": "",
        "status": "open",
        "question": "guards",
        "level": 0.75,
    }
