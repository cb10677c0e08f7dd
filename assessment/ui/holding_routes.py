"""All that is held about an organisation, as files for whoever works on its engagement."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assessment.access import COOKIE_SIGN_IN
from assessment.errors import AccessError
from assessment.model import Actor
from assessment.ui import files
from assessment.ui.downloads import ENGAGEMENT, HOLDING, HOLDING_TABLES, ORGANISATION
from assessment.ui.faults import page
from assessment.ui.headers import token_of
from assessment.workflow import visiting
from assessment.workflow.opening import Place

NOT_YOURS = (
    "This organisation does not exist, or its engagement is not yours.",
    "Sign in, or ask a member of the engagement to add you, and download again.",
)
Make = Callable[[Actor, Place, tuple[str, str]], Response]


def holding_routes(place: Callable[[], Place]) -> list[Route]:
    """The routes. `place` gives the place that is open."""

    def download_holding(request: Request) -> Response:
        return _download(request, place(), files.organisation)

    def download_tables(request: Request) -> Response:
        return _download(request, place(), files.organisation_tables)

    return [Route(HOLDING, download_holding), Route(HOLDING_TABLES, download_tables)]


def _download(request: Request, place: Place, make: Make) -> Response:
    where = (request.query_params.get(ENGAGEMENT, ""), request.query_params.get(ORGANISATION, ""))
    try:
        return make(visiting.staff(place, token_of(request, COOKIE_SIGN_IN)), place, where)
    except AccessError:
        return page("Nothing to download", NOT_YOURS, 404)
