"""The fewest steps to a score: cases worked by hand, and every combination of moves tried."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment import moves as engine
from assessment.model import Answer, Edition, Length, Questionnaire, Response, Status
from assessment.moves import Move, Way, moved, next_stage, rungs, way_sentence
from assessment.scoring import score
from tests import shapes
from tests.responses import alike, generated, levels

RIGHT = "right-to-win"
CHOICE, PROOF, MONEY, TEST = FOUR = (
    "explicit-choice",
    "proof-of-advantage",
    "money-follows-choice",
    "new-market-test",
)
# More combinations than these are not tried one by one.
MOST_TRIED = 1500


def fewest(questionnaire: Questionnaire, response: Response, dimension: str, reach: int) -> tuple[Move, ...] | None:
    """The fewest moves from where the response's own score stands."""
    return engine.fewest(questionnaire, response, score(questionnaire, response).of[dimension], reach)


def to_next_stage(questionnaire: Questionnaire, response: Response, dimension: str) -> Way | None:
    """The way from where the response's own score stands."""
    return engine.to_next_stage(questionnaire, response, score(questionnaire, response).of[dimension])


def way(edition: Edition, *places: int | None) -> Way | None:
    """The way to the next stage of a principle of four equal questions, from places on their ladders."""
    return to_next_stage(edition.questionnaire, Response(levels(edition.questionnaire, {RIGHT: places})), RIGHT)


def path(found: Way | None) -> tuple[str, list[tuple[str, int, int]], int]:
    """A way as plain values."""
    assert found is not None
    return found.stage.id, [(move.question, move.start, move.to) for move in found.moves], found.score


@pytest.mark.parametrize(
    ("places", "stage", "moves", "reached"),
    [
        # 10/4 = 2.50; 2.60 takes a sum of 10.4. One step up from 2 gives 11.
        ((4, 2, 2, 2), "by-design", [(PROOF, 200, 300)], 275),
        # 7/4 = 1.75. From 1 one step leads to 3, the first level that is advice, so it raises more than one from 2.
        ((2, 2, 2, 1), "in-pockets", [(TEST, 100, 300)], 225),
        # 8/4 = 2.00; one step from 1 gives 10, too little for 10.4. A second one raises 1 wherever it is taken.
        ((3, 2, 2, 1), "by-design", [(TEST, 100, 300), (PROOF, 200, 300)], 275),
        # 1.00; one answer at 3 gives 6, too little for 7.2.
        ((1, 1, 1, 1), "in-pockets", [(CHOICE, 100, 300), (PROOF, 100, 300)], 200),
        # 3.00; 3.40 takes two steps, of two answers rather than of one.
        ((3, 3, 3, 3), "steered-by-facts", [(CHOICE, 300, 400), (PROOF, 300, 400)], 350),
        ((5, 5, 5, 1), "self-improving", [(TEST, 100, 300)], 450),
        # Thin: two of four, 5/2 = 2.50.
        ((3, 2, None, None), "by-design", [(PROOF, 200, 300)], 300),
    ],
)
def test_ways_by_hand(
    edition: Edition,
    places: tuple[int | None, ...],
    stage: str,
    moves: list[tuple[str, int, int]],
    reached: int,
) -> None:
    """The stage, the moves from the weakest answer up, and the score that they lead to."""
    assert path(way(edition, *places)) == (stage, moves, reached)


@pytest.mark.parametrize("places", [(5, 5, 5, 5), (4, 4, 4, 5), (4, None, None, None), (None,) * 4])
def test_there_is_no_way_from_the_highest_stage_or_without_a_score(
    edition: Edition, places: tuple[int | None, ...]
) -> None:
    """4.25 is in the highest stage although answers could still move; one of four answers is no score."""
    assert way(edition, *places) is None


def test_moves_cannot_score_what_has_too_few_answers(edition: Edition) -> None:
    """However little is asked for; once two questions do not apply, one answer of two is enough."""
    one = Response({CHOICE: 200})
    assert fewest(edition.questionnaire, one, RIGHT, 100) is None
    thin = replace(one, answers={**one.answers, MONEY: Status.DOES_NOT_APPLY, TEST: Status.DOES_NOT_APPLY})
    assert fewest(edition.questionnaire, thin, RIGHT, 300) == (Move(CHOICE, 200, 300),)


def test_one_answer_goes_far_only_where_no_other_can(edition: Edition) -> None:
    """Two steps of the only answer; no more than its ladder has."""
    others: dict[str, Answer] = dict.fromkeys((PROOF, MONEY, TEST), Status.DOES_NOT_APPLY)
    response = Response({CHOICE: 300, **others})
    assert fewest(edition.questionnaire, response, RIGHT, 450) == (Move(CHOICE, 300, 500),)
    assert fewest(edition.questionnaire, response, RIGHT, 300) == ()
    assert fewest(edition.questionnaire, response, RIGHT, 501) is None


