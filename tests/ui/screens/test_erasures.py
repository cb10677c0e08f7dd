"""Staff take along and erase what is held about an organisation and a person, and see until when it is kept."""

import pytest

from assessment.model import CampaignMode
from assessment.workflow import engagements, inviting
from tests.ui.apptest import Browser, press, words
from tests.ui.screens.test_campaigns import HOSTILE, campaign_in, signed_in
from tests.workflow.campaigning import begun_by


def test_an_organisation_is_erased_by_typing_its_name(browser: Browser) -> None:
    """A wrong name erases nothing; the receipt is shown once."""
    run = campaign_in(browser.place, name=HOSTILE)
    signed_in(browser, run.actor)
    tab = browser.open("engagement", id=run.engagement)
    assert "Single answers leave as the team's page shows them" in "\n".join(str(c.value) for c in tab.caption) + words(
        tab
    )
    for name, left in (("Wrong", 1), (HOSTILE, 0)):
        (field,) = [each for each in tab.text_input if each.label == "To erase it, type its name"]
        field.set_value(name)
        (button,) = [each for each in tab.button if each.label == "Erase the organisation"]
        button.click()
        tab.run()
        assert not tab.exception
        view = engagements.engagement_of(run.actor, browser.place, run.engagement)
        assert len(view.organisations) == left
    assert "Receipt" in words(tab)


@pytest.mark.parametrize("mode", [CampaignMode.NAMED, CampaignMode.CONFIDENTIAL])
def test_a_person_is_erased_on_the_campaign_s_page(browser: Browser, mode: CampaignMode) -> None:
    """After a word that one is sure."""
    run = campaign_in(browser.place, mode)
    (ida,) = run.invite(browser.place, "Ida")
    begun_by(browser.place, ida.token)
    signed_in(browser, run.actor)
    tab = browser.open("campaign", id=run.campaign.id)
    assert "No day is set" in "\n".join(str(c.value) for c in tab.caption) + words(tab)
    (sure,) = [each for each in tab.checkbox if each.label.startswith("Yes, erase")]
    sure.check()
    tab.run()
    press(tab, "erase", ida.invitation.id)
    assert inviting.invitations_of(run.actor, browser.place, run.campaign.id) == ()
    assert "Receipt" in words(tab)
