"""From a verdict to a plan: what to begin with, where it leads, and what must be reached when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessment.model import Assessment, PlanEntry, PlanPhase, PlanStatus, Question, Questionnaire, Response, Stage
from assessment.moves import Move, fewest, rungs
from assessment.rounding import HUNDREDTHS, to_hundredths

# How many of the first suggestions are for the next month, and how many up to the quarter.
IN_A_MONTH, IN_A_QUARTER = 1, 3


@dataclass(frozen=True)
class Milestone:
    """What a dimension must have reached by the end of a year: a score in hundredths and its stage."""

    year: int
    score: int
    stage: Stage


@dataclass(frozen=True)
class Backcast:
    """The way back from a dimension's target to where it stands (`start`, in hundredths), oldest year first.

    `moves` are the fewest that reach the first milestone, that of the weakest answer first.
    """

    dimension: str
    start: int
    milestones: tuple[Milestone, ...]
    moves: tuple[Move, ...]

    def begins_with(self, questionnaire: Questionnaire) -> tuple[Question, Move]:
        """What to take up within the quarter: one step of the weakest answer that has to move."""
        first = min(self.moves, key=lambda move: move.start)
        question = questionnaire.question[first.question]
        return question, Move(first.question, first.start, rungs(questionnaire, question, first.start)[0].value)


@dataclass(frozen=True)
class Gains:
    """What would differ in the verdict: ids of dimensions that become strengths, or whose gap closes.

    `strengths_lost`: what is a strength only by standing out is none any more when the others rise.
    """

    strengths: tuple[str, ...]
    strengths_lost: tuple[str, ...]
    gaps_closed: tuple[str, ...]


def suggested(assessment: Assessment) -> tuple[PlanEntry, ...]:
    """An entry for each of the first decisions, then for each other gap that matters; ids are those of dimensions.

    The first is for the next month, the second and third for the quarter, the others for the year.
    """
    verdict = assessment.verdict
    wanted = [decision.dimension for decision in verdict.decisions]
    wanted += [gap.dimension for group in verdict.gaps for gap in group]
    found = []
    for place, dimension in enumerate(dict.fromkeys(wanted)):
        phase = PlanPhase.MONTH if place < IN_A_MONTH else PlanPhase.QUARTER
        entry = suggestion(assessment, dimension, phase if place < IN_A_QUARTER else PlanPhase.YEAR)
        if entry is not None:
            found.append(entry)
    return tuple(found)


def suggestion(assessment: Assessment, dimension: str, phase: PlanPhase | None = None) -> PlanEntry | None:
    """What to begin with in a dimension: the weakest answer's action, its next level, its evidence as first step.

    None where nothing is answered.
    """
    weakest = assessment.response.weakest(assessment.questionnaire, dimension)
    return None if weakest is None else entry_for(assessment.questionnaire, *weakest, phase=phase)


def entry_for(questionnaire: Questionnaire, question: Question, value: int, phase: PlanPhase | None) -> PlanEntry:
    """An entry that takes one answer from a level's value to the next level; its id is that of the dimension."""
    following = questionnaire.next_level(question, value)
    return PlanEntry(
        id=question.dimension,
        dimension=question.dimension,
        action=questionnaire.action(question, value),
        phase=phase,
        step=first_step(question),
        question=question.id,
        level=following.value if following else None,
    )


def first_step(question: Question) -> str:
    """A step small enough for this month: to look for what would show where one stands."""
    return f"Collect the evidence: {question.evidence}"


def moves_of(response: Response, entries: Iterable[PlanEntry]) -> tuple[Move, ...]:
    """The moves of the entries that were not dropped: each answer to the highest level planned for it.

    What is no rise, or moves what was not answered, is left out.
    """
    reached: dict[str, int] = {}
    for entry in entries:
        if entry.question is None or entry.level is None or entry.status is PlanStatus.DROPPED:
            continue
        reached[entry.question] = max(entry.level, reached.get(entry.question, entry.level))
    answers = [(id, response.answers.get(id), level) for id, level in reached.items()]
    return tuple(Move(id, now, level) for id, now, level in answers if isinstance(now, int) and now < level)


def milestones(assessment: Assessment, today: date) -> tuple[Backcast, ...]:
    """What every dimension below its target must have reached at the end of each year up to the target year.

    The way from today's score to the target is cut into equal parts, one a year, and rounded to hundredths;
    the last year's is the target itself. Years count from the next one; when the target year is this one,
    it is the only one. Nothing without a target year, or when it has passed.
    """
    last = assessment.response.target_year
    if last is None or last < today.year:
        return ()
    years = range(min(today.year + 1, last), last + 1)
    found = []
    for score in assessment.scorecard.dimensions:
        if score.score is None or score.target is None or score.target <= score.score:
            continue
        way = tuple(_milestone(assessment.questionnaire, score.score, score.target, years, year) for year in years)
        # Over many years a small gap rounds to no rise at first; something is begun all the same.
        reach = max(way[0].score, score.score + 1)
        moves = fewest(assessment.questionnaire, assessment.response, score, reach)
        assert moves is not None, "a target lies on the scale, and the tops of all ladders reach it"
        found.append(Backcast(score.dimension, score.score, way, moves))
    return tuple(found)


def _milestone(questionnaire: Questionnaire, start: int, target: int, years: range, year: int) -> Milestone:
    part = Fraction(years.index(year) + 1, len(years))
    score = to_hundredths((start + (target - start) * part) / HUNDREDTHS)
    return Milestone(year, score, questionnaire.stage_of(score))


def gains(before: Assessment, after: Assessment) -> Gains:
    """What the second verdict has and the first lacks, and the strengths it lacks; as the questionnaire orders."""
    was, now = ({own.dimension for own in each.verdict.strengths} for each in (before, after))
    closed = _gaps(before) - _gaps(after)
    order = [dimension.id for dimension in before.questionnaire.dimensions]
    found = ([id for id in order if id in wanted] for wanted in (now - was, was - now, closed))
    return Gains(*map(tuple, found))


def _gaps(assessment: Assessment) -> set[str]:
    return {gap.dimension for group in assessment.verdict.gaps for gap in group}
