"""Teams for tests: voices that say something about the questionnaire of another shape, and campaigns of each mode."""

from collections.abc import Mapping, Sequence

from assessment.catalog import parse
from assessment.model import (
    Answer,
    Basis,
    Campaign,
    CampaignMode,
    CampaignOption,
    Edition,
    EditionKey,
    Length,
    Profile,
    ProfileField,
    ProfileOption,
    Response,
    ScoringRule,
    Voice,
)
from assessment.scoring import score
from tests.conftest import THREE_DIMENSIONS

LENSES, RANKS = ("sales", "finance", "it"), ("c-suite", "director", "manager")


def _field(id: str, options: Sequence[str]) -> ProfileField:
    return ProfileField(id, id, "respondent", tuple(ProfileOption(o, o.capitalize(), False, None) for o in options))


QUESTIONNAIRE = parse(THREE_DIMENSIONS.read_text(encoding="utf-8"))
EDITION = Edition(QUESTIONNAIRE, Profile((_field("lens", LENSES), _field("level", RANKS))))
FIRST = QUESTIONNAIRE.dimensions[0].id


def campaign(
    mode: CampaignMode, rule: ScoringRule = ScoringRule.RESPONDENTS, blocs: Mapping[str, str] | None = None
) -> Campaign:
    """A campaign of a mode; `blocs`: lens to announced bloc."""
    options = tuple(CampaignOption("lens", lens, (blocs or {}).get(lens)) for lens in LENSES)
    return Campaign(
        "campaign", "Team", EditionKey("hash"), Length.FULL, mode, 1, False, scoring_rule=rule, options=options
    )


def voice(
    id: str,
    answers: Mapping[str, Answer],
    lens: str | None = None,
    rank: str | None = None,
    basis: Mapping[str, Basis] | None = None,
) -> Voice:
    """Somebody who said this."""
    response = Response(dict(answers), basis=basis or {})
    return Voice(id, response, score(QUESTIONNAIRE, response), id.upper(), lens, rank)


def of_level(rank: int) -> dict[str, Answer]:
    """Every question answered with the level of that rank, from 0."""
    return {question.id: question.levels[rank].value for question in QUESTIONNAIRE.questions if not question.optional}


def team(ranks: Sequence[int], lenses: Sequence[str | None] = ()) -> list[Voice]:
    """One voice for each rank, everything answered alike; lenses in the same order, sales without any."""
    given = [*lenses, *(["sales"] * (len(ranks) - len(lenses)))]
    return [voice(f"p{at}", of_level(rank), given[at]) for at, rank in enumerate(ranks)]
