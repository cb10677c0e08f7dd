"""What was to be kept only until a day is erased after it, once, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from assessment.errors import AccessError
from assessment.model import Actor, CampaignMode, Role
from assessment.storage import audits, holdings
from assessment.storage.store import open_store
from assessment.workflow import campaigns, engagements, inviting, own_data, retaining
from assessment.workflow.campaigns import terms_of
from assessment.workflow.opening import Place
from tests.workflow.at_once import at_once
from tests.workflow.campaigning import Run, run_of
from tests.workflow.sitting import NOW, OPERATOR, Clock
from tests.workflow.test_data_rights import MARKER, filled, rows

UNTIL = NOW + timedelta(days=60)


def kept_until(place: Place, run: Run) -> None:
    """Decide when what was said is erased."""
    campaigns.change(run.actor, place, run.campaign.id, replace(terms_of(run.campaign), retain_until=UNTIL))


@pytest.mark.parametrize("mode", CampaignMode)
def test_what_was_said_goes_when_its_day_is_over(place: Place, clock: Clock, mode: CampaignMode) -> None:
    """Answers, invitations, links and pages; the campaign stays, closed, and says what went; others stay."""
    run, _ = filled(place, mode, 2)
    _, others = filled(place, CampaignMode.NAMED, 1, "Zoe")
    kept_until(place, run)
    with place.store.read() as connection:
        gone = set(holdings.ids(connection, run.organisation)) - {run.organisation}
    clock.moment = UNTIL - timedelta(seconds=1)
    assert retaining.due(OPERATOR, place) == retaining.retain(OPERATOR, place, "R1") == ()
    clock.moment = UNTIL
    kept = own_data.exported(others[0], place)
    (due,) = retaining.due(OPERATOR, place)
    assert due.words == "campaign “First wave”, kept until 2026-05-01: 2 responses"
    assert retaining.retain(OPERATOR, place, "R2") == (due,)
    after = rows(place)
    assert not [r for found in after.values() for r in found if gone & {v for v in r.values() if isinstance(v, str)}]
    assert own_data.exported(others[0], place) == kept
    assert retaining.due(OPERATOR, place) == ()
    view = campaigns.campaign_of(run.actor, place, run.campaign.id)
    assert not view.campaign.is_open(clock())
    assert view.engagement.organisations[0].name == MARKER
    (entry,) = retaining.erased_of(run.actor, place, run.campaign.id)
    assert (entry.at, entry.note) == (UNTIL, "retention, 2 responses, receipt R2")


def test_pages_stay_while_another_campaign_of_the_wave_has_answers(place: Place, clock: Clock) -> None:
    """They are written together."""
    run, actors = filled(place, CampaignMode.NAMED, 1)
    second = campaigns.create(run.actor, place, run.engagement, replace(terms_of(run.campaign), title="Second"))
    other = replace(run, campaign=second)
    kept_until(place, other)
    other.invite(place, "Ida")
    before = own_data.exported(actors[0], place)
    clock.moment = UNTIL
    assert len(retaining.retain(OPERATOR, place, "R")) == 1
    assert own_data.exported(actors[0], place)["plan"] == before["plan"] != []
    assert inviting.invitations_of(run.actor, place, second.id) == ()


def test_an_engagement_goes_with_all_its_organisations(place: Place, clock: Clock) -> None:
    """And its campaigns; it stays itself, for those who work on it."""
    run, _ = filled(place, CampaignMode.CONFIDENTIAL, 2)
    engagements.add_organisation(run.actor, place, run.engagement, "Second")
    engagements.keep_until(run.actor, place, run.engagement, UNTIL)
    clock.moment = UNTIL
    assert [each.kind for each in retaining.retain(OPERATOR, place, "R")] == ["engagement"]
    assert MARKER not in str(rows(place))
    assert engagements.engagement_of(run.actor, place, run.engagement).organisations == ()
    assert campaigns.campaigns_of(run.actor, place, run.engagement) == ()
    assert retaining.retain(OPERATOR, place, "R") == ()


def test_several_programs_at_once_erase_once(place: Place, url: str, clock: Clock) -> None:
    """One entry in the log."""
    run, _ = filled(place, CampaignMode.NAMED, 1)
    kept_until(place, run)
    clock.moment = UNTIL
    elsewhere = replace(place, store=open_store(url))
    counts: list[int] = []

    def erase(at: Place) -> None:
        counts.append(len(retaining.retain(OPERATOR, at, "R")))

    at_once(place, *[partial(erase, each) for each in (place, elsewhere) * 2])
    assert sorted(counts) == [0, 0, 0, 1]
    with place.store.read() as connection:
        assert sum(entry.verb == "erase" for entry in audits.entries(connection)) == 1
    elsewhere.store.close()


def test_only_the_operator_executes_and_only_members_read_what_went(place: Place) -> None:
    """By the rule for everything else."""
    run, other = run_of(place), run_of(place, name="Zoe")
    for actor in (run.actor, Actor(Role.CONSULTANT), Actor(Role.RESPONDENT, "x")):
        with pytest.raises(AccessError):
            retaining.due(actor, place)
        with pytest.raises(AccessError):
            retaining.retain(actor, place, "R")
    with pytest.raises(AccessError):
        retaining.erased_of(other.actor, place, run.campaign.id)
    with pytest.raises(AccessError):
        engagements.keep_until(other.actor, place, run.engagement, UNTIL)
