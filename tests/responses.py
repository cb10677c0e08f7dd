"""Responses for tests: by hand, and generated from a seed."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from assessment.model import Answer, Assessment, Edition, Length, Questionnaire, Response, Status
from assessment.workflow.assessing import assess

DAY = date(2026, 11, 22)

# Levels by dimension, as places on each question's ladder, from 1; None leaves a question unanswered.
Places = Mapping[str, Sequence[int | None]]


def levels(questionnaire: Questionnaire, by_dimension: Places) -> dict[str, Answer]:
    """Answers by the places of their levels."""
    answers: dict[str, Answer] = {}
    for dimension, places in by_dimension.items():
        for question, place in zip(questionnaire.questions_of(dimension), places, strict=False):
            if place is not None:
                answers[question.id] = question.levels[place - 1].value
    return answers


def alike(questionnaire: Questionnaire, place: int) -> dict[str, Answer]:
    """Every scored question answered with the level at that place, from 1."""
    return {q.id: q.levels[place - 1].value for q in questionnaire.questions if not q.optional}


def generated(edition: Edition, seed: int, length: Length = Length.FULL) -> Response:
    """A synthetic response: some answered richly, some sparsely, with and without priorities."""
    random, questionnaire = Random(seed), edition.questionnaire
    answered, leaning = random.choice([1.0, 0.9, 0.7, 0.5]), random.choice([0, 0, 1, 2])
    answers: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if random.random() < answered:
            place = min(
                len(question.levels) - 1, random.randrange(len(question.levels)) + random.randrange(leaning + 1)
            )
            answers[question.id] = question.levels[place].value
        elif random.random() < 0.5:
            answers[question.id] = random.choice(list(Status))
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    picked = random.sample(dimensions, random.choice([0, questionnaire.verdict.priorities]))
    targets = {id: _target(random, questionnaire) for id in picked if random.random() < 0.8}
    return Response(
        answers=answers,
        length=length,
        comments=dict.fromkeys(random.sample(sorted(answers), min(3, len(answers))), f"Seen in unit {seed}"),
        priorities=tuple(picked),
        starred=random.choice([*picked, None]) if picked else None,
        targets=targets,
        target_year=random.choice([None, 2028]),
        profile={"unit_assessed": f"Synthetic unit {seed}"} if edition.profile.fields else {},
        deepened=frozenset(random.sample(dimensions, 1)) if length is Length.SHORT else frozenset(),
    )


def _target(random: Random, questionnaire: Questionnaire) -> int:
    stage = random.choice(questionnaire.stages).target
    return random.choice([stage, stage, random.randrange(min(questionnaire.scale), max(questionnaire.scale) + 1)])


def assessed(edition: Edition, response: Response | None = None, **parts: Any) -> Assessment:
    """The assessment of a response, or of one made of the parts given, on a fixed day."""
    return assess(edition, response or Response(**parts), DAY)
