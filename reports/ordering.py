"""The order of page one: priorities by their gap, widest first, then the rest, lowest first."""

from dataclasses import dataclass

from assessment.model import Assessment, DimensionScore, Status, Strength
from assessment.rounding import HUNDREDTHS

# Sort keys in hundredths: each group begins well above the next.
PLAIN, PICKED, WITH_GAP = 1_000_000, 2_000_000, 5_000_000


@dataclass(frozen=True)
class Placed:
    """A dimension's score with the sums behind it and its place on page one, from 1.

    Weights are in hundredths, `weighted` is the sum of weight times level, both in hundredths.
    """

    score: DimensionScore
    weight_used: int
    weight_applicable: int
    weighted: int
    sort_key: int
    rank: int
    strength_key: int | None
    strength_rank: int | None


def placed(assessment: Assessment) -> dict[str, Placed]:
    """Every dimension with its place, by id."""
    scores = assessment.scorecard.dimensions
    keys = [sort_key(score) for score in scores]
    strengths = {own.dimension: rank for rank, own in enumerate(assessment.verdict.strengths, 1)}
    return {
        score.dimension: Placed(
            score=score,
            weight_used=used,
            weight_applicable=_applicable_weight(assessment, score.dimension),
            weighted=weighted,
            sort_key=keys[place],
            rank=1 + sum(key > keys[place] for key in keys) + keys[:place].count(keys[place]),
            strength_key=_strength_key(assessment.verdict.strengths, score, place),
            strength_rank=strengths.get(score.dimension),
        )
        for place, score in enumerate(scores)
        for used, weighted in [_sums(assessment, score.dimension)]
    }


def page_order(assessment: Assessment) -> list[DimensionScore]:
    """The dimensions in the order of page one."""
    return [own.score for own in sorted(placed(assessment).values(), key=lambda own: own.rank)]


def sort_key(score: DimensionScore) -> int:
    """The greater, the further up on page one."""
    if score.gap is not None and score.priority:
        return WITH_GAP + score.gap
    plain = 0 if score.score is None else PLAIN - score.score
    return plain + (PICKED if score.priority else 0)


def _sums(assessment: Assessment, dimension: str) -> tuple[int, int]:
    """The weight answered, and the sum of weight times level, in hundredths."""
    levels = assessment.response.levels(assessment.questionnaire, dimension)
    weights = [int(question.weight * HUNDREDTHS) for question, _ in levels]
    return sum(weights), sum(weight * value for weight, (_, value) in zip(weights, levels, strict=True))


def _applicable_weight(assessment: Assessment, dimension: str) -> int:
    asked = assessment.response.asked(assessment.questionnaire, dimension)
    answers = assessment.response.answers
    left = [q for q in asked if answers.get(q.id) is not Status.DOES_NOT_APPLY]
    return int(sum(question.weight for question in left) * HUNDREDTHS)


def _strength_key(strengths: tuple[Strength, ...], score: DimensionScore, place: int) -> int | None:
    """The greater, the further up among the strengths; equals keep the order of the rows."""
    if score.score is None or score.dimension not in {strength.dimension for strength in strengths}:
        return None
    return score.score * 1000 - place
