"""How far a team agrees on each question, each dimension and on the whole; only what its mode lets be shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.alignment.disclosure import LIMITS, NOT_ALL_SCORED, NOT_BY_ALL, Limits, shuffled, too_few
from assessment.alignment.measures import (
    LEAST_FOR_RWG,
    average,
    distance_cut,
    mean_distance,
    mean_distance_of,
    of_complete,
    standard_deviation,
    steps_apart,
    within_group_agreement,
)
from assessment.model import (
    Agreement,
    Campaign,
    CampaignMode,
    Dot,
    Edition,
    Question,
    Questionnaire,
    Status,
    TeamRow,
    Voice,
)
from assessment.rounding import HUNDREDTHS, to_hundredths

# The field of the profile that says the function, and the one that says the rank.
LENS, SENIORITY = "lens", "level"
# Answers two levels apart describe different companies, not shades of one.
LEAST_STEPS = 2
# Half of what still counts as agreement in practice is called agreed.
AGREED_SHARE = Fraction(1, 2)
# Two camps: at least a third of the answers on either side of the middle, and no more than a quarter between them.
CAMP, BETWEEN = Fraction(1, 3), Fraction(1, 4)


@dataclass(frozen=True)
class Circle:
    """The voices of one organisation in one campaign, and what was promised to them."""

    edition: Edition
    campaign: Campaign
    voices: tuple[Voice, ...]

    @property
    def questionnaire(self) -> Questionnaire:
        """What was answered."""
        return self.edition.questionnaire

    @property
    def limits(self) -> Limits:
        """From how many answers on something is shown."""
        return LIMITS[self.campaign.mode]

    @property
    def is_named(self) -> bool:
        """Whether respondents were told that their names stand at their answers."""
        return self.campaign.mode is CampaignMode.NAMED

    def bloc_of(self, voice: Voice) -> str | None:
        """The announced bloc a voice belongs to; none without one."""
        said = {LENS: voice.lens, SENIORITY: voice.seniority}
        for option in self.campaign.options:
            if option.bloc and said.get(option.field) == option.option:
                return option.bloc
        return None

    @property
    def blocs(self) -> tuple[str, ...]:
        """The announced blocs, in the order in which the profile names what belongs to them."""
        known = [option.id for field in self.edition.profile.fields for option in field.options]
        named = [option for option in self.campaign.options if option.bloc]
        named.sort(key=lambda option: known.index(option.option) if option.option in known else len(known))
        return tuple(dict.fromkeys(option.bloc or "" for option in named))

    def dots(self, subject: str, given: Sequence[tuple[Voice, int]]) -> tuple[Dot, ...]:
        """What voices gave, as dots: with names in order, or without and shuffled; none where there are too few."""
        if self.is_named:
            place = {voice.id: at for at, voice in enumerate(self.voices)}
            return tuple(
                Dot(value, voice.name or "", self.bloc_of(voice) or "", place[voice.id]) for voice, value in given
            )
        least = self.limits.dots
        if least is None or len(given) < least:
            return ()
        return shuffled([value for _, value in given], f"{self.campaign.id}/{subject}")


def scored(circle: Circle, dimension: str) -> list[tuple[Voice, int]]:
    """Who has a score for a dimension, and which."""
    found = ((voice, voice.scorecard.of[dimension].score) for voice in circle.voices)
    return [(voice, score) for voice, score in found if score is not None]


def answered(circle: Circle, question: str) -> list[tuple[Voice, int]]:
    """Who answered a question with a level, and which."""
    asked = [voice for voice in circle.voices if _asked(circle, voice, question)]
    return [(voice, level) for voice in asked if (level := _level(voice, question)) is not None]


def _asked(circle: Circle, voice: Voice, question: str) -> bool:
    known = circle.questionnaire.question[question]
    return known in voice.response.asked(circle.questionnaire, known.dimension)


def question_row(circle: Circle, question: Question) -> TeamRow:
    """What the team says of a question."""
    given = answered(circle, question.id)
    asked = sum(1 for voice in circle.voices if _asked(circle, voice, question.id))
    row = TeamRow(question.id, len(given), asked, could_judge_of=asked)
    if asked >= circle.limits.spread:
        unsure = [voice for voice in circle.voices if voice.response.answers.get(question.id) is Status.CANNOT_JUDGE]
        row = replace(row, cannot_judge=sum(1 for voice in unsure if _asked(circle, voice, question.id)))
    if not circle.limits.shows_single_answers or asked < (circle.limits.dots or 0):
        have_score = {voice.id for voice, _ in scored(circle, question.dimension)}
        if {voice.id for voice, _ in given} != have_score:
            return replace(row, withheld=NOT_BY_ALL)
    row = _figures(circle, row, given)
    values = [value for _, value in given]
    if row.distance is not None and values:
        row = replace(row, agreement=agreement_of(circle.questionnaire, values))
        if len(values) >= circle.limits.counts:
            counts = Counter(values)
            levels = [level.value for level in question.levels]
            row = replace(row, counts=tuple((level, counts[level]) for level in levels))
    return row


def dimension_row(circle: Circle, dimension: str, questions: Sequence[TeamRow]) -> TeamRow:
    """What the team says of a dimension whose questions have these rows.

    Figures over questions leave out those that are withheld: with the others' they would tell of these.
    """
    given = scored(circle, dimension)
    row = _figures(circle, TeamRow(dimension, len(given), len(circle.voices)), given)
    if len(circle.voices) >= circle.limits.spread:
        said = [voice.response.basis.get(dimension) for voice in circle.voices]
        told = [question for question in questions if question.cannot_judge is not None]
        row = replace(
            row,
            basis=dict(Counter(basis for basis in said if basis)),
            cannot_judge=sum(question.cannot_judge or 0 for question in told),
            could_judge_of=sum(question.could_judge_of for question in told),
        )
    shown = [question.subject for question in questions if question.distance is not None]
    distance = mean_distance_of([[level for _, level in answered(circle, id)] for id in shown])
    if row.distance is None or distance is None:
        return row
    return replace(
        row,
        answer_distance=to_hundredths(distance / HUNDREDTHS),
        agreement=_agreement_within(circle.questionnaire, distance, [value for _, value in given]),
        rwg=_agreement_of_complete(circle, shown, [voice for voice, _ in given]),
    )


def _agreement_of_complete(circle: Circle, questions: Sequence[str], voices: Sequence[Voice]) -> Fraction | None:
    """r_WG(J), where enough people answered all these questions; without names only where nobody else did: beside
    figures over more people it would tell of those left out.
    """
    whole = {voice.id for voice in voices}
    if not circle.is_named and any({who.id for who, _ in answered(circle, id)} != whole for id in questions):
        return None
    complete = of_complete([[_level(voice, id) for id in questions] for voice in voices])
    enough = bool(complete) and len(complete[0]) >= LEAST_FOR_RWG
    return within_group_agreement(complete, circle.questionnaire.scale) if enough else None


def _level(voice: Voice, question: str) -> int | None:
    answer = voice.response.answers.get(question)
    return answer if isinstance(answer, int) else None


def scored_overall(circle: Circle) -> list[tuple[Voice, int]]:
    """Who has an overall score, and which."""
    found = ((voice, voice.scorecard.overall.score) for voice in circle.voices)
    return [(voice, score) for voice, score in found if score is not None]


def overall_row(circle: Circle) -> TeamRow:
    """What the team says on the whole: the mean of its members' overall scores."""
    given = scored_overall(circle)
    row = TeamRow("", len(given), len(circle.voices))
    if not circle.limits.shows_single_answers or len(given) < (circle.limits.dots or 0):
        whole = {voice.id for voice, _ in given}
        for dimension in circle.questionnaire.dimensions:
            if {voice.id for voice, _ in scored(circle, dimension.id)} != whole:
                return replace(row, withheld=NOT_ALL_SCORED)
    return _figures(circle, row, given)


