"""Reports of teams, and the workbooks made of them."""

from collections.abc import Mapping
from datetime import date
from random import Random

from assessment.alignment import align
from assessment.alignment.agreed import agreed_scores
from assessment.alignment.verdict import team_verdict
from assessment.model import (
    Answer,
    AssessorRating,
    Basis,
    CampaignMode,
    Edition,
    Question,
    Response,
    ScoringRule,
    Settlement,
    Status,
    TeamReport,
    Voice,
)
from assessment.scoring import score
from tests.alignment.people import EDITION, LENSES, RANKS, campaign
from tests.storage.samples import NOW

DAY = date(2026, 11, 29)


def voices(edition: Edition, count: int, seed: int) -> list[Voice]:
    """So many people who answer by chance, some questions not, in lenses and ranks."""
    random, found = Random(seed), []
    for at in range(count):
        answers = {
            question.id: _said(question, random)
            for question in edition.questionnaire.questions
            if random.random() < 0.95
        }
        basis = {d.id: random.choice(list(Basis)) for d in edition.questionnaire.dimensions}
        response = Response(answers, basis=basis)
        card = score(edition.questionnaire, response)
        name = f"=1+{at} Person"
        found.append(Voice(f"p{at}", response, card, name, random.choice(LENSES), random.choice(RANKS)))
    return found


def _said(question: Question, random: Random) -> Answer:
    choices: list[Answer] = [*(level.value for level in question.levels), Status.CANNOT_JUDGE]
    return random.choice(choices)


def settled(edition: Edition, levels: Mapping[str, int | None]) -> dict[str, Settlement]:
    """What was agreed, by question."""
    assert set(levels) <= set(edition.questionnaire.question)
    return {id: Settlement(id, level, "As the minutes say.", NOW) for id, level in levels.items()}


def report(
    mode: CampaignMode,
    count: int,
    seed: int = 1,
    edition: Edition = EDITION,
    rule: ScoringRule = ScoringRule.RESPONDENTS,
    levels: Mapping[str, int | None] | None = None,
) -> TeamReport:
    """What a workbook is made of, for a team that answers by chance."""
    blocs = {"sales": "Front", "finance": "Back", "it": "Back"}
    view = align(edition, campaign(mode, rule, blocs), voices(edition, count, seed))
    agreed = settled(edition, levels or {})
    first = edition.questionnaire.questions[0]
    return TeamReport(
        edition.questionnaire,
        view,
        team_verdict(edition.questionnaire, view),
        "Nordic division",
        False,
        "Team",
        f"{count} answered",
        ("Not answered yet: Ana.",),
        agreed,
        {first.id: AssessorRating(first.id, first.levels[-1].value, "=Minutes, page 4", NOW)},
        agreed_scores(edition.questionnaire, view, agreed),
        DAY,
    )
