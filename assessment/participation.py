"""How many of those invited have answered, by group, and who is due a reminder.

A group is told apart only from five people on, announced or not. Smaller ones
go together, so that no group can be had by taking the others from the whole. Named campaigns show every group,
anonymous ones none: of an invitation that was used no function is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from assessment.mode_words import SMALLEST_GROUP
from assessment.model import Campaign, CampaignMode, Invitation, InvitationState

REMIND_AFTER = timedelta(days=5)
REMIND_BEFORE_CLOSING = timedelta(days=2)
T = TypeVar("T")
ANSWERED = (InvitationState.SUBMITTED, InvitationState.USED)
BEGUN = (InvitationState.STARTED, *ANSWERED)


@dataclass(frozen=True)
class Share:
    """Of those invited in a group, how many have begun and how many answered. `group`: an id, none for the rest.

    In an anonymous campaign it is only known that an invitation was used, so nobody has begun without having answered.
    """

    group: str | None
    invited: int
    begun: int
    answered: int


@dataclass(frozen=True)
class Participation:
    """How a campaign goes: as a whole, and by lens, seniority and announced bloc."""

    whole: Share
    by_lens: tuple[Share, ...]
    by_seniority: tuple[Share, ...]
    by_bloc: tuple[Share, ...]
    missing: tuple[Invitation, ...]
    due: tuple[Invitation, ...]


def participation(campaign: Campaign, invitations: Sequence[Invitation], now: datetime) -> Participation:
    """How a campaign goes, by its invitations; those taken back count nowhere."""
    counted = [each for each in invitations if each.state is not InvitationState.REVOKED]
    blocs = {each.option: each.bloc for each in campaign.options if each.bloc}
    waiting = tuple(each for each in counted if each.state not in ANSWERED and not each.is_expired(now))
    return Participation(
        _share(None, counted),
        _by(campaign, counted, lambda each: each.lens),
        _by(campaign, counted, lambda each: each.seniority),
        _by(campaign, counted, lambda each: blocs.get(each.lens or "")) if blocs else (),
        waiting,
        tuple(each for each in waiting if is_due(each, campaign, now)),
    )


def is_due(invitation: Invitation, campaign: Campaign, now: datetime) -> bool:
    """Whether a reminder is due: nothing for five days since the last letter, or two days are left and none since."""
    if invitation.state in (*ANSWERED, InvitationState.CREATED, InvitationState.REVOKED) or not campaign.is_open(now):
        return False
    last = invitation.reminded_at or invitation.sent_at
    if last is None or invitation.is_expired(now):
        return False
    if now - last >= REMIND_AFTER:
        return True
    closes = campaign.closes_at
    return closes is not None and closes - now <= REMIND_BEFORE_CLOSING < closes - last


def _share(group: str | None, invitations: Sequence[Invitation]) -> Share:
    return Share(
        group,
        len(invitations),
        sum(each.state in BEGUN for each in invitations),
        sum(each.state in ANSWERED for each in invitations),
    )


def _by(
    campaign: Campaign,
    invitations: Sequence[Invitation],
    group_of: Callable[[Invitation], str | None],
) -> tuple[Share, ...]:
    """The groups that may be told apart, largest first, and last all others together."""
    groups: dict[str | None, list[Invitation]] = {}
    for each in invitations:
        groups.setdefault(group_of(each), []).append(each)
    told, rest = told_apart(groups, 1 if campaign.mode is CampaignMode.NAMED else SMALLEST_GROUP)
    if not told or campaign.is_anonymous:
        return ()
    shares = [_share(group, found) for group, found in told.items()]
    shares.sort(key=lambda share: (-share.invited, share.group or ""))
    return (*shares, *([_share(None, rest)] if rest else []))


def told_apart(groups: Mapping[str | None, list[T]], least: int) -> tuple[dict[str, list[T]], list[T]]:
    """Groups large enough, and everybody else; the smallest group joins these while they are too few to hide among."""
    told = {group: found for group, found in groups.items() if group is not None and len(found) >= least}
    rest = [each for group, found in groups.items() if group not in told for each in found]
    while rest and len(rest) < least and told:
        smallest = min(told, key=lambda group: (len(told[group]), group))
        rest += told.pop(smallest)
    return told, rest
