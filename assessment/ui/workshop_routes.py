"""The link into a workshop: a page that asks for a name, and the place that a phone takes by answering it.

Looking at the page creates nothing and uses nothing up: previews of links and programs that try them do just that.
"""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE_RATING
from assessment.errors import AccessError, TargetingError
from assessment.ui.faults import page
from assessment.ui.headers import cookie_for, token_of
from assessment.workflow import workshop_seats
from assessment.workflow.opening import Place

# Where a phone rates, once it has joined.
RATING = "/rate-blind"
# More than a name and a place take.
LONGEST_BODY = 4_000
NAME, SEAT = "name", "seat"
NOT_OPEN = (
    "This link leads to no workshop that can be joined: it is over, or its ratings are revealed, or the link is not "
    "whole.",
    "Look at the screen in the room, and scan the code once more.",
)
JOIN = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Join the workshop</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 30rem; margin: 8vh auto; padding: 0 1.25rem; font: 1.0625rem/1.5 "Source Sans", sans-serif;
  background: light-dark(#FFFFFF, #0F1726); color: light-dark(#222B38, #E6EAF1); }}
h1 {{ font: 600 1.65rem/1.25 "Source Serif", Georgia, serif; }}
label {{ display: block; font-weight: 600; }}
input, button {{ box-sizing: border-box; width: 100%; min-height: 3rem; font: inherit; border-radius: .375rem; }}
input {{ padding: .5rem .75rem; margin: .35rem 0 1rem; border: 1px solid light-dark(#5B6573, #A7B1C2);
  background: light-dark(#F4F6F8, #182235); color: inherit; }}
button {{ border: 0; background: light-dark(#1F6F78, #227D87); color: #FFFFFF; font-weight: 600; cursor: pointer; }}
small {{ font-size: .9rem; color: light-dark(#5B6573, #A7B1C2); }}
[role=alert] {{ color: light-dark(#B3261E, #F2958D); margin: 0 0 1rem; }}
</style>
</head>
<body>
<h1>Rate the segments, on your own</h1>
<p>You rate each group of customers on a few questions. Nobody sees a rating before all are revealed, and then only as
dots without names. If only one or two people rate, the room can tell whose dots they are.</p>
<form method="post">
{refusal}<input type="hidden" name="{seat_field}" value="{seat}">
<label for="name">First name or initials</label>
<input id="name" name="{name_field}" value="{name}" maxlength="{longest}" autocomplete="given-name" required>
<button>Join</button>
</form>
<p><small>The screen in the room shows your name, to say who has finished. Whoever leads the workshop keeps the ratings
with the names.</small></p>
</body>
</html>
"""


def workshop_routes(place: Callable[[], Place], https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def look(request: Request) -> Response:
        return _look(request, place())

    async def join(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                return _not_open()
        # It asks the database, for which this thread must not wait.
        return await run_in_threadpool(_join, request, bytes(body), place(), https)

    return [Route("/w/{token:path}", look, methods=["GET"]), Route("/w/{token:path}", join, methods=["POST"])]


def _look(request: Request, place: Place) -> Response:
    """The page that asks for a name; for a phone that has joined, what it rates."""
    link = request.path_params["token"]
    if workshop_seats.sits_behind(place, link, token_of(request, COOKIE_RATING)):
        return _to_rating()
    try:
        workshop_seats.check_open(workshop_seats.NEWCOMER, place, link)
    except AccessError:
        return _not_open()
    # The secret of a place to be: pressing the button twice then takes one place.
    return _form(access.new_token())


def _join(request: Request, body: bytes, place: Place, https: bool) -> Response:
    link, held = request.path_params["token"], token_of(request, COOKIE_RATING)
    said = parse_qs(body.decode("utf-8", "replace"))
    name, seat = (said.get(field, [""])[0] for field in (NAME, SEAT))
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return _form(access.new_token())
    token = held if workshop_seats.sits_behind(place, link, held) else access.as_token(seat)
    token = token or access.new_token()
    try:
        workshop_seats.join(workshop_seats.NEWCOMER, place, link, name, token)
    except AccessError:
        return _not_open()
    except TargetingError as refusal:
        return _form(token, name, " ".join(refusal.problems))
    answer = _to_rating()
    answer.headers.append("Set-Cookie", cookie_for(token, https, COOKIE_RATING))
    return answer


def _to_rating() -> RedirectResponse:
    return RedirectResponse(RATING, 303, headers={"Cache-Control": "no-store"})


def _not_open() -> Response:
    return page("There is nothing to join here", NOT_OPEN, 404)


def _form(seat: str, name: str = "", refusal: str = "") -> HTMLResponse:
    """The page that asks for a name, with what was typed before and why it was refused."""
    said = JOIN.format(
        refusal=f'<p role="alert">{escape(refusal)}</p>\n' if refusal else "",
        seat_field=SEAT,
        seat=escape(seat),
        name_field=NAME,
        name=escape(name[: workshop_seats.LONGEST_NAME]),
        longest=workshop_seats.LONGEST_NAME,
    )
    return HTMLResponse(said, 400 if refusal else 200, headers={"Cache-Control": "no-store"})