def test_the_weightier_answer_moves_first(other_edition: Edition) -> None:
    """Weights 2, 1 and 1.5: 0.75 each; the first question at 1.5 gives (3 + 0.75 + 1.125) / 4.5 = 1.08."""
    questionnaire = other_edition.questionnaire
    found = to_next_stage(questionnaire, Response(alike(questionnaire, 2)), "machines")
    assert path(found) == ("kept", [("guards", 75, 150)], 108)
    found = to_next_stage(questionnaire, Response(alike(questionnaire, 3)), "machines")
    assert path(found) == ("safe", [("guards", 150, 300)], 217)


def test_the_way_of_a_short_response_moves_what_was_asked(edition: Edition) -> None:
    """Two questions count, 3.00; deepened, all four, 8/4 = 2.00, whatever else was answered before."""
    answers: dict[str, Answer] = {CHOICE: 400, PROOF: 100, MONEY: 200, TEST: 100}
    short = Response(answers, length=Length.SHORT)
    found = to_next_stage(edition.questionnaire, short, RIGHT)
    assert path(found) == ("steered-by-facts", [(MONEY, 200, 300)], 350)
    deep = replace(short, deepened=frozenset({RIGHT}))
    found = to_next_stage(edition.questionnaire, deep, RIGHT)
    assert path(found) == ("by-design", [(PROOF, 100, 300), (TEST, 100, 300)], 300)


def test_statuses_and_other_principles_stay_as_they_are() -> None:
    """Only the answers that move differ afterwards."""
    said: dict[str, Answer] = {CHOICE: 100, PROOF: 100, MONEY: Status.CANNOT_JUDGE, TEST: 100, "customer-worth": 100}
    response = Response(said, comments={CHOICE: "why"}, starred=RIGHT, priorities=(RIGHT,))
    after = moved(response, [Move(PROOF, 100, 300)])
    assert after == replace(response, answers={**said, PROOF: 300})
    assert response.answers == said


def test_rungs_begin_at_the_next_level_that_is_advice(edition: Edition, other_edition: Edition) -> None:
    """Below the middle they begin there; from the top there are none."""
    for own, wanted in (
        (edition, [[300, 400, 500], [300, 400, 500], [400, 500], [500], []]),
        (other_edition, [[150, 300], [150, 300], [300], []]),
    ):
        questionnaire = own.questionnaire
        for question in questionnaire.questions:
            ladder = [rungs(questionnaire, question, level.value) for level in question.levels]
            assert [[level.value for level in steps] for steps in ladder] == wanted


def test_a_score_at_a_cut_off_is_in_the_stage_already(edition: Edition) -> None:
    """So the next stage is the one above."""
    found = [next_stage(edition.questionnaire, at) for at in (100, 179, 180, 419, 420, 500)]
    named = [stage.id if stage else None for stage in found]
    assert named == ["in-pockets", "in-pockets", "by-design", "self-improving", None, None]


def test_the_sentence_counts_the_answers_that_move(edition: Edition) -> None:
    """In words, with the name of the stage."""
    one, two = way(edition, 4, 2, 2, 2), way(edition, 3, 3, 3, 3)
    assert one is not None
    assert two is not None
    said = way_sentence(edition.questionnaire, one), way_sentence(edition.questionnaire, two)
    assert said == (
        "Moving this one answer takes you to “By design”.",
        "Moving these two answers takes you to “Steered by facts”.",
    )


def test_the_sentence_names_the_stage_that_a_wide_step_arrives_at(edition: Edition) -> None:
    """A single answer at the bottom: its first step leads past the next stage."""
    others: dict[str, Answer] = dict.fromkeys((PROOF, MONEY, TEST), Status.DOES_NOT_APPLY)
    found = to_next_stage(edition.questionnaire, Response({CHOICE: 100, **others}), RIGHT)
    assert path(found) == ("in-pockets", [(CHOICE, 100, 300)], 300)
    assert found is not None
    assert way_sentence(edition.questionnaire, found) == "Moving this one answer takes you to “By design”."


# ----- any questionnaire, any response


@st.composite
def cases(draw: st.DrawFn) -> tuple[Questionnaire, Response, str]:
    """A questionnaire of any shape, a response to it at either length, and one of its dimensions."""
    edition = shapes.edition(draw(st.integers(0, 60)))
    lengths = list(Length) if edition.questionnaire.has_short_length else [Length.FULL]
    response = generated(edition, draw(st.integers(0, 10_000)), draw(st.sampled_from(lengths)))
    return edition.questionnaire, response, draw(st.sampled_from(edition.questionnaire.dimensions)).id


