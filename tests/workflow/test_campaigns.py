"""Campaigns: what may be decided, until when, and closing and reopening."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import AnsweringError, CampaignError
from assessment.model import CampaignMode, CampaignOption, EditionKey, Length, ScoringRule
from assessment.storage import audits
from assessment.storage import campaigns as stored
from assessment.workflow import answering, campaigns, inviting
from assessment.workflow.campaigns import Terms, terms_of
from assessment.workflow.opening import Place
from tests.workflow.campaigning import CLOSES, FINANCE, SALES, begun_by, run_of, terms
from tests.workflow.sitting import NOW, Clock, answer_everything

WRONG: dict[str, tuple[Callable[[Terms], Terms], str]] = {
    "no title": (lambda t: replace(t, title=" "), "no name yet"),
    "wave": (lambda t: replace(t, wave=0), "from 1 to 99"),
    "zone": (lambda t: replace(t, time_zone="Europe/Nowhere"), "time zone is not known"),
    "folder of zones": (lambda t: replace(t, time_zone="Europe"), "time zone is not known"),
    "closing": (lambda t: replace(t, opens_at=CLOSES), "before the opening"),
    "past": (lambda t: replace(t, closes_at=NOW), "in the past"),
    "retention": (lambda t: replace(t, retain_until=NOW + timedelta(days=1)), "erased before the closing"),
    "option": (lambda t: replace(t, options=(CampaignOption("lens", "magic"),)), "none of the choices"),
    "field": (lambda t: replace(t, options=(CampaignOption("industry", "energy"),)), "none of the choices"),
    "twice": (lambda t: replace(t, options=(SALES, replace(SALES, bloc=None))), "offered twice"),
    "one bloc": (lambda t: replace(t, options=(SALES,)), "One bloc"),
    "long bloc": (lambda t: replace(t, options=(replace(SALES, bloc="x" * 61), FINANCE)), "at most 60"),
    "bloc of ranks": (lambda t: replace(t, options=(CampaignOption("level", "manager", "Top"),)), "functions"),
    "edition": (lambda t: replace(t, edition=EditionKey("unknown")), "not known here"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(place: Place, name: str) -> None:
    """Each rule once."""
    run = run_of(place)
    spoil, words = WRONG[name]
    with pytest.raises(CampaignError, match=words):
        campaigns.create(run.actor, place, run.engagement, spoil(terms(place)))
    assert campaigns.campaigns_of(run.actor, place, run.engagement) == (run.campaign,)


def test_every_problem_is_said_at_once(place: Place) -> None:
    """Not the first alone."""
    run = run_of(place)
    with pytest.raises(CampaignError) as refused:
        campaigns.create(run.actor, place, run.engagement, replace(terms(place), title="", wave=0, time_zone=""))
    assert len(refused.value.problems) == 3


def test_a_campaign_is_kept_as_it_was_decided(place: Place) -> None:
    """With all it has, in the database."""
    decided = terms(
        place,
        CampaignMode.ANONYMOUS,
        length=Length.SHORT,
        wave=2,
        scoring_rule=ScoringRule.LENSES,
        opens_at=NOW + timedelta(days=1),
        retain_until=CLOSES + timedelta(days=365),
    )
    run = run_of(place)
    made = campaigns.create(run.actor, place, run.engagement, decided)
    assert terms_of(made) == decided
    with place.store.read() as connection:
        assert stored.get(connection, made.id) == made
    assert not made.is_open(NOW)


def test_a_questionnaire_without_a_short_length_is_asked_in_full(other_place: Place) -> None:
    """And without a profile nothing can be offered."""
    run = run_of(other_place, options=())
    with pytest.raises(CampaignError, match="no short length"):
        campaigns.create(run.actor, other_place, run.engagement, terms(other_place, length=Length.SHORT, options=()))
    with pytest.raises(CampaignError, match="none of the choices"):
        campaigns.create(run.actor, other_place, run.engagement, terms(other_place))


@pytest.mark.parametrize(
    "change",
    [
        {"length": Length.SHORT},
        {"mode": CampaignMode.NAMED},
        {"wave": 2},
        {"opens_at": NOW},
        {"scoring_rule": ScoringRule.LENSES},
        {"options": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_answers_rest_on_cannot_change_once_somebody_has_begun(place: Place, change: dict[str, object]) -> None:
    """Until then it can."""
    run = run_of(place)
    changed = replace(terms_of(run.campaign), **change)  # type: ignore[arg-type]
    campaigns.change(run.actor, place, run.campaign.id, changed)
    campaigns.change(run.actor, place, run.campaign.id, terms_of(run.campaign))
    begun_by(place, run.invite(place, "Ida")[0].token)
    with pytest.raises(CampaignError, match="Somebody has begun"):
        campaigns.change(run.actor, place, run.campaign.id, changed)
    later = replace(terms_of(run.campaign), title="Renamed", closes_at=CLOSES + timedelta(days=1))
    campaigns.change(run.actor, place, run.campaign.id, later)
    assert terms_of(campaigns.campaign_of(run.actor, place, run.campaign.id).campaign) == later


def test_the_mode_stays_once_people_were_told(place: Place) -> None:
    """Whoever has a link may have read it there, whether or not anybody marked it as sent."""
    run = run_of(place)
    named = replace(terms_of(run.campaign), mode=CampaignMode.NAMED)
    campaigns.change(run.actor, place, run.campaign.id, named)
    campaigns.change(run.actor, place, run.campaign.id, terms_of(run.campaign))
    run.invite(place, "Ida")
    with pytest.raises(CampaignError, match="made already"):
        campaigns.change(run.actor, place, run.campaign.id, named)


def test_an_open_link_and_names_exclude_each_other(place: Place) -> None:
    """Whichever comes first."""
    run = run_of(place)
    link, _ = inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    named = replace(terms_of(run.campaign), mode=CampaignMode.NAMED)
    with pytest.raises(CampaignError, match="open link"):
        campaigns.change(run.actor, place, run.campaign.id, named)
    inviting.revoke_link(run.actor, place, run.campaign.id, link.id)
    campaigns.change(run.actor, place, run.campaign.id, named)
    with pytest.raises(CampaignError, match="carry names"):
        inviting.open_link(run.actor, place, run.campaign.id, run.organisation)


def test_closing_ends_answering_at_once_and_reopening_is_logged_with_its_reason(place: Place, clock: Clock) -> None:
    """By a direct call too; what was said stays."""
    run = run_of(place)
    respondent = begun_by(place, run.invite(place, "Ida")[0].token)
    answer_everything(respondent, place)
    campaigns.close(run.actor, place, run.campaign.id)
    campaigns.close(run.actor, place, run.campaign.id)
    says: list[Callable[[], object]] = [
        lambda: answering.answer(respondent, place, place.edition.questionnaire.questions[0].id, 100),
        lambda: answering.submit(respondent, place),
        lambda: answering.comment(respondent, place, place.edition.questionnaire.questions[0].id, "late"),
    ]
    for say in says:
        with pytest.raises(AnsweringError, match="time for answering is over"):
            say()
    for reason, closes_at, words in (
        (" ", None, "why it is reopened"),
        ("x" * 301, None, "why it is reopened"),
        ("Two are missing", NOW, "in the past"),
    ):
        with pytest.raises(CampaignError, match=words):
            campaigns.reopen(run.actor, place, run.campaign.id, reason, closes_at)
    campaigns.reopen(run.actor, place, run.campaign.id, "Two are\nmissing", NOW + timedelta(days=2))
    answering.submit(respondent, place)
    with pytest.raises(CampaignError, match="open already"):
        campaigns.reopen(run.actor, place, run.campaign.id, "Again", None)
    clock.forward(days=3)
    with pytest.raises(AnsweringError, match="time for answering is over"):
        answering.reopen(respondent, place)
    with place.store.read() as connection:
        noted = [entry.note for entry in audits.about(connection, run.campaign.id)]
    assert noted == ["created", "1 invited", "closed", "reopened: Two are missing"]
