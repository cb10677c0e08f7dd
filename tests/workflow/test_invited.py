"""Beginning by an invitation: once, on any device, and with nothing that the campaign does not offer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from assessment import access
from assessment.errors import AccessError, AnsweringError, CampaignError
from assessment.model import Actor, CampaignMode, InvitationState, Role
from assessment.storage import audits, responses
from assessment.workflow import answering, campaigns, engagements, invited, inviting, own_data, visiting
from assessment.workflow.campaigns import terms_of
from assessment.workflow.invited import private_token
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.workflow.at_once import at_once
from tests.workflow.campaigning import ABOUT_ME, Run, begun_by, holder, run_of
from tests.workflow.sitting import NOW, Clock, answer_everything

MANY = 20
TOLD = [CampaignMode.NAMED, CampaignMode.CONFIDENTIAL]


def states(run: Run, place: Place) -> list[InvitationState]:
    """How far the invitations are."""
    return [each.state for each in inviting.invitations_of(run.actor, place, run.campaign.id)]


def count(place: Place, run: Run) -> int:
    """How many responses the organisation has."""
    with place.store.read() as connection:
        return responses.count_of(connection, run.organisation)


@pytest.mark.parametrize("mode", TOLD)
def test_an_invitation_goes_from_created_to_submitted_and_leads_back_on_any_device(
    place: Place, mode: CampaignMode
) -> None:
    """Looking consumes nothing; the link and the private link it leads to stay as good as they were."""
    run = run_of(place, mode)
    engagements.describe_organisation(run.actor, place, run.engagement, run.organisation, "industry", "energy")
    (issued,) = run.invite(place, "Ida", lens="sales", seniority="c-suite")
    for _ in range(3):
        way = invited.found(place, issued.token)
        assert way is not None
    assert way is not None
    assert (way.organisation.name, way.inviters, way.suggested) == ("Nordkap Energie", ("Ann",), ABOUT_ME)
    assert [[option.id for option in field.options] for field in way.fields] == [
        ["sales", "service", "finance", "it"],
        ["c-suite", "manager"],
    ]
    assert states(run, place) == [InvitationState.CREATED]
    inviting.mark_sent(run.actor, place, run.campaign.id, [issued.invitation.id])
    assert states(run, place) == [InvitationState.SENT]
    invited.look(way.actor, place, issued.token)
    assert states(run, place) == [InvitationState.OPENED]
    own = private_token(issued.token) if mode is CampaignMode.NAMED else access.new_token()
    respondent = begun_by(place, issued.token, own)
    assert begun_by(place, issued.token, own) == respondent
    assert visiting.respondent(place.store, own) == respondent
    assert states(run, place) == [InvitationState.STARTED]
    invited.look(way.actor, place, issued.token)
    sitting = opened(respondent, place)
    assert (sitting.stored.invitation, sitting.unit) == (issued.invitation.id, "Nordkap Energie")
    assert sitting.stored.response.length is run.campaign.length
    assert {"industry": "energy", **ABOUT_ME}.items() <= sitting.stored.response.profile.items()
    answer_everything(respondent, place)
    answering.submit(respondent, place)
    answering.submit(respondent, place)
    assert states(run, place) == [InvitationState.SUBMITTED]
    answering.reopen(respondent, place)
    assert states(run, place) == [InvitationState.STARTED]


@pytest.mark.parametrize("mode", CampaignMode)
def test_twenty_at_once_begin_one_response_and_submit_it_once(place: Place, mode: CampaignMode) -> None:
    """Two tabs, a double click, a retry: in one browser."""
    run = run_of(place, mode)
    (issued,) = run.invite(place, "Ida")
    held = access.new_token()
    actor = holder(place, issued.token)
    begun = at_once(place, *[lambda: invited.begin(actor, place, issued.token, held, ABOUT_ME)] * MANY)
    assert len(set(begun)) == count(place, run) == 1
    (respondent,) = set(begun)
    assert isinstance(respondent, Actor)
    answering.answer(respondent, place, place.edition.questionnaire.questions[0].id, 300)
    at_once(place, *[lambda: answering.submit(respondent, place)] * MANY)
    with place.store.read() as connection:
        logged = [entry.verb for entry in audits.about(connection, respondent.subject or "")]
    assert logged == ([] if mode is CampaignMode.ANONYMOUS else ["start", "submit"])
    after = InvitationState.USED if mode is CampaignMode.ANONYMOUS else InvitationState.SUBMITTED
    assert states(run, place) == [after]


def test_an_anonymous_invitation_is_spent_once_whoever_comes_first(place: Place) -> None:
    """Twenty browsers at once: one begins, the others are told to use the private link."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    (issued,) = run.invite(place, "Ida", lens="it", seniority="manager")
    actor = holder(place, issued.token)

    def begin() -> object:
        try:
            return invited.begin(actor, place, issued.token, access.new_token(), ABOUT_ME)
        except AnsweringError as refusal:
            return refusal.problems

    came = at_once(place, *[begin] * MANY)
    assert sum(isinstance(each, Actor) for each in came) == count(place, run) == 1
    assert {each for each in came if not isinstance(each, Actor)} == {(invited.USED,)}
    way = invited.found(place, issued.token)
    assert way is not None
    assert (way.is_used, way.suggested) == (True, {})


