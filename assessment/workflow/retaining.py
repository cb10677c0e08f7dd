"""Erases what was promised to be kept only until a day: what was said in a campaign, and engagements as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment import access
from assessment.access import Verb
from assessment.model import Actor, AuditEntry, Campaign, Engagement
from assessment.storage import audits, campaigns, engagements, holdings, responses
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow.data_rights import remove_organisation
from assessment.workflow.engagements import allowed
from assessment.workflow.erasing import receipt, remove_response
from assessment.workflow.opening import Place


@dataclass(frozen=True)
class Due:
    """What is to be erased because its day is over: a campaign or a whole engagement, by id, and what it holds.

    `count`: how many responses go.
    """

    kind: str
    id: str
    title: str
    until: datetime
    count: int

    @property
    def words(self) -> str:
        """`campaign “First wave”, kept until 2026-11-30: 12 responses`."""
        return f"{self.kind} “{self.title}”, kept until {self.until:%Y-%m-%d}: {counted(self.count, 'response')}"


def due(actor: Actor, place: Place) -> tuple[Due, ...]:
    """What is to be erased by now; an engagement first, whose campaigns go with it. Only for the operator."""
    access.allow(actor, Verb.MAINTAIN, None)
    with place.store.read() as connection:
        return tuple(_due(connection, place.now()))


def _due(connection: Connection, now: datetime) -> list[Due]:
    found = []
    for engagement in engagements.everything(connection):
        run = campaigns.of_engagement(connection, engagement.id)
        if _is_over(engagement.retain_until, now) and (engagement.organisations or run):
            count = sum(len(responses.of_organisation(connection, id)) for id in engagement.organisations)
            found.append(_due_of("engagement", engagement.id, engagement.name, engagement.retain_until, count))
            continue
        for campaign in run:
            about = holdings.organisations_in(connection, campaign.id)
            if about and _is_over(campaign.retain_until, now):
                count = sum(len(holdings.responses_of(connection, campaign.id, id)) for id in about)
                found.append(_due_of("campaign", campaign.id, campaign.title, campaign.retain_until, count))
    return found


def _due_of(kind: str, id: str, title: str, until: datetime | None, count: int) -> Due:
    assert until is not None, "what is over has an end"
    return Due(kind, id, title, until, count)


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now


def retain(actor: Actor, place: Place, number: str) -> tuple[Due, ...]:
    """Erase all that is due, and log it under a receipt's number; what was erased.

    Each campaign or engagement is held first and looked at again, so that several programs at once erase it once.
    """
    gone = tuple(each for each in due(actor, place) if _erase(actor, place, each, number))
    if gone:
        receipt(place, number, place.now())
    return gone


def _erase(actor: Actor, place: Place, found: Due, number: str) -> bool:
    now = place.now()
    with place.store.write() as connection:
        (engagements if found.kind == "engagement" else campaigns).hold(connection, found.id)
        # Meanwhile another program may have erased it, or somebody may have put the day later.
        if found.id not in {each.id for each in _due(connection, now)}:
            return False
        if found.kind == "engagement":
            _erase_engagement(connection, engagements.get(connection, found.id))
        else:
            erase_campaign(connection, campaigns.get(connection, found.id), now)
        note = f"retention, {counted(found.count, 'response')}, receipt {number}"
        audits.note(connection, actor, Verb.ERASE, found.kind, found.id, now, note)
    return True


def _erase_engagement(connection: Connection, engagement: Engagement | None) -> None:
    assert engagement is not None, "it is due"
    run = campaigns.of_engagement(connection, engagement.id)
    for id in engagement.organisations:
        remove_organisation(connection, engagement, id)
    for campaign in run:
        campaigns.remove_if_empty(connection, campaign.id)
        audits.forget(connection, campaign.id)


def erase_campaign(connection: Connection, campaign: Campaign, now: datetime) -> None:
    """Remove all that was said in a campaign, and whom it invited; what was decided of it stays, and it is closed.

    The pages of its wave go where no other campaign of the wave has answers of the organisation.
    """
    campaigns.close(connection, campaign.id, campaign.closed_at or now, campaign.closes_at)
    for organisation in holdings.organisations_in(connection, campaign.id):
        gone = holdings.ids_in(connection, campaign.id, organisation)
        for id in holdings.responses_of(connection, campaign.id, organisation):
            remove_response(connection, id)
        holdings.remove_of_campaign(connection, campaign.id, organisation)
        if not holdings.is_answered_in(connection, organisation, campaign.wave):
            holdings.remove_of_wave(connection, organisation, campaign.wave)
        for id in gone:
            audits.forget(connection, id)


def erased_of(actor: Actor, place: Place, campaign: str) -> Sequence[AuditEntry]:
    """When a campaign's answers were erased because their day was over, newest first, as the log has it."""
    with place.store.read() as connection:
        found = campaigns.find(connection, campaign)
        allowed(connection, actor, Verb.RUN, found.engagement if found else None)
        entries = audits.about(connection, campaign)
    return [entry for entry in reversed(entries) if entry.verb == Verb.ERASE]
