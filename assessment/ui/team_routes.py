"""The link by which a sponsor reads a team, and the team's workbook."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE_SIGN_IN, COOKIE_SPONSOR
from assessment.errors import AccessError
from assessment.ui import files
from assessment.ui.downloads import CAMPAIGN, ORGANISATION, TEAM, ZONE
from assessment.ui.faults import page
from assessment.ui.headers import cookie_for, token_of
from assessment.workflow import sponsoring, visiting
from assessment.workflow.opening import Place

NOT_YOURS = (
    "This team does not exist, or it is not yours to read, or not any more.",
    "Sign in, or open the link that you were given, and download again.",
)


def team_routes(place: Callable[[], Place], https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def follow(request: Request) -> Response:
        return _follow(request, https)

    def download(request: Request) -> Response:
        return _download(request, place())

    return [Route("/t/{token:path}", follow), Route(TEAM, download)]


def _follow(request: Request, https: bool) -> Response:
    """Make this browser follow a sponsor's link. What it opens is looked up by the page, so all are answered alike."""
    token = access.as_token(request.path_params["token"]) or ""
    answer = RedirectResponse("/team", 303, headers={"Cache-Control": "no-store"})
    if request.method == "GET":
        answer.headers.append("Set-Cookie", cookie_for(token, https, COOKIE_SPONSOR))
    return answer


def _download(request: Request, place: Place) -> Response:
    """The workbook, for whoever is signed in and works with the team, else for the sponsor of this browser's link."""
    where = (request.query_params.get(CAMPAIGN, ""), request.query_params.get(ORGANISATION, ""))
    zone = request.query_params.get(ZONE)
    staff = visiting.staff(place, token_of(request, COOKIE_SIGN_IN))
    reader = sponsoring.sponsor(place, token_of(request, COOKIE_SPONSOR))
    for actor in (staff, reader):
        if actor.subject is None:
            continue
        try:
            return files.team(actor, place, where, zone)
        except AccessError:
            continue
    return page("Nothing to download", NOT_YOURS, 404)
