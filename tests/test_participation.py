"""How many have answered, by group, so that no small group can be made out; and who is due a reminder."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Campaign, CampaignMode, CampaignOption, EditionKey, Invitation, InvitationState, Length
from assessment.participation import Share, is_due, participation

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LENSES = ("sales", "service", "it", "finance", "hr", None)


def campaign(mode: CampaignMode = CampaignMode.CONFIDENTIAL, *blocs: tuple[str, str]) -> Campaign:
    """A campaign that closes in twenty days."""
    return Campaign(
        "c",
        "First wave",
        EditionKey("q"),
        Length.FULL,
        mode,
        1,
        implicit=False,
        closes_at=NOW + timedelta(days=20),
        options=tuple(CampaignOption("lens", lens, bloc) for lens, bloc in blocs),
    )


def invited(number: int, lens: str | None = None, state: InvitationState = InvitationState.SENT) -> Invitation:
    """Somebody with that function."""
    return Invitation(f"i{number}", "c", "o", state, NOW, f"P{number}", lens=lens, sent_at=NOW - timedelta(days=1))


def some(**of_each: int) -> list[Invitation]:
    """So many of each function."""
    lenses = [lens for lens, count in of_each.items() for _ in range(count)]
    return [invited(number, lens) for number, lens in enumerate(lenses)]


def groups(shares: tuple[Share, ...]) -> list[tuple[str | None, int]]:
    """The groups with how many were invited in each."""
    return [(share.group, share.invited) for share in shares]


def test_small_groups_stand_together_and_take_another_with_them_while_they_are_few() -> None:
    """Else the whole less the others would tell of the smallest."""
    found = participation(campaign(), some(sales=8, service=6, it=2), NOW)
    assert groups(found.by_lens) == [("sales", 8), (None, 8)]
    assert groups(participation(campaign(), some(sales=8, it=3, hr=2), NOW).by_lens) == [("sales", 8), (None, 5)]
    assert groups(participation(campaign(), some(sales=5, it=1), NOW).by_lens) == []
    assert groups(participation(campaign(), some(sales=4), NOW).by_lens) == []


def test_named_campaigns_tell_every_group() -> None:
    """However small."""
    found = participation(campaign(CampaignMode.NAMED), some(sales=2, it=1), NOW)
    assert groups(found.by_lens) == [("sales", 2), ("it", 1)]


def test_anonymous_campaigns_tell_only_the_whole() -> None:
    """Of a used invitation no function is kept, so groups would only tell who has not answered."""
    blocs = (("sales", "Front"), ("it", "Back"))
    found = participation(campaign(CampaignMode.ANONYMOUS, *blocs), some(sales=8, it=6), NOW)
    assert (found.by_lens, found.by_seniority, found.by_bloc, found.whole.invited) == ((), (), (), 14)


@pytest.mark.parametrize("mode", [CampaignMode.CONFIDENTIAL])
def test_an_announced_bloc_is_told_apart_from_five_on(mode: CampaignMode) -> None:
    """As any other group."""
    blocs = (("sales", "Front"), ("service", "Front"), ("it", "Back"))
    assert participation(campaign(mode, *blocs), some(sales=2, service=2, it=4), NOW).by_bloc == ()
    found = participation(campaign(mode, *blocs), some(sales=3, service=2, it=5), NOW)
    assert groups(found.by_bloc) == [("Back", 5), ("Front", 5)]


@given(
    st.lists(st.tuples(st.sampled_from(LENSES), st.sampled_from(InvitationState)), max_size=40),
    st.sampled_from([CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS]),
)
def test_no_group_below_the_minimum_shows_and_all_sum_to_the_whole(
    people: list[tuple[str | None, InvitationState]], mode: CampaignMode
) -> None:
    """Whoever is invited, and however far they are."""
    invitations = [invited(number, *person) for number, person in enumerate(people)]
    found = participation(campaign(mode), invitations, NOW)
    for share in found.by_lens:
        assert share.invited >= 5
        assert share.answered <= share.begun <= share.invited
    if found.by_lens:
        assert sum(share.invited for share in found.by_lens) == found.whole.invited
        assert sum(share.answered for share in found.by_lens) == found.whole.answered
    assert len(found.missing) == found.whole.invited - found.whole.answered


@pytest.mark.parametrize(
    ("state", "sent", "reminded", "closes", "due"),
    [
        (InvitationState.SENT, 5, None, 20, True),
        (InvitationState.SENT, 4.9, None, 20, False),
        (InvitationState.OPENED, 9, None, 20, True),
        (InvitationState.STARTED, 9, 4, 20, False),
        (InvitationState.STARTED, 9, 5, 20, True),
        (InvitationState.SENT, 1, None, 2, True),
        (InvitationState.SENT, 1, None, 2.1, False),
        (InvitationState.SENT, 4, 0.5, 1, False),
        (InvitationState.SENT, 9, None, 0, False),
        (InvitationState.SUBMITTED, 9, None, 20, False),
        (InvitationState.USED, 9, None, 20, False),
        (InvitationState.REVOKED, 9, None, 20, False),
        (InvitationState.CREATED, 9, None, 20, False),
    ],
)
def test_a_reminder_is_due_after_five_days_or_two_days_before_the_closing(
    state: InvitationState, sent: float, reminded: float | None, closes: float, due: bool
) -> None:
    """Since the last letter, once before the closing, and never to those who answered."""
    invitation = replace(
        invited(1, state=state),
        sent_at=NOW - timedelta(days=sent),
        reminded_at=None if reminded is None else NOW - timedelta(days=reminded),
    )
    run = replace(campaign(), closes_at=NOW + timedelta(days=closes))
    assert is_due(invitation, run, NOW) is due
    assert (invitation in participation(run, [invitation], NOW).due) is due


def test_who_was_never_sent_anything_or_is_expired_is_not_reminded() -> None:
    """There is nothing to remind of."""
    old = replace(invited(1), sent_at=NOW - timedelta(days=9))
    assert is_due(old, campaign(), NOW)
    assert not is_due(replace(old, sent_at=None), campaign(), NOW)
    assert not is_due(replace(old, expires_at=NOW), campaign(), NOW)