def score_of(questionnaire: Questionnaire, response: Response, dimension: str) -> int | None:
    """The score of one dimension by the engine itself."""
    alone = replace(questionnaire, dimensions=(questionnaire.dimension[dimension],))
    return score(alone, response).of[dimension].score


def combinations(questionnaire: Questionnaire, response: Response, dimension: str) -> Iterator[tuple[int, Response]]:
    """Everything that moves can make of a dimension, with the steps that it takes."""
    answered = response.levels(questionnaire, dimension)
    ladders = [[value, *(level.value for level in rungs(questionnaire, q, value))] for q, value in answered]
    assume(prod(map(len, ladders)) <= MOST_TRIED)
    for chosen in product(*(enumerate(ladder) for ladder in ladders)):
        answers = {question.id: value for (question, _), (_, value) in zip(answered, chosen, strict=True)}
        yield sum(steps for steps, _ in chosen), replace(response, answers={**response.answers, **answers})


def steps_of(questionnaire: Questionnaire, moves: tuple[Move, ...]) -> int:
    """How many steps some moves are."""
    ladders = [rungs(questionnaire, questionnaire.question[move.question], move.start) for move in moves]
    return sum(
        1 + [level.value for level in ladder].index(move.to) for ladder, move in zip(ladders, moves, strict=True)
    )


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_way_leads_to_the_next_stage_and_to_the_score_it_names(case: tuple[Questionnaire, Response, str]) -> None:
    """By the scoring engine; there is one wherever there is a score below the highest stage."""
    questionnaire, response, dimension = case
    now, found = score_of(questionnaire, response, dimension), to_next_stage(*case)
    if now is None or now >= questionnaire.stages[-1].starts_at:
        assert found is None
        return
    assert found is not None
    reached = score(questionnaire, moved(response, found.moves)).of[dimension]
    assert reached.score == found.score
    assert reached.stage is not None
    assert reached.stage.starts_at >= found.stage.starts_at > now
    places = [stage.id for stage in questionnaire.stages]
    assert places.index(found.stage.id) == places.index(questionnaire.stage_of(now).id) + 1


@settings(max_examples=150, deadline=None)
@given(cases())
def test_only_answers_that_count_move_each_once_and_up_its_ladder(case: tuple[Questionnaire, Response, str]) -> None:
    """To a level that may be advice; no status and no unasked question is touched."""
    questionnaire, response, dimension = case
    moves = found.moves if (found := to_next_stage(*case)) else ()
    answered = {question.id: value for question, value in response.levels(questionnaire, dimension)}
    assert len({move.question for move in moves}) == len(moves)
    for move in moves:
        question = questionnaire.question[move.question]
        assert answered[move.question] == move.start < move.to
        assert move.to in [level.value for level in rungs(questionnaire, question, move.start)]
        assert question.rank(move.to) >= questionnaire.first_advisable


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_no_combination_reaches_it_in_fewer_steps_and_none_of_as_many_leads_higher(
    case: tuple[Questionnaire, Response, str], place: int
) -> None:
    """Every combination tried, by the scoring engine, for any score to reach, beyond the top too."""
    questionnaire, response, dimension = case
    low, high = min(questionnaire.scale), max(questionnaire.scale)
    reach = low + (high - low + 20) * place // 1000
    tried = [(steps, score_of(questionnaire, r, dimension)) for steps, r in combinations(*case)]
    enough = [(steps, reached) for steps, reached in tried if reached is not None and reached >= reach]
    moves = fewest(questionnaire, response, dimension, reach)
    if not enough:
        assert moves is None
        return
    assert moves is not None
    least = min(steps for steps, _ in enough)
    assert steps_of(questionnaire, moves) == least
    best = max(reached for steps, reached in enough if steps == least)
    assert score_of(questionnaire, moved(response, moves), dimension) == best


@settings(max_examples=150, deadline=None)
@given(cases(), st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 5))
def test_more_to_reach_takes_no_fewer_steps_and_a_better_answer_no_more(
    case: tuple[Questionnaire, Response, str], one: int, other: int, place: int
) -> None:
    """What cannot be reached counts as endless."""
    questionnaire, response, dimension = case
    low, high = min(questionnaire.scale), max(questionnaire.scale)
    near, far = (low + (high - low) * part // 1000 for part in sorted((one, other)))

    def needed(said: Response, reach: int) -> float:
        moves = fewest(questionnaire, said, dimension, reach)
        return float("inf") if moves is None else steps_of(questionnaire, moves)

    assert needed(response, near) <= needed(response, far)
    answered = response.levels(questionnaire, dimension)
    assume(answered)
    question, value = answered[place % len(answered)]
    higher = question.levels[min(question.rank(value) + 1, len(question.levels) - 1)].value
    assert needed(moved(response, [Move(question.id, value, higher)]), far) <= needed(response, far)
