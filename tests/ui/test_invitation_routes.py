"""The addresses by which people are invited, asked of the web application without a server."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from assessment import access
from assessment.access import COOKIE, COOKIE_BEFORE, COOKIE_INVITED
from assessment.model import CampaignMode, InvitationState
from assessment.ui.routes import routes
from assessment.workflow import campaigns, inviting
from assessment.workflow.invited import private_token
from assessment.workflow.opening import Place
from tests.ui.screens.conftest import url
from tests.workflow.campaigning import Run, begun_by, run_of
from tests.workflow.conftest import clock, place, shipped, sqlite_template
from tests.workflow.sitting import Clock, begun

__all__ = ["clock", "place", "shipped", "sqlite_template", "url"]

NOWHERE = "/?link=no-invitation"


def ask(place: Place, path: str, method: str = "GET", **cookies: str | None) -> httpx.Response:
    """One request, with these cookies."""
    held = "; ".join(f"{name}={token}" for name, token in cookies.items() if token)

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes(lambda: place, https=True)))
        async with httpx.AsyncClient(transport=transport, base_url="https://app.test") as client:
            return await client.request(method, path, headers={"cookie": held} if held else {})

    return asyncio.run(send())


def held_by(answer: httpx.Response) -> dict[str, str]:
    """The tokens that an answer makes a browser hold, by cookie."""
    return dict(line.partition(";")[0].split("=", 1) for line in answer.headers.get_list("set-cookie"))


def states(place: Place, run: Run) -> list[InvitationState]:
    """How far the invitations are."""
    return [each.state for each in inviting.invitations_of(run.actor, place, run.campaign.id)]


@pytest.mark.parametrize("mode", CampaignMode)
def test_following_an_invitation_consumes_nothing_and_leads_to_the_first_page(place: Place, mode: CampaignMode) -> None:
    """However often a program looks at it; scripts and other sites cannot read the cookie."""
    run = run_of(place, mode)
    (issued,) = run.invite(place, "Ida")
    for _ in range(3):
        answer = ask(place, f"/i/{issued.token}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert answer.headers["cache-control"] == "no-store"
        assert held_by(answer)[COOKIE_INVITED] == issued.token
        for line in answer.headers.get_list("set-cookie"):
            assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= set(line.split("; "))
    personal = held_by(answer)[COOKIE] == private_token(issued.token)
    assert personal is (mode is CampaignMode.NAMED)
    assert access.as_token(held_by(answer)[COOKIE])
    assert states(place, run) == [InvitationState.CREATED]
    head = ask(place, f"/i/{issued.token}", "HEAD")
    assert (head.headers["location"], held_by(head)) == ("/", {})


def test_a_second_invitation_switches_the_browser_and_says_so(place: Place) -> None:
    """What was open before stays within reach; the one before it too."""
    run = run_of(place, CampaignMode.NAMED)
    ida, ole = run.invite(place, "Ida", "Ole")
    begun_by(place, ida.token)
    back = ask(place, f"/i/{ida.token}")
    assert (back.headers["location"], held_by(back)[COOKIE]) == ("/", private_token(ida.token))
    other = ask(place, f"/i/{ole.token}", **{COOKIE: private_token(ida.token)})
    assert held_by(other) == {
        COOKIE_INVITED: ole.token,
        COOKIE: private_token(ole.token),
        COOKIE_BEFORE: private_token(ida.token),
    }
    own = access.new_token()
    begun(place, token=own)
    again = ask(place, f"/i/{ida.token}", **{COOKIE: own})
    assert (again.headers["location"], held_by(again)[COOKIE_BEFORE]) == ("/?switched=1", own)


def test_an_anonymous_invitation_keeps_a_browsers_empty_link_and_never_anothers_answers(place: Place) -> None:
    """So that two tabs begin one response, and two people two."""
    run = run_of(place, CampaignMode.ANONYMOUS)
    ida, ole = run.invite(place, "Ida", "Ole")
    empty = access.new_token()
    assert held_by(ask(place, f"/i/{ida.token}", **{COOKIE: empty}))[COOKIE] == empty
    begun_by(place, ida.token, empty)
    assert held_by(ask(place, f"/i/{ida.token}", **{COOKIE: empty}))[COOKIE] == empty
    second = held_by(ask(place, f"/i/{ole.token}", **{COOKIE: empty}))
    assert second[COOKIE] not in (empty, ole.token, private_token(ole.token))
    assert second[COOKIE_BEFORE] == empty


def test_an_open_link_and_the_way_back_to_an_invitation(place: Place) -> None:
    """`/c/` for the one, `/invited` for what the cookie holds; beginning anew forgets it."""
    run = run_of(place)
    _, token = inviting.open_link(run.actor, place, run.campaign.id, run.organisation)
    assert held_by(ask(place, f"/c/{token}"))[COOKIE_INVITED] == token
    (ida,) = run.invite(place, "Ida")
    own = access.new_token()
    begun_by(place, ida.token, own)
    assert held_by(ask(place, "/invited", **{COOKIE_INVITED: ida.token, COOKIE: own}))[COOKIE] == own
    assert held_by(ask(place, "/invited", **{COOKIE_INVITED: ida.token}))[COOKIE] not in (own, private_token(ida.token))
    assert ask(place, "/invited").headers["location"] == NOWHERE
    assert held_by(ask(place, "/new", **{COOKIE_INVITED: ida.token}))[COOKIE_INVITED] == ""


def test_dead_links_are_answered_alike_and_change_nothing(place: Place, clock: Clock) -> None:
    """Unknown, not whole, issued anew, revoked, expired, closed: the same place, no cookie, the same look-ups."""
    run = run_of(place)
    old, gone, over = run.invite(place, "Ida", "Ole", "Per")
    (late,) = inviting.invite(run.actor, place, run.campaign.id, [run.invitee("Liv")], clock() + timedelta(1)).issued
    inviting.reissue(run.actor, place, run.campaign.id, old.invitation.id)
    inviting.revoke(run.actor, place, run.campaign.id, gone.invitation.id)
    clock.forward(days=1)
    dead = [access.new_token(), old.token, gone.token, late.token, "short", "", f"{over.token}/x", "a; Domain=b"]
    closing: list[Callable[[], object]] = [
        lambda: None,
        lambda: campaigns.close(run.actor, place, run.campaign.id),
    ]
    for close in closing:
        close()
        for kind in "ic":
            for token in dead:
                answer = ask(place, f"/{kind}/{token}", **{COOKIE: access.new_token()})
                assert (answer.status_code, answer.headers["location"], held_by(answer)) == (303, NOWHERE, {})
        dead.append(over.token)
