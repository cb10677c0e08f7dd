"""Engagements, campaigns with their options, invitations and open links, as they are kept."""

from dataclasses import replace

import pytest

from assessment.errors import StorageError
from assessment.model import (
    Account,
    Campaign,
    CampaignLink,
    CampaignMode,
    CampaignOption,
    Engagement,
    Invitation,
    InvitationState,
    Length,
    Role,
    ScoringRule,
)
from assessment.storage import accounts, campaigns, engagements, invitations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Connection, Store
from tests.storage.samples import NOW, add_campaign, add_organisation, later


def add_run(connection: Connection, mode: CampaignMode = CampaignMode.NAMED) -> tuple[Engagement, Campaign]:
    """An engagement with a member and an organisation, and a campaign with everything it may have."""
    ann = Account(new_id(), f"{new_id()}@example.com".lower(), "Ann", Role.CONSULTANT, NOW)
    accounts.add(connection, ann)
    organisation = add_organisation(connection)
    engagement = Engagement(new_id(), "Spring", NOW, later(9), (organisation.id,), frozenset([ann.id]))
    engagements.add(connection, engagement)
    key = add_campaign(connection, new_id()).edition
    campaign = Campaign(
        new_id(),
        "First wave",
        key,
        Length.FULL,
        mode,
        2,
        implicit=False,
        engagement=engagement.id,
        opens_at=later(1),
        closes_at=later(5),
        scoring_rule=ScoringRule.LENSES,
        time_zone="Europe/Berlin",
        retain_until=later(9),
        options=(CampaignOption("lens", "it", "Others"), CampaignOption("lens", "sales"), CampaignOption("level", "x")),
    )
    campaign = replace(campaign, options=tuple(sorted(campaign.options, key=lambda each: (each.field, each.option))))
    campaigns.add(connection, campaign, NOW)
    return engagement, campaign


def invitation_to(campaign: Campaign, organisation: str, name: str = "Ida") -> Invitation:
    """An invitation with everything it may have."""
    return Invitation(
        new_id(),
        campaign.id,
        organisation,
        InvitationState.CREATED,
        NOW,
        name,
        "ida@example.com",
        "sales",
        "manager",
        expires_at=later(3),
    )


def test_engagements_are_kept_with_members_and_organisations(store: Store) -> None:
    """Found by their members, newest first."""
    with store.write() as connection:
        engagement, campaign = add_run(connection)
        (member,) = engagement.members
        second = Engagement(new_id(), "Autumn", later(2), members=engagement.members)
        engagements.add(connection, second)
        assert engagements.get(connection, engagement.id) == engagement
        assert engagements.get(connection, "none") is None
        assert engagements.of_account(connection, member) == [second, engagement]
        assert engagements.everything(connection) == [second, engagement]
        engagements.add_member(connection, second.id, member)
        engagements.remove_member(connection, second.id, member)
        assert engagements.of_account(connection, member) == [engagement]
        engagements.rename(connection, engagement.id, "Summer")
        engagements.hold(connection, engagement.id)
        kept = engagements.get(connection, engagement.id)
        assert kept is not None
        assert kept.name == "Summer"
        with pytest.raises(StorageError, match="does not exist"):
            engagements.rename(connection, "none", "x")
        assert campaigns.of_engagement(connection, engagement.id) == [campaign]


def test_a_campaign_is_kept_with_all_that_was_decided(store: Store) -> None:
    """Changed as a whole, closed and reopened; a response carries it too."""
    with store.write() as connection:
        engagement, campaign = add_run(connection)
        assert campaigns.get(connection, campaign.id) == campaigns.find(connection, campaign.id) == campaign
        assert campaigns.find(connection, "none") is None
        assert campaign.edition in campaigns.editions(connection)
        changed = replace(
            campaign,
            title="Second",
            mode=CampaignMode.ANONYMOUS,
            options=(CampaignOption("lens", "it"),),
            opens_at=None,
        )
        campaigns.change(connection, changed)
        assert campaigns.get(connection, campaign.id) == changed
        campaigns.close(connection, campaign.id, later(2), campaign.closes_at)
        assert campaigns.get(connection, campaign.id).closed_at == later(2)
        assert not campaigns.get(connection, campaign.id).is_open(later(2))
        campaigns.close(connection, campaign.id, None, later(8))
        assert campaigns.get(connection, campaign.id) == replace(changed, closes_at=later(8))
        assert not campaigns.has_responses(connection, campaign.id)
        responses.add(connection, "r", campaign.id, engagement.organisations[0], Length.FULL, "hash", NOW)
        assert campaigns.has_responses(connection, campaign.id)
        stored = responses.get(connection, "r")
        assert stored is not None
        assert stored.campaign == replace(changed, closes_at=later(8))


