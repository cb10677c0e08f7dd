"""The letters by which people are invited and reminded: what it is, how long it takes, who sees it, until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.mode_words import FOR_RESPONDENTS
from assessment.model import Campaign, InvitationState
from assessment.times import with_zone
from assessment.wording import counted, listed

STATE_WORDS = {
    InvitationState.CREATED: "Not sent yet",
    InvitationState.SENT: "Sent",
    InvitationState.OPENED: "Opened",
    InvitationState.STARTED: "Begun",
    InvitationState.SUBMITTED: "Submitted",
    InvitationState.REVOKED: "Taken back",
    InvitationState.USED: "Used",
}
EXPIRED = "Expired"
MOST_NAMES = 3


@dataclass(frozen=True)
class Letter:
    """A letter as plain text."""

    subject: str
    body: str


@dataclass(frozen=True)
class Occasion:
    """What letters of a campaign say: for which organisation, on whose behalf, of what length."""

    campaign: Campaign
    organisation: str
    engagement: str
    inviters: tuple[str, ...]
    questions: int
    minutes: int


def invited_by(engagement: str, inviters: Sequence[str]) -> str:
    """Whose invitation it is: the people, where they are few, and the piece of work."""
    return f"{listed(inviters)}, for {engagement}" if 0 < len(inviters) <= MOST_NAMES else engagement


def until(campaign: Campaign) -> str:
    """Until when answers can be given, with the time zone: `Closes 30 November 2026, 23:59, Europe/Berlin`."""
    if campaign.closed_at is not None:
        return f"Closed {with_zone(campaign.closed_at, campaign.time_zone)}"
    if campaign.closes_at is None:
        return "No closing date is set"
    return f"Closes {with_zone(campaign.closes_at, campaign.time_zone)}"


def invitation(occasion: Occasion, name: str, link: str) -> Letter:
    """The letter that brings a personal link."""
    return Letter(
        f"Your view of {occasion.organisation}: {occasion.campaign.title}",
        "\n\n".join(
            [
                _greeting(name),
                f"you are invited to say where {occasion.organisation} stands: {occasion.campaign.title}.",
                f"This link is for you alone. It needs no account:\n{link}",
                f"It takes about {counted(occasion.minutes, 'minute')} ({counted(occasion.questions, 'question')}). "
                "You can stop at any time and go on later. At the end you get a page and a workbook of your own.",
                f"Who sees it: {' '.join(FOR_RESPONDENTS[occasion.campaign.mode])}",
                _closing(occasion.campaign),
                invited_by(occasion.engagement, occasion.inviters),
            ]
        )
        + "\n",
    )


def reminder(occasion: Occasion, name: str) -> Letter:
    """The letter that reminds of a link sent before; the link itself is not kept, so it cannot be repeated."""
    return Letter(
        f"Reminder: your view of {occasion.organisation}",
        "\n\n".join(
            [
                _greeting(name),
                f"your view of where {occasion.organisation} stands is still missing: {occasion.campaign.title}.",
                "Please open the personal link in the invitation you were sent. If you cannot find it, answer to this "
                "message and you get a new one.",
                f"It takes about {counted(occasion.minutes, 'minute')}; what you have begun is kept.",
                _closing(occasion.campaign),
                invited_by(occasion.engagement, occasion.inviters),
            ]
        )
        + "\n",
    )


def _greeting(name: str) -> str:
    return f"Dear {name}," if name else "Good day,"


def _closing(campaign: Campaign) -> str:
    opens = f"It opens {with_zone(campaign.opens_at, campaign.time_zone)}. " if campaign.opens_at else ""
    return f"{opens}{until(campaign)}."
