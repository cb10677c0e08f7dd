"""The story of a campaign in the confidential mode. Each mode has a file of its own, so that they run side by side."""

from assessment.model import CampaignMode
from assessment.workflow.opening import Place
from tests.browser.campaign_story import play
from tests.browser.conftest import Arrives
from tests.serving import Server


def test_a_campaign_from_the_setup_link_to_an_erasure(arrives: Arrives, server: Server, place: Place) -> None:
    """Twelve executives of two minds, a team view, a dispute that is settled, and one who takes the answers back."""
    play(arrives, server, place, CampaignMode.CONFIDENTIAL)
