"""What the page of one dimension says in sentences: where it stands, on what that rests, what was published.

All of it is plain text, for `printed`.
"""

from collections.abc import Sequence
from datetime import date

from assessment.model import Assessment, Badge, DimensionScore, Priority, Questionnaire, Reading, Source, Status
from assessment.moves import Way, way_sentence
from assessment.rounding import one_decimal, plain, tenths, two_decimals
from assessment.verdict.basis import KNOWN_FROM
from assessment.wording import counted, number_word

ROLES = {Priority.STARRED: ", your starred priority,", Priority.PICKED: ", one of your priorities,", None: ""}
# Below this a distance would be shown as 0.0.
LEAST_SHOWN = 5


def lead(assessment: Assessment, score: DimensionScore, needed: int) -> str:
    """Where a dimension stands, in one sentence, and what is to be known about that in another.

    `needed`: how many more answers it takes for a score; of no matter where there is one.
    """
    name = f"“{assessment.questionnaire.dimension[score.dimension].label}”{ROLES[score.priority]}"
    if not score.applicable:
        return f"{name} has no score, as no question applies."
    if score.score is None or score.stage is None:
        said = (
            f"{score.answered} of {counted(score.applicable, 'question')} answered, {number_word(needed)} more needed"
        )
        return f"{name} has no score yet: {said}.{_target_alone(assessment, score)}"
    value, distance = _standing(assessment, score, score.score)
    thin = f" The score is thin: it rests on {score.answered} of {counted(score.applicable, 'question')}."
    return f"{name} stands at {value}, in the stage “{score.stage.name}”{distance}.{thin if score.thin else ''}"


def _target_alone(assessment: Assessment, score: DimensionScore) -> str:
    if score.target is None:
        return ""
    return f" Its target{_by(assessment)} is {assessment.questionnaire.shown(score.target)}."


def _standing(assessment: Assessment, score: DimensionScore, value: int) -> tuple[str, str]:
    """The score as text, and how far it is from its target in words; nothing of that without a target."""
    if score.target is None or score.gap is None:
        return assessment.questionnaire.shown(value), ""
    shown, target, distance = measured(assessment.questionnaire, value, score.target)
    named = f"its target of {target}{_by(assessment)}"
    if not score.gap:
        return shown, f", on {named}"
    return shown, f", {distance} {'below' if score.gap > 0 else 'above'} {named}"


def how(assessment: Assessment, score: DimensionScore) -> str:
    """What stands above the arithmetic of a score, or of there being none."""
    if score.score is None:
        return "Why there is no score"
    return f"How {_standing(assessment, score, score.score)[0]} came about"


def _by(assessment: Assessment) -> str:
    year = assessment.response.target_year
    return f" for {year}" if year else ""


def measured(questionnaire: Questionnaire, score: int, target: int) -> tuple[str, str, str]:
    """Score, target and the distance between them as texts that agree with one another.

    With one decimal; all with two where one would move a figure to another stage, or where the
    figures shown would not seem to give the distance.
    """
    texts = questionnaire.shown(score), questionnaire.shown(target)
    distance = abs(target - score)
    agree = abs(tenths(target) - tenths(score)) == tenths(distance) and (not distance or distance >= LEAST_SHOWN)
    if agree and texts == (one_decimal(score), one_decimal(target)):
        return *texts, one_decimal(distance)
    return two_decimals(score), two_decimals(target), two_decimals(distance)


def way_words(assessment: Assessment, score: DimensionScore, way: Way | None, needed: int) -> str:
    """What takes a dimension to its next stage, or why nothing does; `needed` as in `lead`."""
    if not score.applicable:
        return "No question applies, so there is no stage to reach."
    if score.score is None:
        verb = "is" if needed == 1 else "are"
        return f"Too few answers for a stage: {number_word(needed)} more {verb} needed."
    if way is None:
        return "You are at the highest stage."
    projected = assessment.questionnaire.shown(way.score)
    thin = ", as thin as now" if score.thin else ""
    return f"{way_sentence(assessment.questionnaire, way)} The score would be {projected}{thin}."


def rests_on(assessment: Assessment, score: DimensionScore) -> str:
    """How many questions were answered, what became of the others, and how the respondent knows."""
    response = assessment.response
    given = [response.answers.get(q.id) for q in response.asked(assessment.questionnaire, score.dimension)]
    parts = [f"{score.answered} of {counted(score.applicable, 'question')} answered"]
    if count := given.count(Status.CANNOT_JUDGE):
        parts.append(f"{count} could not be judged")
    if count := given.count(Status.DOES_NOT_APPLY):
        parts.append(f"{counted(count, 'more does', 'more do')} not apply")
    basis = response.basis.get(score.dimension)
    known = f"You know this {KNOWN_FROM[basis]}." if basis else "How you know was not said."
    return f"{', '.join(parts)}. {known}"


def too_weak(questionnaire: Questionnaire) -> str:
    """Why what others depend on blocks them."""
    return f"Below {plain(questionnaire.verdict.blocked_below)} it is too weak to build on."


def age(source: Source, today: date) -> str:
    """How old what was published is on a day: `ten years old`."""
    years = today.year - source.year
    return f"{number_word(years)} {'year' if years == 1 else 'years'} old" if years > 0 else "of this year"


def published(reading: Reading) -> str:
    """The figure with its base and interval; only the base under badge C, where it is given as text, or without one."""
    point = reading.point
    if reading.badge is Badge.C or point.percent is None:
        return f"Base: {point.base}."
    size = f" ({point.base_size}, {point.base_size_is})" if point.base_size else ""
    limits = (
        "" if reading.interval is None else f"; 95 % interval from {reading.interval[0]} to {reading.interval[1]} %"
    )
    # No line break divides a number from its unit.
    return f"{point.percent_words}{limits}. Base: {point.base}{size}.".replace(" %", "\u00a0%")


def origin(reading: Reading, today: date) -> str:
    """Where and when it was published, and how old it is."""
    source = reading.source
    return f"{source.title}, {source.publisher}, {source.year}: {age(source, today)}."


def reasons_shared(readings: Sequence[Reading]) -> list[str]:
    """What stands against comparing any of these figures, to be said once for all of them."""
    return [reason for reason in readings[0].failed if all(reason in reading.failed for reading in readings)]


def comparable(reading: Reading, said: Sequence[str]) -> str:
    """Whether the figure may be compared, and why not fully, as far as that is not `said` already."""
    own = "; ".join(reason for reason in reading.failed if reason not in said)
    why = f" ({own})" if own else ""
    return {
        Badge.A: "Badge A: every condition of comparison holds.",
        Badge.B: f"Badge B: one condition of comparison does not hold{why}.",
        Badge.C: f"Badge C: not to be compared, so it is given as text only{why}.",
    }[reading.badge]