def _figures(circle: Circle, row: TeamRow, given: Sequence[tuple[Voice, int]]) -> TeamRow:
    """The row with the figures that so many values allow."""
    values = [value for _, value in given]
    limits = circle.limits
    if len(values) < limits.mean:
        return replace(row, withheld=too_few(len(values), limits.mean) if values or not circle.is_named else "")
    row = replace(row, mean=to_hundredths(average(values) / HUNDREDTHS))
    if len(values) < limits.spread:
        return replace(row, withheld=f"how far answers lie apart is {too_few(len(values), limits.spread)}")
    shows_ends = limits.shows_single_answers
    return replace(
        row,
        deviation=to_hundredths(Fraction(standard_deviation(values)) / HUNDREDTHS),
        distance=to_hundredths(mean_distance(values) / HUNDREDTHS),
        low=min(values) if shows_ends else None,
        high=max(values) if shows_ends else None,
        dots=circle.dots(row.subject, given),
    )


def agreement_of(questionnaire: Questionnaire, values: Sequence[int]) -> Agreement:
    """How far answers to one question agree."""
    distance, cut = mean_distance(values), distance_cut(questionnaire.scale)
    apart = steps_apart(questionnaire.scale, min(values), max(values))
    if apart >= LEAST_STEPS and distance > cut:
        return Agreement.CAMPS if is_split(questionnaire, values) else Agreement.SPREAD
    return Agreement.AGREED if distance <= cut * AGREED_SHARE else Agreement.CLOSE


def is_split(questionnaire: Questionnaire, values: Sequence[int]) -> bool:
    """Whether values fall into two camps on either side of the middle of the scale."""
    low, high = min(questionnaire.scale), max(questionnaire.scale)
    third = Fraction(high - low, 3)
    lower = sum(1 for value in values if value < low + third)
    upper = sum(1 for value in values if value > high - third)
    between, count = len(values) - lower - upper, len(values)
    return min(lower, upper) >= CAMP * count and between <= BETWEEN * count


def _agreement_within(questionnaire: Questionnaire, distance: Fraction, scores: Sequence[int]) -> Agreement:
    """How far answers to the questions of a dimension agree, by their mean AD_M."""
    cut = distance_cut(questionnaire.scale)
    if distance > cut:
        return Agreement.CAMPS if is_split(questionnaire, scores) else Agreement.SPREAD
    return Agreement.AGREED if distance <= cut * AGREED_SHARE else Agreement.CLOSE
