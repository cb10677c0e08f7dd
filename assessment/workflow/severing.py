"""Once an anonymous campaign is over, its rows are written anew: nothing of how they lie joins people and answers.

While it is open, whoever can query the database itself could join an invitation with the response that was begun by
it, as both were written at once.
"""

from datetime import datetime

from assessment.access import Verb
from assessment.errors import StorageError
from assessment.model import Actor, Campaign
from assessment.storage import audits, campaigns, engagements, shuffling
from assessment.storage.store import Connection
from assessment.workflow.opening import Place

SEVERED = "rows written anew"


def sever(connection: Connection, actor: Actor, campaign: Campaign, now: datetime) -> None:
    """Write the rows of an anonymous campaign anew, and log that it was done; of others nothing changes."""
    if not campaign.is_anonymous:
        return
    shuffling.rewrite(connection, campaign.id)
    audits.note(connection, actor, Verb.RUN, "campaign", campaign.id, now, SEVERED)


def leave_no_trace(place: Place, campaign: Campaign) -> None:
    """See to it that the rows as they lay before are not in the files either, where that can be done at once."""
    if not campaign.is_anonymous:
        return
    try:
        place.store.erase_traces()
    except StorageError:
        # Somebody kept reading. The rows are written anew in any case, and the next erasure cleans the files.
        return


def sever_if_over(actor: Actor, place: Place, campaign: Campaign) -> bool:
    """Do so at the first look after a campaign's time ended by itself; whether that was now."""
    now = place.now()
    with place.store.read() as connection:
        if not _is_due(connection, campaign, now):
            return False
    with place.store.write() as connection:
        campaigns.hold(connection, campaign.id)
        # Meanwhile another program may have done so, or somebody reopened it.
        found = campaigns.find(connection, campaign.id)
        if found is None or not _is_due(connection, found, now):
            return False
        sever(connection, actor, found, now)
    leave_no_trace(place, campaign)
    return True


def sever_all(actor: Actor, place: Place) -> int:
    """Do so for every campaign that is over; for how many. Once a day."""
    with place.store.read() as connection:
        run = [
            campaign
            for engagement in engagements.everything(connection)
            for campaign in campaigns.of_engagement(connection, engagement.id)
        ]
    return sum(sever_if_over(actor, place, campaign) for campaign in run)


def _is_due(connection: Connection, campaign: Campaign, now: datetime) -> bool:
    ended = campaign.closed_at or campaign.closes_at
    if not campaign.is_anonymous or ended is None or not campaign.is_over(now):
        return False
    return not any(entry.note == SEVERED and entry.at >= ended for entry in audits.about(connection, campaign.id))
