"""What would change if answers changed: moves of single answers, and the fewest that reach a score.

A move takes one answer up its question's ladder. Its steps are the levels that may be advice: the next
level (see `Questionnaire.next_level`), then each one above it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.model import DimensionScore, Level, Question, Questionnaire, Response, Stage
from assessment.rounding import mean
from assessment.wording import number_word


@dataclass(frozen=True)
class Move:
    """One answer on its way up: from a level's value to a higher one, both in hundredths."""

    question: str
    start: int
    to: int


@dataclass(frozen=True)
class Way:
    """The fewest steps that take a dimension to a stage, and the score, in hundredths, they lead to."""

    stage: Stage
    moves: tuple[Move, ...]
    score: int


# How good some steps are together: the rise in weighted value, then that no answer jumps far, then that the
# weakest answers move. Each part adds up over questions, so the best of each number of steps is found one
# question after another.
Worth = tuple[Fraction, int, int]
Plan = tuple[Worth, tuple[Move, ...]]
Answered = tuple[Question, int]


def rungs(questionnaire: Questionnaire, question: Question, value: int) -> tuple[Level, ...]:
    """The levels that an answer may move to, lowest first; none from the top."""
    following = questionnaire.next_level(question, value)
    return question.levels[question.rank(following.value) :] if following else ()


def moved(response: Response, moves: Iterable[Move]) -> Response:
    """The response as it would be after these moves; all else stays as it was said."""
    return replace(response, answers={**response.answers, **{move.question: move.to for move in moves}})


def next_stage(questionnaire: Questionnaire, score: int) -> Stage | None:
    """The stage above the one that a score falls in; none from the highest."""
    return next((stage for stage in questionnaire.stages if stage.starts_at > score), None)


def fewest(
    questionnaire: Questionnaire, response: Response, score: DimensionScore, reach: int
) -> tuple[Move, ...] | None:
    """The moves of the fewest steps after which a dimension's score is at least `reach` hundredths.

    Of equally few steps, those that raise the score most; then those that spread over several answers
    instead of taking one far; then those of the weakest answers. No moves where it stands there already;
    none at all when even the top of every ladder is not enough, or when the dimension has no score.
    """
    # Moves change no answer into one that counts, so what has no score has none after them either.
    if score.score is None:
        return None
    answered = response.levels(questionnaire, score.dimension)
    every_count = _best_of_each_count(questionnaire, answered)
    return next((moves for moves in every_count if _score_after(answered, moves) >= reach), None)


def to_next_stage(questionnaire: Questionnaire, response: Response, score: DimensionScore) -> Way | None:
    """The way from where a dimension stands to its next stage; none from the highest, or without a score."""
    stage = None if score.score is None else next_stage(questionnaire, score.score)
    moves = fewest(questionnaire, response, score, stage.starts_at) if stage else None
    if stage is None or moves is None:
        return None
    return Way(stage, moves, _score_after(response.levels(questionnaire, score.dimension), moves))


def way_sentence(questionnaire: Questionnaire, way: Way) -> str:
    """What the way takes and where it leads, in words: `Moving these two answers takes you to “By design”.`

    Where steps are wide it may lead past the next stage; the one it arrives at is named.
    """
    count = len(way.moves)
    what = "this one answer" if count == 1 else f"these {number_word(count)} answers"
    return f"Moving {what} takes you to “{questionnaire.stage_of(way.score).name}”."


def _score_after(answered: list[Answered], moves: Iterable[Move]) -> int:
    """The mean of some answers by weight after the moves, as scoring computes it."""
    levels = {move.question: move.to for move in moves}
    return mean([(levels.get(question.id, value), question.weight) for question, value in answered])


def _best_of_each_count(questionnaire: Questionnaire, answered: list[Answered]) -> Iterable[tuple[Move, ...]]:
    """The best moves of no step, of one step, of two, and so on to the top of every ladder."""
    best: dict[int, Plan] = {0: ((Fraction(0), 0, 0), ())}
    by_weakness = sorted(answered, key=lambda one: one[1])
    for place, (question, value) in enumerate(by_weakness):
        best = _with_question(best, _choices(questionnaire, question, value, place))
    return [best[steps][1] for steps in sorted(best)]


def _choices(questionnaire: Questionnaire, question: Question, value: int, place: int) -> list[tuple[int, Plan]]:
    """What may be done with one answer: nothing, or a move of some steps."""
    none: Plan = ((Fraction(0), 0, 0), ())
    choices = [(0, none)]
    for steps, level in enumerate(rungs(questionnaire, question, value), 1):
        worth = (question.weight * (level.value - value), -(steps**2), -place * steps)
        choices.append((steps, (worth, (Move(question.id, value, level.value),))))
    return choices


def _with_question(best: dict[int, Plan], choices: list[tuple[int, Plan]]) -> dict[int, Plan]:
    """The best plans of each number of steps when one more answer may move."""
    found: dict[int, Plan] = {}
    for steps, (worth, moves) in best.items():
        for more, (added, move) in choices:
            plan = ((worth[0] + added[0], worth[1] + added[1], worth[2] + added[2]), (*moves, *move))
            if steps + more not in found or plan[0] > found[steps + more][0]:
                found[steps + more] = plan
    return found
