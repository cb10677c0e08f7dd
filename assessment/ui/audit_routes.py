"""The record of who did what, as a file for administrators."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assessment.access import COOKIE_SIGN_IN
from assessment.ui.downloads import ABOUT, AUDIT_CSV, BY
from assessment.ui.files import attachment
from assessment.ui.headers import token_of
from assessment.workflow import auditing, visiting
from assessment.workflow.opening import Place


def audit_routes(place: Callable[[], Place]) -> list[Route]:
    """The route. `place` gives the place that is open."""

    def download_audit(request: Request) -> Response:
        return _audit(request, place())

    return [Route(AUDIT_CSV, download_audit)]


def _audit(request: Request, place: Place) -> Response:
    actor = visiting.staff(place, token_of(request, COOKIE_SIGN_IN))
    about, by = (request.query_params.get(name) or None for name in (ABOUT, BY))
    # A byte order mark, without which spreadsheets garble names.
    content = auditing.as_csv(actor, place, about, by).encode("utf-8-sig")
    said = {"Content-Disposition": attachment("audit.csv"), "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=said)