@pytest.mark.parametrize("mode", [CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS])
def test_an_open_link_begins_one_response_a_browser(place: Place, mode: CampaignMode) -> None:
    """Twenty times at once in one of them; taken back, it begins none."""
    run = run_of(place, mode)
    link, token = inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    one, other = access.new_token(), access.new_token()
    actor = holder(place, token)
    begun = at_once(place, *[lambda: invited.begin(actor, place, token, one, ABOUT_ME)] * MANY)
    assert len({*begun, begun_by(place, token, other)}) == count(place, run) == 2
    inviting.revoke_link(run.actor, place, run.campaign.id, link.id)
    assert invited.found(place, token) is None
    with pytest.raises(AccessError):
        invited.begin(actor, place, token, access.new_token(), ABOUT_ME)


def test_unknown_expired_revoked_and_closed_links_are_answered_alike(place: Place, clock: Clock) -> None:
    """Nobody learns which links there were."""
    run = run_of(place)
    gone, over = run.invite(place, "Ida", "Ole")
    (late,) = inviting.invite(run.actor, place, run.campaign.id, [run.invitee("Liv")], NOW + timedelta(days=1)).issued
    inviting.revoke(run.actor, place, run.campaign.id, gone.invitation.id)
    clock.forward(days=1)
    dead = [(gone.token, gone.invitation.id), (late.token, late.invitation.id), (access.new_token(), "none")]
    clock.forward(days=40)
    dead.append((over.token, over.invitation.id))
    for token, id in [*dead, ("no token", "none"), ("", "none")]:
        assert invited.found(place, token) is None
        actor = Actor(Role.RESPONDENT, id)
        for say in (
            partial(invited.begin, actor, place, token, access.new_token(), ABOUT_ME),
            partial(invited.look, actor, place, token),
        ):
            with pytest.raises(AccessError) as refused:
                say()
            assert refused.value.problems == (
                "This does not exist, or it is not yours; open your own private link to go on.",
            )
    assert count(place, run) == 0


def test_another_persons_link_is_refused(place: Place) -> None:
    """Neither one's own invitation with another's secret, nor a response's id, nor a hash."""
    run = run_of(place)
    mine, theirs = run.invite(place, "Ida", "Ole")
    respondent = begun_by(place, theirs.token)
    for subject, token in (
        (mine.invitation.id, theirs.token),
        (theirs.invitation.id, mine.token),
        (respondent.subject, theirs.token),
        (None, theirs.token),
        (theirs.invitation.id, access.token_hash(theirs.token)[:32]),
        (theirs.invitation.id, private_token(theirs.token)),
    ):
        with pytest.raises(AccessError):
            invited.begin(Actor(Role.RESPONDENT, subject), place, token, access.new_token(), ABOUT_ME)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({}, "Still missing: your function and your seniority"),
        ({"lens": "sales"}, "Still missing: your seniority"),
        (ABOUT_ME | {"lens": "marketing"}, "not one of the choices of this campaign"),
        (ABOUT_ME | {"lens": "magic"}, "not one of the choices"),
        (ABOUT_ME | {"industry": "energy"}, "only what is about you"),
    ],
)
def test_only_what_the_campaign_offers_may_be_said_of_oneself(
    place: Place, profile: dict[str, str], words: str
) -> None:
    """At the start and later on."""
    run = run_of(place)
    (issued,) = run.invite(place, "Ida")
    with pytest.raises(AnsweringError, match=words):
        invited.begin(holder(place, issued.token), place, issued.token, access.new_token(), profile)
    assert states(run, place) == [InvitationState.CREATED]
    respondent = begun_by(place, issued.token)
    with pytest.raises(AnsweringError, match="choices of this campaign"):
        answering.describe(respondent, place, "lens", "marketing")
    answering.describe(respondent, place, "lens", "finance")
    for field, value in (("unit_assessed", "Mine"), ("industry", "energy")):
        with pytest.raises(AnsweringError, match="whoever invited you"):
            answering.describe(respondent, place, field, value)
    with pytest.raises(AnsweringError, match="Whoever invited you decides"):
        answering.consent(respondent, place, True)


