"""How far a response is, and how long the rest takes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Edition, Length, Response, Status
from assessment.progress import LONGEST_THOUGHT, Duration, Progress, duration, progress, thinking_times, unsaid
from tests.responses import alike
from tests.workflow.sitting import NOW


def times(*gaps: float) -> list[datetime]:
    """Moments with these gaps in seconds between them."""
    moments = [NOW]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(seconds=gap))
    return moments


def far(edition: Edition, response: Response, answered_at: Iterable[datetime] = ()) -> Progress:
    """The progress of a response."""
    return progress(edition.questionnaire, response, answered_at)


def test_an_empty_response_has_everything_left_and_takes_the_estimate(edition: Edition) -> None:
    """In minutes, at the announced pace of its own length."""
    for length in Length:
        empty = far(edition, Response({}, length))
        assert (empty.share, empty.minutes_left) == (0, edition.questionnaire.minutes[length])
        assert empty.first_unfinished == edition.questionnaire.asking_order[0]
        assert (
            empty.open_questions
            == sum(empty.asked.values())
            == (20 if length is Length.SHORT else empty.open_questions)
        )


def test_a_complete_response_has_nothing_left(edition: Edition) -> None:
    """Optional questions do not hold anybody back."""
    complete = far(edition, Response(alike(edition.questionnaire, 3)))
    assert (complete.share, complete.minutes_left, complete.open_questions) == (1, 0, 0)
    assert complete.first_unfinished is None


def test_a_status_is_something_said(other_edition: Edition) -> None:
    """Who cannot judge has done what was asked."""
    said = far(other_edition, Response({"guards": Status.CANNOT_JUDGE, "training": Status.DOES_NOT_APPLY}))
    assert said.said == {"machines": 1, "people": 1, "air": 0}
    assert said.asked == {"machines": 3, "people": 2, "air": 4}
    assert said.share == 2 / 9


def test_answers_beyond_what_is_asked_do_not_count(edition: Edition) -> None:
    """Neither those outside the length nor those to optional questions."""
    questionnaire = edition.questionnaire
    beyond = {q.id: 300 for q in questionnaire.questions if q.optional or not q.short}
    assert far(edition, Response(beyond, Length.SHORT)).share == 0


def test_a_deepened_dimension_asks_all_its_questions(edition: Edition) -> None:
    """And the others stay short."""
    first, *others = edition.questionnaire.asking_order
    deep = far(edition, Response({}, Length.SHORT, deepened=frozenset({first})))
    assert deep.asked[first] == len(edition.questionnaire.scored_questions(first, Length.FULL)) > 2
    assert {deep.asked[id] for id in others} == {2}


def test_the_open_questions_of_a_dimension_are_named_in_their_order(other_edition: Edition) -> None:
    """Those without a word said."""
    response = Response({"emergency-stops": 0})
    left = unsaid(other_edition.questionnaire, response, "machines")
    assert [question.id for question in left] == ["guards", "servicing"]


def test_minutes_left_follow_the_own_pace_once_there_is_one(other_edition: Edition) -> None:
    """From five gaps on; before, the announced pace of 5 minutes for 9 questions."""
    answers = dict.fromkeys(["guards", "emergency-stops", "servicing", "training", "near-misses", "extraction"], 75)
    response = Response(answers)
    assert far(other_edition, response, times(120, 120, 120, 120, 120)).minutes_left == 6
    assert far(other_edition, response, times(20, 20, 20, 20, 20)).minutes_left == 1
    assert far(other_edition, response, times(120, 120, 120, 120)).minutes_left == round(3 * 5 / 9)
    assert far(other_edition, response, times(*[120] * 5)).at_own_pace
    assert not far(other_edition, response, times(*[120] * 4)).at_own_pace
    assert far(other_edition, response, ()).minutes_left == round(3 * 5 / 9)


def test_a_break_is_not_thinking(other_edition: Edition) -> None:
    """A night between two answers leaves the pace as it was, and counts as no gap."""
    response = Response(dict.fromkeys(["guards", "emergency-stops", "servicing", "training"], 75))
    steady = far(other_edition, response, times(60, 60, 60, 60, 60))
    assert steady.minutes_left == 5
    assert far(other_edition, response, times(60, 60, 60, 40_000, 60, 60)).minutes_left == 5
    assert far(other_edition, response, times(10, 10, 40_000, 10, 10)).minutes_left == round(5 * 5 / 9)


@pytest.mark.parametrize(
    ("gaps", "thought"),
    [
        ((), []),
        ((10, 20), [10, 20]),
        ((LONGEST_THOUGHT, LONGEST_THOUGHT + 1), [LONGEST_THOUGHT]),
        ((0, 0.5), [0, 0.5]),
    ],
)
def test_thinking_times_leave_out_only_what_is_too_long(gaps: tuple[float, ...], thought: list[float]) -> None:
    """Three minutes still are a thought."""
    assert thinking_times(times(*gaps)) == thought
    assert thinking_times(reversed(times(*gaps))) == thought


def test_no_answer_and_one_answer_have_no_thinking_times() -> None:
    """There is nothing between them."""
    assert thinking_times([]) == thinking_times([NOW]) == []


@given(st.lists(st.integers(0, 10_000), max_size=30), st.sampled_from(Length))
def test_minutes_left_are_never_none_while_something_is_left(edition: Edition, gaps: list[int], length: Length) -> None:
    """However fast or slow somebody is: at least one, and at most three a question."""
    left = far(edition, Response({}, length), times(*gaps))
    most = max(edition.questionnaire.minutes[length], left.open_questions * LONGEST_THOUGHT / 60)
    assert 1 <= left.minutes_left <= most


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ([], Duration(12, 0)),
        ([600] * 9, Duration(12, 0)),
        ([600] * 10, Duration(10, 10)),
        ([0] * 5 + [600] * 6, Duration(10, 11)),
        ([540] * 5 + [660] * 5, Duration(10, 10)),
        ([1] * 10, Duration(1, 10)),
        ([0] * 10, Duration(1, 10)),
    ],
)
def test_the_time_announced_is_an_estimate_until_ten_have_answered(seconds: list[int], said: Duration) -> None:
    """Then the median in whole minutes, and at least one."""
    assert duration(12, seconds) == said


def test_a_questionnaire_of_any_shape_has_a_progress(other_edition: Edition) -> None:
    """Also one in which a dimension is asked no scored question at this length."""
    questionnaire = replace(other_edition.questionnaire, minutes={Length.FULL: 5, Length.SHORT: 5})
    nothing = progress(questionnaire, Response({}, Length.SHORT), ())
    assert (nothing.share, nothing.minutes_left, nothing.first_unfinished) == (0, 0, None)