def test_invitations_go_from_state_to_state_and_are_found_by_their_secret(store: Store) -> None:
    """One that is further is never set back by being sent or looked at."""
    with store.write() as connection:
        engagement, campaign = add_run(connection)
        made = invitation_to(campaign, engagement.organisations[0])
        invitations.add(connection, made, "hash")
        assert invitations.of_token(connection, "hash") == invitations.hold(connection, made.id) == made
        assert invitations.of_token(connection, "other") is None
        invitations.send(connection, made.id, later(1))
        sent = replace(made, state=InvitationState.SENT, sent_at=later(1))
        assert invitations.of_campaign(connection, campaign.id) == [sent]
        invitations.open_(connection, made.id)
        invitations.remind(connection, made.id, later(2))
        invitations.remind(connection, made.id, later(3))
        opened = replace(sent, state=InvitationState.OPENED, reminded_at=later(3), reminders=2)
        assert invitations.get(connection, made.id) == opened
        invitations.put_state(connection, made.id, InvitationState.SUBMITTED)
        invitations.open_(connection, made.id)
        invitations.send(connection, made.id, later(4))
        kept = invitations.get(connection, made.id)
        assert kept == replace(opened, state=InvitationState.SUBMITTED, sent_at=later(4))
        invitations.use(connection, made.id)
        used = replace(made, state=InvitationState.USED, lens=None, seniority=None)
        assert invitations.get(connection, made.id) == used
        invitations.reissue(connection, made.id, "new", InvitationState.CREATED, None)
        assert invitations.of_token(connection, "hash") is None
        assert invitations.of_token(connection, "new") == replace(made, expires_at=None, lens=None, seniority=None)
        invitations.remove(connection, made.id)
        assert invitations.of_campaign(connection, campaign.id) == []


def test_a_response_knows_its_invitation_and_whether_it_was_taken_back(store: Store) -> None:
    """And gets another private link."""
    with store.write() as connection:
        engagement, campaign = add_run(connection)
        made = invitation_to(campaign, engagement.organisations[0])
        invitations.add(connection, made, "hash")
        assert responses.of_invitation(connection, made.id) is None
        responses.add(
            connection, "r", campaign.id, engagement.organisations[0], Length.FULL, "old", NOW, invitation=made.id
        )
        assert responses.of_invitation(connection, made.id) == "r"
        responses.put_link(connection, "r", "new")
        assert (responses.id_of(connection, "old"), responses.id_of(connection, "new")) == (None, "r")
        stored = responses.get(connection, "r")
        assert stored is not None
        assert (stored.invitation, stored.is_revoked) == (made.id, False)
        invitations.put_state(connection, made.id, InvitationState.REVOKED)
        stored = responses.get(connection, "r")
        assert stored is not None
        assert stored.is_revoked
        assert responses.count_submitted(connection, campaign.id) == 0
        responses.submit(connection, "r", None, NOW)
        assert responses.count_submitted(connection, campaign.id) == 1


def test_open_links_are_found_by_their_secret_and_taken_back_once(store: Store) -> None:
    """The first time stands."""
    with store.write() as connection:
        engagement, campaign = add_run(connection)
        made = CampaignLink(new_id(), campaign.id, engagement.organisations[0], NOW)
        invitations.add_link(connection, made, "hash")
        invitations.hold_link(connection, made.id)
        assert invitations.link_of_token(connection, "hash") == invitations.link(connection, made.id) == made
        assert (invitations.link_of_token(connection, "x"), invitations.link(connection, "x")) == (None, None)
        invitations.revoke_link(connection, made.id, later(1))
        invitations.revoke_link(connection, made.id, later(2))
        assert invitations.links_of(connection, campaign.id) == [replace(made, revoked_at=later(1))]
