"""The addresses by which people are invited. Following one consumes nothing: programs look at links in letters too."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assessment.access import COOKIE_BEFORE, COOKIE_INVITED
from assessment.ui.downloads import INVITED
from assessment.ui.headers import cookie_for, token_of
from assessment.workflow import invited, visiting
from assessment.workflow.opening import Place

NOTHING_THERE = "/?link=no-invitation"


def invitation_routes(place: Callable[[], Place], https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def follow(request: Request) -> Response:
        # HEAD comes from programs that look whether a link is alive, never from a visitor.
        return _to("/") if request.method == "HEAD" else _follow(request, place(), request.path_params["token"], https)

    def follow_again(request: Request) -> Response:
        return _follow(request, place(), token_of(request, COOKIE_INVITED) or "", https)

    return [Route("/i/{token:path}", follow), Route("/c/{token:path}", follow), Route(INVITED, follow_again)]


def _follow(request: Request, place: Place, token: str, https: bool) -> Response:
    """Make this browser hold an invitation, and the answers behind it. What it held before stays within reach.

    A link that opens nothing is answered alike for whatever reason.
    """
    way = invited.found(place, token)
    if way is None:
        return _to(NOTHING_THERE)
    before = token_of(request)
    held = invited.token_to_hold(place, way, token, before)
    had = visiting.respondent(place.store, before).subject
    switches = had is not None and held != before
    finds = visiting.respondent(place.store, held).subject is not None
    answer = _to("/?switched=1" if switches and finds else "/")
    answer.headers.append("Set-Cookie", cookie_for(token, https, COOKIE_INVITED))
    answer.headers.append("Set-Cookie", cookie_for(held, https))
    if switches and before is not None:
        answer.headers.append("Set-Cookie", cookie_for(before, https, COOKIE_BEFORE))
    return answer


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
