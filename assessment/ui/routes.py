"""What the server answers beside Streamlit's pages: private links, downloads, and whether it is well.

All of it reads the database, so every endpoint is a plain function, which Starlette runs in a thread.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE_ASKED, COOKIE_BEFORE, COOKIE_INVITED, COOKIE_READING
from assessment.errors import AccessError, StorageError
from assessment.model import Actor, Length
from assessment.ui import files
from assessment.ui.downloads import (
    ANSWER_SHEET,
    ANSWERS,
    ANSWERS_TABLES,
    BACK,
    EMPTY_SHEET,
    LENGTH,
    NEW,
    OF,
    PRESENTATION,
    PRESENTED,
    PROFILE_PNG,
    PROFILE_SVG,
    SCORECARD,
    SEGMENTS,
    VERDICT,
    ZONE,
    mark_of,
)
from assessment.ui.faults import page
from assessment.ui.headers import cookie_for, token_of
from assessment.ui.invitation_routes import invitation_routes
from assessment.ui.team_routes import team_routes
from assessment.ui.workshop_routes import workshop_routes
from assessment.workflow import health, presenting, visiting
from assessment.workflow.opening import Place

OTHERS_HERE = (
    "Another private link was opened in this browser since the page you came from was drawn.",
    "Open the private link of the answers you want, and download again.",
)
ANOTHER_LINK = (
    "Another share link was opened in this browser since the page you came from was drawn.",
    "Open the link of what you want to read, and download again.",
)
NOTHING_TO_READ = (
    "This link leads nowhere, or not any more: it was revoked, or its time is over.",
    "Ask whoever gave it to you for a new one.",
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

    def share_link(request: Request) -> Response:
        return _read(request, https)

    def asked_link(request: Request) -> Response:
        return _asked(request, https)

    def new(request: Request) -> Response:
        return _begin_anew(request, place(), https)

    def back(request: Request) -> Response:
        return _go_back(request, https)

    def download_scorecard(request: Request) -> Response:
        return _download(request, place(), files.scorecard)

    def download_answers(request: Request) -> Response:
        return _download(request, place(), files.answers)

    def download_answers_tables(request: Request) -> Response:
        return _download(request, place(), files.answers_tables)

    def download_answer_sheet(request: Request) -> Response:
        return _download(request, place(), files.answer_sheet)

    def download_empty_sheet(request: Request) -> Response:
        return _empty_sheet(request, place())

    def download_verdict(request: Request) -> Response:
        return _download(request, place(), files.verdict)

    def download_profile_svg(request: Request) -> Response:
        return _download(request, place(), files.profile_svg)

    def download_profile_png(request: Request) -> Response:
        return _download(request, place(), files.profile_png)

    def download_segments(request: Request) -> Response:
        return _download(request, place(), files.segments)

    def download_presented(request: Request) -> Response:
        return _presented(request, place())

    return [
        Route("/healthz", healthz),
        Route("/r/{token:path}", private_link),
        Route("/s/{token:path}", share_link),
        Route("/k/{token:path}", asked_link),
        *workshop_routes(place, https),
        *team_routes(place, https),
        *invitation_routes(place, https),
        Route(NEW, new),
        Route(BACK, back),
        Route(SCORECARD, download_scorecard),
        Route(ANSWERS, download_answers),
        Route(ANSWERS_TABLES, download_answers_tables),
        Route(ANSWER_SHEET, download_answer_sheet),
        Route(EMPTY_SHEET, download_empty_sheet),
        Route(VERDICT, download_verdict),
        Route(PRESENTED, download_presented),
        Route(SEGMENTS, download_segments),
        Route(PROFILE_SVG, download_profile_svg),
        Route(PROFILE_PNG, download_profile_png),
    ]


def _empty_sheet(request: Request, place: Place) -> Response:
    """For anybody: it holds nothing but the questions. A length that there is not is the full one."""
    wanted = request.query_params.get(LENGTH)
    short = wanted == Length.SHORT and place.edition.questionnaire.has_short_length
    return files.empty_sheet(place, Length.SHORT if short else Length.FULL, request.query_params.get(ZONE))


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


def _read(request: Request, https: bool) -> Response:
    """Make this browser follow a share link. What it opens is looked up by the page, so all are answered alike."""
    token = access.as_token(request.path_params["token"]) or ""
    answer = _redirect("/shared")
    answer.headers.append("Set-Cookie", cookie_for(token, https, COOKIE_READING))
    return answer


def _asked(request: Request, https: bool) -> Response:
    """Make this browser hold what a colleague asked. What it opens is looked up by the page, so all are answered alike.

    Looking consumes nothing; programs that only look whether a link is alive get no cookie.
    """
    answer = _redirect("/asked")
    if request.method == "GET":
        token = access.as_token(request.path_params["token"]) or ""
        answer.headers.append("Set-Cookie", cookie_for(token, https, COOKIE_ASKED))
    return answer


def _begin_anew(request: Request, place: Place, https: bool) -> Response:
    """Make this browser hold a new, empty response, and remember the link of the old one beside it.

    It follows no invitation any more.
    """
    if not _is_own_wish(request):
        return _redirect("/")
    before = token_of(request)
    answer = _holding(
        access.new_token(), before if visiting.respondent(place.store, before).subject else None, "/", https
    )
    if token_of(request, COOKIE_INVITED) is not None:
        answer.headers.append("Set-Cookie", cookie_for("", https, COOKIE_INVITED))
    return answer


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


def _presented(request: Request, place: Place) -> Response:
    """A frozen presentation as a file, for whose it is and for whoever reads it by a share link."""
    id = request.query_params.get(PRESENTATION, "")
    reader = presenting.reader(place, token_of(request, COOKIE_READING))
    own = visiting.respondent(place.store, token_of(request))
    if reader.subject is None and own.subject is None:
        return page("Nothing to download", NOTHING_TO_READ, 404)
    try:
        return files.presented(reader if reader.subject == id else own, place, id)
    except AccessError:
        if reader.subject is None:
            raise
        return page("Another link was opened here", ANOTHER_LINK, 409)