def test_before_the_opening_nobody_begins(place: Place, clock: Clock) -> None:
    """The link is shown as what it is, with the time from which it can be used."""
    run = run_of(place, opens_at=NOW + timedelta(days=1))
    (issued,) = run.invite(place, "Ida")
    way = invited.found(place, issued.token)
    assert way is not None
    assert not way.is_open
    with pytest.raises(AnsweringError, match="not open yet"):
        begun_by(place, issued.token)
    clock.forward(days=1)
    begun_by(place, issued.token)


def test_an_invitation_issued_anew_kills_the_link_before_and_keeps_what_was_begun(place: Place) -> None:
    """Not begun, begun and submitted, where answers carry names."""
    run = run_of(place, CampaignMode.NAMED)
    (first,) = run.invite(place, "Ida")
    second = inviting.reissue(run.actor, place, run.campaign.id, first.invitation.id)
    assert (invited.found(place, first.token), second.invitation.state) == (None, InvitationState.CREATED)
    respondent = begun_by(place, second.token)
    answer_everything(respondent, place)
    answering.submit(respondent, place)
    third = inviting.reissue(run.actor, place, run.campaign.id, first.invitation.id)
    assert third.invitation.state is InvitationState.SUBMITTED
    assert visiting.respondent(place.store, private_token(second.token)) == visiting.NOBODY
    assert visiting.respondent(place.store, private_token(third.token)) == respondent
    assert begun_by(place, third.token) == respondent


def test_a_kept_invitation_opens_no_confidential_answers(place: Place, clock: Clock) -> None:
    """Whoever passed the link on sees that somebody began; neither it nor a new link leads to the answers."""
    run = run_of(place)
    (issued,) = run.invite(place, "Ida")
    own = access.new_token()
    respondent = begun_by(place, issued.token, own)
    answer_everything(respondent, place)
    assert visiting.respondent(place.store, private_token(issued.token)) == visiting.NOBODY
    for _ in range(2):
        way = invited.found(place, issued.token)
        assert way is not None
        assert (way.is_used, way.spent_words, way.is_personal) == (True, invited.BEGUN, False)
        assert invited.token_to_hold(place, way, issued.token, own) == own
        for held in (None, access.new_token()):
            kept = invited.token_to_hold(place, way, issued.token, held)
            assert visiting.respondent(place.store, kept) == visiting.NOBODY
            with pytest.raises(AnsweringError) as refused:
                begun_by(place, issued.token, kept)
            assert refused.value.problems == (invited.BEGUN,)
        with pytest.raises(CampaignError, match="no new link may lead to them"):
            inviting.reissue(run.actor, place, run.campaign.id, issued.invitation.id)
        assert visiting.respondent(place.store, own) == respondent
        answering.submit(respondent, place)
    with pytest.raises(AnsweringError, match="are submitted"):
        answering.describe(respondent, place, "lens", "finance")
    answering.reopen(respondent, place)
    answering.describe(respondent, place, "lens", "finance")
    clock.forward(days=31)
    with pytest.raises(AnsweringError, match="closed"):
        answering.describe(respondent, place, "lens", "it")


def test_two_confidential_invitations_in_one_browser_begin_two_responses(place: Place) -> None:
    """One never leads into the answers of the other."""
    run = run_of(place)
    ida, ole = run.invite(place, "Ida", "Ole")
    held = access.new_token()
    begun_by(place, ida.token, held)
    way = invited.found(place, ole.token)
    assert way is not None
    with pytest.raises(AnsweringError, match="holds other answers"):
        begun_by(place, ole.token, held)
    begun_by(place, ole.token, invited.token_to_hold(place, way, ole.token, held))
    assert count(place, run) == 2


