"""Engagements, campaigns and invitations as staff see them, and the first page of somebody invited."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assessment import access
from assessment.mode_words import FOR_RESPONDENTS, FOR_STAFF, MODE_NAMES
from assessment.model import Actor, CampaignMode, InvitationState
from assessment.storage import accounts
from assessment.workflow import campaigns, engagements, invited, inviting
from assessment.workflow.campaigns import terms_of
from assessment.workflow.opening import Place
from assessment.workflow.sitting import opened
from tests.ui.apptest import Browser, labels, press, press_labelled, run, title, words
from tests.workflow.campaigning import ABOUT_ME, Run, begun_by, consultant, terms

HOSTILE = "**Evil** <b>x</b> :red[y] $z$ [a](http://evil.example) `=1`"


def signed_in(browser: Browser, actor: Actor) -> None:
    """Let somebody be signed in, in this browser."""
    browser.sign_in, now = access.new_token(), browser.place.now()
    with browser.place.store.write() as connection:
        accounts.add_sign_in(
            connection, access.token_hash(browser.sign_in), actor.subject or "", now, now + timedelta(days=7)
        )


def campaign_in(place: Place, mode: CampaignMode = CampaignMode.CONFIDENTIAL, name: str = "Nordkap Energie") -> Run:
    """A campaign that is open now."""
    ann = consultant(place)
    engagement = engagements.engage(ann, place, "Spring work")
    organisation = engagements.add_organisation(ann, place, engagement.id, name)
    decided = terms(place, mode, closes_at=place.now() + timedelta(days=30))
    campaign = campaigns.create(ann, place, engagement.id, decided)
    return Run(ann, engagement.id, organisation.id, campaign)


def states(place: Place, run: Run) -> list[InvitationState]:
    """How far the invitations are."""
    return [each.state for each in inviting.invitations_of(run.actor, place, run.campaign.id)]


def follow(browser: Browser, token: str) -> AppTest:
    """Open an invitation as the route would, and look at the first page."""
    way = invited.found(browser.place, token)
    assert way is not None
    browser.invited, browser.token = token, invited.token_to_hold(browser.place, way, token, browser.token)
    return browser.open()


def begin(tab: AppTest) -> AppTest:
    """Say who one is, and press the button."""
    tab.selectbox(key="invited_lens").set_value(ABOUT_ME["lens"])
    tab.selectbox(key="invited_level").set_value(ABOUT_ME["level"])
    return press_labelled(tab, "Begin")


def test_without_a_sign_in_nothing_of_it_shows(browser: Browser) -> None:
    """Whatever the address."""
    work = campaign_in(browser.place)
    for page, id in (("workspace", ""), ("engagement", work.engagement), ("campaign", work.campaign.id)):
        assert title(browser.open(page, id=id)) == "Sign in first"


@pytest.mark.parametrize("page", ["engagement", "campaign"])
def test_a_foreign_engagement_and_none_look_alike(browser: Browser, page: str) -> None:
    """To another consultant."""
    work = campaign_in(browser.place)
    signed_in(browser, consultant(browser.place, "Ben"))
    own = {"engagement": work.engagement, "campaign": work.campaign.id}[page]
    seen = {words(browser.open(page, id=id)) for id in (own, "none", "")}
    assert len(seen) == 1
    assert "There is nothing to see here" in seen.pop()


def test_the_workspace_explains_itself_and_begins_an_engagement(browser: Browser) -> None:
    """Empty at first; then what runs and what is due."""
    ann = consultant(browser.place)
    signed_in(browser, ann)
    tab = browser.open("workspace")
    assert title(tab) == "Begin with an engagement"
    tab.text_input[0].set_value(HOSTILE)
    tab = press_labelled(tab, "Begin it")
    assert title(tab) == "Your engagements"
    assert [each.name for each in engagements.engagements_of(ann, browser.place)] == [HOSTILE]


def test_an_engagement_gets_organisations_and_a_campaign(browser: Browser) -> None:
    """All by forms; what does not fit is told, and nothing is stored."""
    ann = consultant(browser.place)
    signed_in(browser, ann)
    engagement = engagements.engage(ann, browser.place, "Spring work")
    tab = browser.open("engagement", id=engagement.id)
    tab.text_input[0].set_value("Nordkap")
    press_labelled(tab, "Add") if labels(tab).count("Add") == 1 else tab.button[labels(tab).index("Add")].click()
    tab = run(tab)
    assert [each.name for each in engagements.engagement_of(ann, browser.place, engagement.id).organisations] == [
        "Nordkap"
    ]
    tab = press_labelled(tab, "Begin the campaign")
    assert "The campaign has no name yet" in words(tab)
    next(field for field in tab.text_input if field.label.startswith("Title")).set_value("First wave")
    tab = press_labelled(tab, "Begin the campaign")
    (made,) = campaigns.campaigns_of(ann, browser.place, engagement.id)
    assert (made.title, made.mode, made.length) == ("First wave", CampaignMode.CONFIDENTIAL, made.length)
    assert title(tab) == "First wave"


@pytest.mark.parametrize("mode", CampaignMode)
def test_a_campaign_says_its_mode_and_who_is_missing(browser: Browser, mode: CampaignMode) -> None:
    """Rows with how far each is; names are shown as they were typed."""
    work = campaign_in(browser.place, mode)
    issued = work.invite(browser.place, HOSTILE, "Ole", email="")
    begun_by(browser.place, issued[1].token)
    signed_in(browser, work.actor)
    tab = browser.open("campaign", id=work.campaign.id)
    said = words(tab)
    assert FOR_STAFF[mode][:20] in said.replace("\\", "")
    assert "Europe/Berlin" in said.replace("\\", "")
    assert "2 invitations" in said
    assert "\\*\\*Evil\\*\\*" in said
    assert ("Used" if mode is CampaignMode.ANONYMOUS else "Begun") in said
    if mode is CampaignMode.ANONYMOUS:
        assert "**1 of 2** invitations were used; 0 responses submitted" in said


def test_people_are_invited_one_by_one_and_their_links_are_at_hand_until_the_page_is_left(browser: Browser) -> None:
    """Then only a new link can be made."""
    work = campaign_in(browser.place)
    signed_in(browser, work.actor)
    tab = browser.open("campaign", id=work.campaign.id)
    next(field for field in tab.text_input if field.label == "Name").set_value("Ida Holm")
    next(field for field in tab.text_input if field.label == "E-mail address").set_value("ida@example.com")
    tab = press_labelled(tab, "Invite")
    assert "1 new link, to be passed on now" in words(tab)
    (link,) = {code.value for code in tab.code if code.value.startswith("https://assess.example.com/i/")}
    assert invited.found(browser.place, link.rpartition("/")[2]) is not None
    tab = press(tab, "mark_sent")
    assert states(browser.place, work) == [InvitationState.SENT]
    later = browser.open("campaign", id=work.campaign.id)
    assert not [code for code in later.code if "/i/" in code.value]
    (invitation,) = inviting.invitations_of(work.actor, browser.place, work.campaign.id)
    later = press(later, "reissue", invitation.id)
    assert invited.found(browser.place, link.rpartition("/")[2]) is None
    press(later, "revoke", invitation.id)
    assert states(browser.place, work) == [InvitationState.REVOKED]


def test_pasted_rows_are_read_with_all_their_problems(browser: Browser) -> None:
    """Nothing is stored while there is one; who was invited before is recognised."""
    work = campaign_in(browser.place)
    signed_in(browser, work.actor)
    tab = browser.open("campaign", id=work.campaign.id)
    tab.text_area[0].set_value("Ida\tnowhere\tMagic\nOle\tole@example.com")
    tab = press_labelled(tab, "Read the rows")
    assert "line 2" in words(tab)
    assert states(browser.place, work) == []
    for _ in range(2):
        tab.text_area[0].set_value("Ida\tida@example.com\tSales\nOle\tole@example.com")
        tab = press_labelled(tab, "Read the rows")
    assert "0 invitations made" in words(tab)
    assert states(browser.place, work) == [InvitationState.CREATED] * 2


def test_a_campaign_is_changed_closed_and_reopened_with_a_reason(browser: Browser) -> None:
    """Without one it stays closed."""
    work = campaign_in(browser.place)
    signed_in(browser, work.actor)
    tab = browser.open("campaign", id=work.campaign.id)
    next(field for field in tab.text_input if field.label.startswith("Title")).set_value("Renamed")
    tab = press_labelled(tab, "Keep the changes")
    changed = campaigns.campaign_of(work.actor, browser.place, work.campaign.id).campaign
    assert terms_of(changed).options == terms_of(work.campaign).options
    assert changed.title == "Renamed"
    tab = press(tab, "close")
    assert "Not open" in words(tab)
    assert "the difference tells what that person said" in words(tab)
    tab = press_labelled(tab, "Reopen the campaign")
    assert "why it is reopened" in words(tab)
    next(field for field in tab.text_input if field.label.startswith("Why")).set_value("Two are missing")
    press_labelled(tab, "Reopen the campaign")
    assert campaigns.campaign_of(work.actor, browser.place, work.campaign.id).campaign.is_open(browser.place.now())


@pytest.mark.parametrize("mode", CampaignMode)
def test_somebody_invited_reads_who_sees_what_before_the_first_question(browser: Browser, mode: CampaignMode) -> None:
    """Then begins, and is asked neither for the organisation nor for consent."""
    work = campaign_in(browser.place, mode, HOSTILE)
    (issued,) = work.invite(browser.place, "Ida", lens="it", seniority="manager")
    tab = follow(browser, issued.token)
    said = words(tab).replace("\\", "")
    assert title(tab) == "First wave"
    for text in (
        HOSTILE,
        "Invited by Ann, for Spring work",
        "About 20 minutes",
        "Europe/Berlin",
        *FOR_RESPONDENTS[mode],
    ):
        assert text.replace("\u2060", "") in said.replace("\u2060", "")
    known = [tab.selectbox(key=f"invited_{field}").value for field in ("lens", "level")]
    assert known == ([None, None] if mode is CampaignMode.ANONYMOUS else ["it", "manager"])
    assert states(browser.place, work) == [
        InvitationState.CREATED if mode is CampaignMode.ANONYMOUS else InvitationState.OPENED
    ]
    tab = begin(tab)
    stored = opened(browser.actor, browser.place).stored
    assert (stored.organisation.id, stored.response.length) == (work.organisation, work.campaign.length)
    assert title(tab).startswith("Which five")
    assert bool([code for code in tab.code if "/r/" in code.value]) is (mode is not CampaignMode.NAMED)
    assert title(browser.open()) == "Where do you hold the right to win, and does your money follow?"
    data = browser.open("your-data")
    assert "Who sees what you say" in words(data)
    assert not data.text_input
    peers = browser.open("peers")
    assert "Whoever invited you describes the organisation" in words(peers)


def test_of_an_anonymous_response_no_time_of_day_shows(browser: Browser) -> None:
    """Only that it is saved."""
    work = campaign_in(browser.place, CampaignMode.ANONYMOUS)
    (issued,) = work.invite(browser.place, "Ida")
    begin(follow(browser, issued.token))
    assert ":gray[:material/check: Saved]" in words(browser.open("priorities"))


def test_a_mode_changed_between_reading_and_pressing_begins_nothing(browser: Browser) -> None:
    """It is told anew first."""
    work = campaign_in(browser.place, CampaignMode.ANONYMOUS)
    (issued,) = work.invite(browser.place, "Ida")
    tab = follow(browser, issued.token)
    with browser.place.store.write() as connection:
        connection.exec_driver_sql(f"UPDATE campaign SET mode = 'confidential' WHERE id = '{work.campaign.id}'")
    tab = begin(tab)
    assert "decided anew in the meantime" in words(tab)
    assert states(browser.place, work) != [InvitationState.STARTED]
    assert f"**{MODE_NAMES[CampaignMode.CONFIDENTIAL]}.**" in words(tab)


@pytest.mark.parametrize(
    ("mode", "said"), [(CampaignMode.ANONYMOUS, invited.USED), (CampaignMode.CONFIDENTIAL, invited.BEGUN)]
)
def test_a_used_invitation_says_so_and_begins_nothing(browser: Browser, mode: CampaignMode, said: str) -> None:
    """In another browser, where nobody can be led to the answers."""
    work = campaign_in(browser.place, mode)
    (issued,) = work.invite(browser.place, "Ida")
    begun_by(browser.place, issued.token)
    tab = follow(browser, issued.token)
    assert said in words(tab).replace("\\", "")
    assert "Begin" not in labels(tab)


def test_an_invitation_that_opens_nothing_leads_to_the_page_for_all(browser: Browser) -> None:
    """With a word on it, the same for whatever reason."""
    browser.invited = access.new_token()
    tab = browser.open(link="no-invitation")
    assert "This invitation opens nothing" in words(tab)
    assert "Start" in labels(tab)


def test_a_browser_that_lost_its_link_is_led_back_by_the_server(browser: Browser) -> None:
    """Only a route may write the cookie again. Where answers carry names, the invitation leads back to them."""
    work = campaign_in(browser.place, CampaignMode.NAMED)
    (issued,) = work.invite(browser.place, "Ida")
    begun_by(browser.place, issued.token)
    browser.invited, browser.token = issued.token, access.new_token()
    assert 'href="/invited"' in "".join(str(each.proto.body) for each in browser.open().get("html"))
