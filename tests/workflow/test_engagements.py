"""Engagements: who may work on which, and what is kept of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from assessment.errors import AccessError, CampaignError
from assessment.model import Actor, Role
from assessment.storage import audits
from assessment.workflow import campaigns, engagements, invited, inviting, progressing
from assessment.workflow.opening import Place
from tests.workflow.campaigning import consultant, run_of, terms
from tests.workflow.sitting import NOW, OPERATOR


def test_whoever_begins_an_engagement_is_a_member_and_others_are_added_by_address(place: Place) -> None:
    """The other one sees it only from then on; the last member stays."""
    ann, ben = consultant(place, "Ann"), consultant(place, "Ben")
    engagement = engagements.engage(ann, place, "  Spring   work ")
    assert (engagement.name, engagement.members) == ("Spring work", frozenset([ann.subject or ""]))
    assert engagements.engagements_of(ben, place) == ()
    engagements.add_member(ann, place, engagement.id, " BEN@example.com ")
    assert [each.id for each in engagements.engagements_of(ben, place)] == [engagement.id]
    assert [member.name for member in engagements.engagement_of(ben, place, engagement.id).members] == ["Ann", "Ben"]
    engagements.remove_member(ben, place, engagement.id, ann.subject or "")
    with pytest.raises(AccessError):
        engagements.engagement_of(ann, place, engagement.id)
    with pytest.raises(CampaignError, match="last member"):
        engagements.remove_member(ben, place, engagement.id, ben.subject or "")
    with pytest.raises(CampaignError, match="Nobody signs in"):
        engagements.add_member(ben, place, engagement.id, "nobody@example.com")


def test_administrators_and_the_operator_work_on_every_engagement(place: Place) -> None:
    """Without being members."""
    run = run_of(place)
    for actor in (consultant(place, "Eve", Role.ADMINISTRATOR), OPERATOR):
        assert [each.id for each in engagements.engagements_of(actor, place)] == [run.engagement]
        assert campaigns.campaign_of(actor, place, run.campaign.id).campaign == run.campaign
    assert engagements.engage(OPERATOR, place, "By command").members == frozenset()


def test_organisations_are_told_apart_by_name_and_described_by_the_profile(place: Place) -> None:
    """What is said of them is what their respondents are then not asked."""
    run = run_of(place)
    with pytest.raises(CampaignError, match="already"):
        engagements.add_organisation(run.actor, place, run.engagement, "nordkap energie")
    engagements.rename_organisation(run.actor, place, run.engagement, run.organisation, "Nordkap")
    engagements.describe_organisation(run.actor, place, run.engagement, run.organisation, "industry", "energy")
    (kept,) = engagements.engagement_of(run.actor, place, run.engagement).organisations
    assert (kept.name, kept.profile) == ("Nordkap", {"industry": "energy"})
    for field, value in (("industry", "nonsense"), ("lens", "sales"), ("unit_assessed", "x"), ("none", None)):
        with pytest.raises(CampaignError, match="not one of the choices"):
            engagements.describe_organisation(run.actor, place, run.engagement, run.organisation, field, value)
    other = run_of(place, name="Ben")
    with pytest.raises(CampaignError, match="none of this engagement's"):
        engagements.rename_organisation(run.actor, place, run.engagement, other.organisation, "Mine")


def test_names_are_kept_short_and_are_never_empty(place: Place) -> None:
    """For engagements and organisations alike."""
    ann = consultant(place)
    for name in ("", " \0 ", "x" * 121):
        with pytest.raises(CampaignError):
            engagements.engage(ann, place, name)
    with place.store.read() as connection:
        assert audits.entries(connection) == []


def test_nobody_reaches_a_foreign_engagement_by_any_verb(place: Place, subtests: pytest.Subtests) -> None:
    """Refused in the same words as what does not exist; nothing is changed or logged."""
    run = run_of(place)
    (issued,) = run.invite(place, "Ida")
    link, token = inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    e, c, o, i = run.engagement, run.campaign.id, run.organisation, issued.invitation.id
    later = NOW + timedelta(days=40)
    verbs: dict[str, Callable[[Actor], object]] = {
        "engagement": lambda a: engagements.engagement_of(a, place, e),
        "rename": lambda a: engagements.rename(a, place, e, "Mine"),
        "member": lambda a: engagements.add_member(a, place, e, "ben@example.com"),
        "no member": lambda a: engagements.remove_member(a, place, e, "x"),
        "organisation": lambda a: engagements.add_organisation(a, place, e, "Mine"),
        "its name": lambda a: engagements.rename_organisation(a, place, e, o, "Mine"),
        "its profile": lambda a: engagements.describe_organisation(a, place, e, o, "industry", "energy"),
        "editions": lambda a: campaigns.editions_offered(a, place, e),
        "create": lambda a: campaigns.create(a, place, e, terms(place)),
        "campaign": lambda a: campaigns.campaign_of(a, place, c),
        "campaigns": lambda a: campaigns.campaigns_of(a, place, e),
        "change": lambda a: campaigns.change(a, place, c, terms(place)),
        "close": lambda a: campaigns.close(a, place, c),
        "reopen": lambda a: campaigns.reopen(a, place, c, "why", later),
        "read": lambda a: inviting.read(a, place, c, b"name\nIda\n", "a.csv"),
        "pasted": lambda a: inviting.read_pasted(a, place, c, "Ida"),
        "invitations": lambda a: inviting.invitations_of(a, place, c),
        "invite": lambda a: inviting.invite(a, place, c, [run.invitee("Eve")]),
        "reissue": lambda a: inviting.reissue(a, place, c, i),
        "revoke": lambda a: inviting.revoke(a, place, c, i),
        "sent": lambda a: inviting.mark_sent(a, place, c, [i]),
        "reminded": lambda a: inviting.mark_reminded(a, place, c, [i]),
        "link": lambda a: inviting.open_link(a, place, c, o),
        "links": lambda a: inviting.open_links_of(a, place, c),
        "no link": lambda a: inviting.revoke_link(a, place, c, link.id),
        "progress": lambda a: progressing.progress_of(a, place, c),
        "looking": lambda a: invited.look(a, place, token),
        "beginning": lambda a: invited.begin(a, place, token, "t" * 32, {}),
    }
    ben = consultant(place, "Ben")
    others = [Actor(role, id) for role in Role for id in (None, "x", run.actor.subject, e, c) if role in FOREIGN]
    with place.store.read() as connection:
        logged = audits.entries(connection)
    for name, say in verbs.items():
        with subtests.test(name):
            for stranger in (ben, Actor(Role.CONSULTANT), Actor(Role.CONSULTANT, ""), *others):
                with pytest.raises(AccessError, match="does not exist, or it is not yours"):
                    say(stranger)
    with place.store.read() as connection:
        assert audits.entries(connection) == logged


FOREIGN = (Role.RESPONDENT, Role.READER, Role.RATER, Role.SPONSOR)


def test_what_does_not_exist_is_refused_to_administrators_in_the_same_words(place: Place) -> None:
    """Though they may do anything with what exists."""
    for say in (
        lambda: engagements.engagement_of(OPERATOR, place, "none"),
        lambda: campaigns.campaign_of(OPERATOR, place, "none"),
        lambda: campaigns.close(OPERATOR, place, "none"),
        lambda: inviting.invitations_of(OPERATOR, place, "none"),
    ):
        with pytest.raises(AccessError):
            say()
