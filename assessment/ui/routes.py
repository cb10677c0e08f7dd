"""What the server answers beside Streamlit's pages: private links, downloads, and whether it is well.

All of it reads the database, so every endpoint is a plain function, which Starlette runs in a thread.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE_BEFORE
from assessment.errors import StorageError
from assessment.model import Actor
from assessment.times import local
from assessment.ui.downloads import ANSWERS, BACK, NEW, OF, SCORECARD, ZONE, mark_of
from assessment.ui.faults import page
from assessment.ui.headers import cookie_for, token_of
from assessment.workflow import answering, health, own_data, visiting
from assessment.workflow.answering import UNIT
from assessment.workflow.opening import Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 60
OTHERS_HERE = (
    "Another private link was opened in this browser since the page you came from was drawn.",
    "Open the private link of the answers you want, and download again.",
)
NOTHING_HERE = (
    "There are no answers of yours in this browser.",
    "Open your private link here, or begin the assessment, and download again.",
)


def routes(place: Callable[[], Place], https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def healthz(_: Request) -> Response:
        return _health(place())

    def private_link(request: Request) -> Response:
        # HEAD comes from programs that look whether a link is alive, never from a visitor.
        return _redirect("/") if request.method == "HEAD" else _follow(request, place(), https)

    def new(request: Request) -> Response:
        return _begin_anew(request, place(), https)

    def back(request: Request) -> Response:
        return _go_back(request, https)

    def download_scorecard(request: Request) -> Response:
        return _download(request, place(), _scorecard)

    def download_answers(request: Request) -> Response:
        return _download(request, place(), _answers)

    return [
        Route("/healthz", healthz),
        Route("/r/{token:path}", private_link),
        Route(NEW, new),
        Route(BACK, back),
        Route(SCORECARD, download_scorecard),
        Route(ANSWERS, download_answers),
    ]


def _health(place: Place) -> Response:
    try:
        schema = health.schema_of(place)
    except StorageError:
        return PlainTextResponse("The database cannot be read.", 503, headers={"Cache-Control": "no-store"})
    known = {"status": "ok", "questionnaire": place.edition.questionnaire.name, "schema": schema}
    return JSONResponse(known, headers={"Cache-Control": "no-store"})


def _follow(request: Request, place: Place, https: bool) -> Response:
    """Make this browser hold the response of a private link. The link stays as good as it was.

    A link that leads nowhere is answered alike for whatever reason, and takes as long.
    """
    token = request.path_params["token"]
    before = visiting.respondent(place.store, token_of(request)).subject
    found = visiting.respondent(place.store, token).subject
    if found is None or access.as_token(token) is None:
        return _redirect("/?link=unknown")
    switches = before not in (None, found)
    return _holding(token, token_of(request) if switches else None, "/?switched=1" if switches else "/", https)


def _begin_anew(request: Request, place: Place, https: bool) -> Response:
    """Make this browser hold a new, empty response, and remember the link of the old one beside it."""
    if not _is_own_wish(request):
        return _redirect("/")
    before = token_of(request)
    return _holding(
        access.new_token(), before if visiting.respondent(place.store, before).subject else None, "/", https
    )


def _go_back(request: Request, https: bool) -> Response:
    """Make this browser hold the response again that it held before the present one."""
    before = token_of(request, COOKIE_BEFORE)
    if before is None or not _is_own_wish(request):
        return _redirect("/")
    return _holding(before, token_of(request), "/?switched=1", https)


def _is_own_wish(request: Request) -> bool:
    """Whether a visitor followed a link of ours. No other site, and no reading ahead, may put answers out of sight."""
    is_read_ahead = "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", ""))
    is_ours = request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return request.method == "GET" and is_ours and not is_read_ahead


def _holding(token: str, before: str | None, to: str, https: bool) -> Response:
    """Lead to a page, with a cookie that holds a token, and, if there is one, the token held before."""
    answer = _redirect(to)
    answer.headers.append("Set-Cookie", cookie_for(token, https))
    if before is not None:
        answer.headers.append("Set-Cookie", cookie_for(before, https, COOKIE_BEFORE))
    return answer


def _redirect(to: str) -> RedirectResponse:
    return RedirectResponse(to, 303, headers={"Cache-Control": "no-store"})


def _download(request: Request, place: Place, make: Callable[[Actor, Place, str | None], Response]) -> Response:
    """A file about the response of this browser's cookie; a plain page when there is none."""
    actor = visiting.respondent(place.store, token_of(request))
    if actor.subject is None:
        return page("Nothing to download", NOTHING_HERE, 404)
    if request.query_params.get(OF, mark_of(actor.subject)) != mark_of(actor.subject):
        return page("This browser now holds other answers", OTHERS_HERE, 409)
    return make(actor, place, request.query_params.get(ZONE))


def _scorecard(actor: Actor, place: Place, zone: str | None) -> Response:
    # Imported at the first download, so that the first screen need not wait for it.
    from reports.scorecard import scorecard

    assessment = answering.assessment_of(actor, place, zone)
    name = file_name("scorecard", assessment.response.profile.get(UNIT, ""), assessment.assessed_on)
    return _file(scorecard(assessment), XLSX, f"{name}.xlsx")


def _answers(actor: Actor, place: Place, zone: str | None) -> Response:
    said = own_data.exported(actor, place)
    name = file_name("answers", said["profile"].get(UNIT, ""), local(place.now(), zone).date())
    return _file(json.dumps(said, ensure_ascii=False, indent=1).encode(), "application/json", f"{name}.json")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content,
        media_type=kind,
        headers={"Content-Disposition": attachment(name), "Cache-Control": "no-store"},
    )


def file_name(kind: str, unit: str, day: date) -> str:
    """`scorecard-acme-foods-2026-11-22`: letters and digits of any script, the rest as hyphens."""
    letters = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", unit).lower())[:LONGEST_NAME].strip("-")
    return "-".join(part for part in (kind, letters, day.isoformat()) if part)


def attachment(name: str) -> str:
    """The header that makes a browser save a file under that name, in plain letters for old programs too."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"-{2,}", "-", plain)
    extended = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{extended}'
