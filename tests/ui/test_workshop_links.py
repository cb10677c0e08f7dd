"""The link into a workshop: looking creates nothing, joining takes one place, and every dead link is answered alike."""

import asyncio
from fractions import Fraction

import httpx
import pytest

from assessment import access
from assessment.access import COOKIE, COOKIE_RATING
from assessment.model import Actor, Segment
from assessment.ui.workshop_routes import LONGEST_BODY
from assessment.workflow import segmenting, visiting, workshop_seats, workshops
from assessment.workflow.opening import Place
from tests.ui.test_routes import ask, begun, flags, held_by, place, web

__all__ = ["place"]

SECRET = "s" * 32


@pytest.fixture
def leader(place: Place) -> Actor:
    """Somebody with a workshop open."""
    actor = visiting.respondent(place.store, begun(place))
    segmenting.put_segments(actor, place, [Segment("A", Fraction(1), Fraction(1))], Fraction(0))
    workshops.open_workshop(actor, place, SECRET)
    return actor


def link_of(leader: Actor, place: Place) -> str:
    """The token of the workshop's link."""
    found = workshops.attendance_of(leader, place)
    assert found is not None
    return workshops.link_token(SECRET, found.workshop)


def names(leader: Actor, place: Place) -> list[str]:
    """Who joined."""
    found = workshops.attendance_of(leader, place)
    assert found is not None
    return [rater.name for rater in found.raters]


def join(
    place: Place, link: str, data: dict[str, str], cookies: dict[str, str] | None = None, site: str = "same-origin"
) -> httpx.Response:
    """What a phone sends when the button is pressed."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app=web(place))
        headers = {"sec-fetch-site": site}
        if cookies:
            headers["cookie"] = "; ".join(f"{name}={token}" for name, token in cookies.items())
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(f"/w/{link}", data=data, headers=headers)

    return asyncio.run(sent())


def seat_in(page: str) -> str:
    """The secret of a place to be, in the page that asks for a name."""
    return page.partition('name="seat" value="')[2].partition('"')[0]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_link_creates_nothing_and_hands_out_nothing(place: Place, leader: Actor, method: str) -> None:
    """Previews of links do that, as often as they like."""
    link = link_of(leader, place)
    answers = [ask(web(place), f"/w/{link}", access.new_token(), method) for _ in range(3)]
    for answer in answers:
        assert answer.status_code == 200
        assert held_by(answer) == {}
        assert answer.headers["cache-control"] == "no-store"
        if method == "GET":
            assert "If only one or two people rate, the room can tell" in answer.text
    assert names(leader, place) == []
    assert len({answer.text for answer in answers}) == (3 if method == "GET" else 1)


def test_joining_gives_the_phone_a_cookie_of_its_own_and_leaves_its_answers_alone(place: Place, leader: Actor) -> None:
    """Scripts cannot read it; it leads to the page that rates."""
    link, own = link_of(leader, place), access.new_token()
    page = ask(web(place), f"/w/{link}", own).text
    answer = join(place, link, {"name": "Ana <b>", "seat": seat_in(page)}, {COOKIE: own})
    assert (answer.status_code, answer.headers["location"]) == (303, "/rate-blind")
    token = held_by(answer)[COOKIE_RATING]
    assert set(held_by(answer)) == {COOKIE_RATING}
    assert token == seat_in(page)
    assert {"HttpOnly", "SameSite=Lax"} <= flags(answer)
    assert names(leader, place) == ["Ana <b>"]
    assert workshop_seats.rater(place, token).subject is not None


def test_the_same_phone_twice_is_the_same_rater(place: Place, leader: Actor) -> None:
    """Whether it opens the link again, sends the page again, or sends another one."""
    link = link_of(leader, place)
    page = ask(web(place), f"/w/{link}").text
    first = join(place, link, {"name": "Ana", "seat": seat_in(page)})
    token = held_by(first)[COOKIE_RATING]
    again = ask(web(place), f"/w/{link}", headers={"cookie": f"{COOKIE_RATING}={token}"})
    assert (again.status_code, again.headers["location"]) == (303, "/rate-blind")
    assert held_by(join(place, link, {"name": "Ana", "seat": seat_in(page)})) == {COOKIE_RATING: token}
    other = seat_in(ask(web(place), f"/w/{link}").text)
    assert held_by(join(place, link, {"name": "A", "seat": other}, {COOKIE_RATING: token})) == {COOKIE_RATING: token}
    assert names(leader, place) == ["Ana"]


@pytest.mark.parametrize("seat", ["", "short", "x" * 33, "<script>"])
def test_a_place_that_is_none_gets_a_new_secret(place: Place, leader: Actor, seat: str) -> None:
    """Whoever wrote the page's field."""
    token = held_by(join(place, link_of(leader, place), {"name": "Ana", "seat": seat}))[COOKIE_RATING]
    assert access.as_token(token) == token != seat


def test_without_a_name_the_page_says_so_and_keeps_what_was_typed(place: Place, leader: Actor) -> None:
    """Literally; the place to be stays the same."""
    link, seat = link_of(leader, place), access.new_token()
    answer = join(place, link, {"name": "  ", "seat": seat})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "first name or your initials" in answer.text
    assert seat_in(answer.text) == seat
    long = join(place, link, {"name": '"><b>' * 20, "seat": seat})
    assert "at most 40 characters" in long.text
    assert "<b>" not in long.text
    assert names(leader, place) == []


def test_unknown_revealed_and_ended_links_are_answered_alike(place: Place, leader: Actor) -> None:
    """To who looks and to who joins; so is what is no token."""
    link, answers = link_of(leader, place), []
    (token,) = held_by(join(place, link, {"name": "Ana", "seat": ""})).values()
    ballot = workshop_seats.ballots_of(workshop_seats.rater(place, token), place)[0]
    workshop_seats.rate(workshop_seats.rater(place, token), place, ballot.id, ballot.criteria[0].id, 3)
    workshops.reveal(leader, place)
    for written in (access.new_token(), "short", "%C3%A9" * 16, link):
        answers += [ask(web(place), f"/w/{written}"), join(place, written, {"name": "B", "seat": ""})]
    workshops.take_over(leader, place)
    answers += [ask(web(place), f"/w/{link}"), join(place, link, {"name": "B", "seat": ""})]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert all(held_by(answer) == {} for answer in answers)
    assert names(leader, place) == ["Ana"]
    still = ask(web(place), f"/w/{link}", headers={"cookie": f"{COOKIE_RATING}={token}"})
    assert still.headers["location"] == "/rate-blind"


def test_no_other_site_makes_a_phone_join_and_nobody_sends_a_book(place: Place, leader: Actor) -> None:
    """Another site's button shows the page; a body longer than a name takes is not read."""
    link = link_of(leader, place)
    assert held_by(join(place, link, {"name": "Ana", "seat": ""}, site="cross-site")) == {}
    assert join(place, link, {"name": "x" * LONGEST_BODY, "seat": ""}).status_code == 404
    assert names(leader, place) == []
