"""Synthetic responses with which every screen can be seen filled; and their removal.

They are answered through the same verbs as anybody's, from a fixed seed, for whatever
questionnaire the place has. Their organisations are marked as synthetic wherever they show.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

from assessment import access
from assessment.access import Verb
from assessment.model import Actor, Basis, Dimension, Evidence, Question, Segment, SegmentStatus, Status
from assessment.storage import audits, organisations, responses
from assessment.workflow import (
    answering,
    invented_pages,
    invented_tests,
    planning,
    presenting,
    segmenting,
    segments_elsewhere,
)
from assessment.workflow.answering import ASKED_FIRST
from assessment.workflow.invented_team import Invented, engagements_of, invent_team, remove_engagements
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened

# The group that gathers what the demonstration added, so that exactly this can be taken out again.
GROUP = "synthetic-demonstration"
SEED = 2016
SECONDS_A_STEP = 14
MOST_OWNED, DAYS_TO_ACT = 2, 30
COMMENT = "Synthetic comment: minutes of the leadership meeting in March."


# Invented customers: name, share of revenue and of spend in per cent, ratings of all criteria, what they rest on.
CUSTOMERS = (
    ("Core regional plants", 45, 25, "434443", "544545", Evidence.MARKET),
    ("Small workshops", 20, 15, "322332", "443434", Evidence.INTERNAL),
    ("National accounts", 25, 35, "544234", "322332", Evidence.INTERNAL),
    ("Consumer web", 10, 15, "453123", "222211", Evidence.OPINION),
    ("Service contracts", 0, 5, "444354", "4433", Evidence.OPINION),
)
NOT_ATTRIBUTABLE = 5


@dataclass(frozen=True)
class Shown:
    """A synthetic response: what can be seen at it, and the tokens of its private link and, if any, a share link."""

    unit: str
    purpose: str
    token: str
    shared: str | None = None


@dataclass(frozen=True)
class Scenario:
    """How far a synthetic response goes: the share of dimensions answered, and what happens then."""

    unit: str
    purpose: str
    share: float
    picks: bool = True
    in_full: bool = False
    submits: bool = False


SCENARIOS = (
    Scenario("Norrland Pumps (invented), Nordic division", "the verdict, all answered in full", 1, True, True, True),
    Scenario("Alba Hotels (invented)", "the verdict of the short length", 1, submits=True),
    Scenario("Tern Freight (invented)", "a verdict on too few answers", 0.3, picks=False, submits=True),
    Scenario("Fjell Insurance (invented)", "the review of a complete draft", 1),
    Scenario("Miro Foods (invented)", "the questions, half answered", 0.5),
    Scenario("Calder Bank (invented)", "the priorities, just begun", 0, picks=False),
)


def demonstrate(actor: Actor, place: Place) -> list[Shown]:
    """Add a synthetic response for each scenario. The tokens are known only to the caller."""
    access.allow(actor, Verb.DEMONSTRATE, None)
    random = Random(SEED)
    with place.store.write() as connection:
        organisations.add_group(connection, GROUP, "Synthetic demonstration")
    shown = [_answered(actor, scenario, _in_the_past(place), random) for scenario in SCENARIOS]
    with place.store.write() as connection:
        audits.note(connection, actor, Verb.DEMONSTRATE, "response", None, place.now(), note=f"{len(shown)} added")
    return shown


def _in_the_past(place: Place) -> Place:
    """The place with a clock that moves on at every look, so that answering seems to take time."""
    steps = (place.now() - timedelta(hours=2) + timedelta(seconds=SECONDS_A_STEP * n) for n in range(10**6))
    clock: Callable[[], datetime] = steps.__next__
    return replace(place, now=clock)


def _answered(operator: Actor, scenario: Scenario, place: Place, random: Random) -> Shown:
    token = access.new_token()
    fields = [field for id in ASKED_FIRST if (field := place.edition.profile.field(id)) is not None]
    profile = {field.id: random.choice(field.options).id for field in fields}
    actor = answering.begin_synthetic(operator, place, token, scenario.unit, profile, GROUP)
    questionnaire = place.edition.questionnaire
    answered = questionnaire.asking_order[: round(scenario.share * len(questionnaire.asking_order))]
    if scenario.picks:
        _pick(actor, place, random)
    for id in answered:
        _answer_dimension(actor, place, questionnaire.dimension[id], scenario, random)
    if scenario.picks and scenario.share == 1:
        _aim(actor, place, random)
    if scenario.in_full:
        _name_customers(actor, place)
        written_at = place.now()
        invented_pages.write(actor, replace(place, now=lambda: written_at))
        invented_tests.look_into(actor, place)
    if scenario.submits:
        answering.submit(actor, place)
    shared = _presented(actor, place) if scenario.submits and scenario.in_full else None
    return Shown(scenario.unit, scenario.purpose, token, shared)


def _name_customers(actor: Actor, place: Place) -> None:
    """Segments with shares and ratings; the one without revenue is planned."""
    ids = [criterion.id for criterion in segmenting.segmentation_of(actor, place).rules.criteria]
    segments = tuple(
        Segment(
            name=name,
            revenue_share=Fraction(revenue, 100),
            spend_share=Fraction(spend, 100),
            ratings=(ratings := dict(zip(ids, map(int, attractiveness + right_to_win), strict=False))),
            evidence=dict.fromkeys(ratings, evidence),
            status=SegmentStatus.SERVED if revenue else SegmentStatus.PLANNED,
        )
        for name, revenue, spend, attractiveness, right_to_win, evidence in CUSTOMERS
    )
    segmenting.take_over(actor, place, segments_elsewhere.Segments(segments, Fraction(NOT_ATTRIBUTABLE, 100)))


def _presented(actor: Actor, place: Place) -> str:
    """A plan that has begun, and a presentation of it all that was presented; the token of a link to read it."""
    planning.begin_plan(actor, place)
    for number, entry in enumerate(planning.plan_of(actor, place)[:MOST_OWNED], 1):
        planning.put_owner(actor, place, entry.id, f"Colleague {number} (invented)")
        planning.put_due(actor, place, entry.id, place.now().date() + timedelta(days=DAYS_TO_ACT * number))
    token = access.new_token()
    presentation = presenting.present(actor, place, "Leadership meeting (invented)", place.now().date())
    presenting.share(actor, place, presentation.id, token, presenting.DAYS_SHARED[-1])
    return token


def _pick(actor: Actor, place: Place, random: Random) -> None:
    questionnaire = place.edition.questionnaire
    most = min(questionnaire.verdict.priorities, len(questionnaire.dimensions))
    picked = tuple(random.sample(questionnaire.asking_order, most))
    answering.pick(actor, place, picked, picked[0])


def _answer_dimension(actor: Actor, place: Place, dimension: Dimension, scenario: Scenario, random: Random) -> None:
    if scenario.in_full and place.edition.questionnaire.has_short_length:
        answering.deepen(actor, place, dimension.id)
    leaning = random.choice([0.2, 0.4, 0.5, 0.7])
    response = opened(actor, place).stored.response
    for question in response.asked(place.edition.questionnaire, dimension.id):
        answering.answer(actor, place, question.id, _answer(question, leaning, random))
    answering.know(actor, place, dimension.id, random.choice(list(Basis)))
    _practise(actor, place, dimension, random)


def _answer(question: Question, leaning: float, random: Random) -> int | Status:
    """Mostly a level near the leaning, 0 to 1; now and then that it cannot be judged."""
    if random.random() < 0.05:
        return Status.CANNOT_JUDGE
    top = len(question.levels) - 1
    return question.levels[max(0, min(top, round(random.gauss(leaning * top, top / 4))))].value


def _practise(actor: Actor, place: Place, dimension: Dimension, random: Random) -> None:
    response, references = opened(actor, place).stored.response, place.edition.references
    if references is None or dimension.id not in response.priorities:
        return
    for point in references.points:
        if dimension.id in point.dimensions and point.answers:
            answering.practise(actor, place, point.id, random.choice(point.answers).id)


def _aim(actor: Actor, place: Place, random: Random) -> None:
    response, stages = opened(actor, place).stored.response, place.edition.questionnaire.stages
    for id in response.priorities:
        answering.aim(actor, place, id, random.choice(stages[len(stages) // 2 :]).id)
    answering.aim_by(actor, place, place.now().year + 2)
    weakest = response.weakest(place.edition.questionnaire, response.priorities[0])
    if weakest:
        answering.comment(actor, place, weakest[0].id, COMMENT)


def demonstrate_team(actor: Actor, place: Place) -> Invented:
    """Add a synthetic leadership team with a dispute, and a sponsor's link to look at it."""
    access.allow(actor, Verb.DEMONSTRATE, None)
    with place.store.write() as connection:
        organisations.add_group(connection, GROUP, "Synthetic demonstration")
    return invent_team(actor, _in_the_past(place), GROUP)


def remove_demonstration(actor: Actor, place: Place) -> int:
    """Remove the demonstration's organisations with their responses, and nothing else; answers how many responses."""
    access.allow(actor, Verb.DEMONSTRATE, None)
    with place.store.write() as connection:
        ids = organisations.of_group(connection, GROUP)
        invented, count = engagements_of(connection, ids), 0
        for id in ids:
            for response in responses.of_organisation(connection, id):
                responses.remove(connection, response)
                count += 1
            organisations.remove(connection, id)
        remove_engagements(connection, invented)
        audits.note(connection, actor, Verb.DEMONSTRATE, "response", None, place.now(), note=f"{count} removed")
    return count