def test_a_mode_told_is_the_mode_begun_in(place: Place) -> None:
    """Another one than was read is refused, and while anybody has a link it does not change."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    (issued,) = run.invite(place, "Ida")
    actor, held = holder(place, issued.token), access.new_token()
    with pytest.raises(AnsweringError, match="decided anew"):
        invited.begin(actor, place, issued.token, held, ABOUT_ME, CampaignMode.NAMED)
    named = replace(terms_of(run.campaign), mode=CampaignMode.NAMED)
    with pytest.raises(CampaignError, match="mode were made already"):
        campaigns.change(run.actor, place, run.campaign.id, named)
    inviting.revoke(run.actor, place, run.campaign.id, issued.invitation.id)
    link, _ = inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    with pytest.raises(CampaignError, match="open link says the mode"):
        campaigns.change(run.actor, place, run.campaign.id, named)
    inviting.revoke_link(run.actor, place, run.campaign.id, link.id)
    campaigns.change(run.actor, place, run.campaign.id, named)
    (again,) = run.invite(place, "Ole")
    held = access.new_token()
    invited.begin(holder(place, again.token), place, again.token, held, ABOUT_ME, CampaignMode.NAMED)


def test_only_reopening_gives_another_closing_once_it_is_over(place: Place, clock: Clock) -> None:
    """Nor is a campaign closed by a day that is past."""
    run = run_of(place)
    decided = terms_of(run.campaign)
    with pytest.raises(CampaignError, match="lies in the past"):
        campaigns.change(run.actor, place, run.campaign.id, replace(decided, closes_at=NOW))
    clock.forward(days=31)
    for closes_at in (clock() + timedelta(days=1), clock() - timedelta(hours=1), None):
        with pytest.raises(CampaignError, match="over; reopen it"):
            campaigns.change(run.actor, place, run.campaign.id, replace(decided, closes_at=closes_at))
    campaigns.change(run.actor, place, run.campaign.id, replace(decided, title="Renamed"))
    campaigns.reopen(run.actor, place, run.campaign.id, "Two are missing", None)
    campaigns.close(run.actor, place, run.campaign.id)
    with pytest.raises(CampaignError, match="over; reopen it"):
        campaigns.change(run.actor, place, run.campaign.id, replace(decided, closes_at=clock() + timedelta(days=1)))


def test_an_invitation_taken_back_takes_no_more_answers(place: Place) -> None:
    """Neither by its link nor by a direct call; answered ones cannot be taken back."""
    run = run_of(place)
    ida, ole = run.invite(place, "Ida", "Ole")
    own = access.new_token()
    respondent, other = begun_by(place, ida.token, own), begun_by(place, ole.token)
    question = place.edition.questionnaire.questions[0].id
    answering.answer(respondent, place, question, 300)
    inviting.revoke(run.actor, place, run.campaign.id, ida.invitation.id)
    inviting.revoke(run.actor, place, run.campaign.id, ida.invitation.id)
    assert visiting.respondent(place.store, own) == visiting.NOBODY
    says: list[Callable[[], object]] = [
        lambda: answering.answer(respondent, place, question, 100),
        lambda: answering.submit(respondent, place),
    ]
    for say in says:
        with pytest.raises(AnsweringError, match="time for answering is over"):
            say()
    answering.answer(other, place, question, 300)
    answering.submit(other, place)
    with pytest.raises(CampaignError, match="was answered"):
        inviting.revoke(run.actor, place, run.campaign.id, ole.invitation.id)


def test_erased_answers_leave_the_organisation_and_a_dead_link(place: Place) -> None:
    """Others are invited for it; the invitation went too, so that somebody has to be invited anew."""
    run = run_of(place)
    (issued,) = run.invite(place, "Ida")
    own_data.erase(begun_by(place, issued.token), place, "R-1")
    assert engagements.engagement_of(run.actor, place, run.engagement).organisations
    with pytest.raises(AccessError):
        begun_by(place, issued.token)
    with pytest.raises(CampaignError):
        inviting.reissue(run.actor, place, run.campaign.id, issued.invitation.id)
    (again,) = run.invite(place, "Ida")
    begun_by(place, again.token)


def test_a_browser_holds_new_answers_beside_those_it_held_before(place: Place) -> None:
    """Another invitation never leads into the answers of the first; the same link leads back to them."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    ida, ole = run.invite(place, "Ida", "Ole")
    held = access.new_token()
    way = invited.found(place, ida.token)
    assert way is not None
    assert invited.token_to_hold(place, way, ida.token, held) == held
    begun_by(place, ida.token, held)
    used, unused = invited.found(place, ida.token), invited.found(place, ole.token)
    assert used is not None
    assert unused is not None
    assert invited.token_to_hold(place, used, ida.token, held) == held
    assert invited.token_to_hold(place, unused, ole.token, held) != held
    assert invited.token_to_hold(place, replace(used, campaign=replace(used.campaign, id="x")), ida.token, held) != held
    named = run_of(place, CampaignMode.NAMED, "Ben")
    (eve,) = named.invite(place, "Eve")
    way = invited.found(place, eve.token)
    assert way is not None
    assert invited.token_to_hold(place, way, eve.token, held) == private_token(eve.token)


def test_a_campaign_changed_meanwhile_counts_at_the_write(place: Place) -> None:
    """What a page showed before is not what is checked."""
    run = run_of(place)
    (issued,) = run.invite(place, "Ida")
    actor = holder(place, issued.token)
    campaigns.change(run.actor, place, run.campaign.id, replace(terms_of(run.campaign), options=()))
    invited.begin(actor, place, issued.token, access.new_token(), ABOUT_ME | {"lens": "marketing"})
