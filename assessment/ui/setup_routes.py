"""One-time links by which a password is set: the first administrator's at the first start, and those handed over."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assessment.access import COOKIE_SIGN_IN
from assessment.errors import AccessError, AccountError
from assessment.ui import posting
from assessment.ui.faults import page
from assessment.ui.headers import token_of
from assessment.ui.plain_pages import Field, asking
from assessment.ui.posting import COOKIE_POST
from assessment.ui.sign_in_routes import TWO_PASSWORDS, WORKSPACE, led_in, new_password, with_secret
from assessment.workflow import account_links, accounts, signing_in
from assessment.workflow.account_links import Door
from assessment.workflow.opening import Place

NO_DOOR = (
    "This link opens nothing, or not any more: it was used, its time is over, or it was not copied as a whole.",
    "Ask an administrator for a new one.",
)
FIRST = (
    "You make the first account, that of an administrator. With it you can add others. As soon as it exists, "
    "this link opens nothing any more.",
)


def setup_routes(place: Callable[[], Place], https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def look(request: Request) -> Response:
        return _look(request, place(), https)

    async def enter(request: Request) -> Response:
        # It hashes and asks the database, for which this thread must not wait.
        return await run_in_threadpool(_enter, request, await posting.fields_of(request), place(), https)

    return [Route("/setup/{token:path}", look, methods=["GET"]), Route("/setup/{token:path}", enter, methods=["POST"])]


def _look(request: Request, place: Place, https: bool) -> Response:
    door = account_links.door(place, request.path_params["token"])
    return _ask(request, door, https, {}) if door else _no_door()


def _enter(request: Request, fields: dict[str, str], place: Place, https: bool) -> Response:
    token, password = request.path_params["token"], fields.get("new", "")
    door = account_links.door(place, token)
    if door is None:
        return _no_door()
    if not posting.is_ours(request, fields, token_of(request, COOKIE_POST)):
        return _ask(request, door, https, fields, (posting.STALE,))
    if password != fields.get("again", ""):
        return _ask(request, door, https, fields, (TWO_PASSWORDS,))
    try:
        account = account_links.enter(place, token, fields.get("email", ""), fields.get("name", ""), password)
    except AccessError:
        return _no_door()
    except AccountError as refusal:
        return _ask(request, door, https, fields, refusal.problems)
    signed_in = signing_in.sign_in_by_link(place, account, token_of(request, COOKIE_SIGN_IN))
    return led_in(signed_in, WORKSPACE, https)


def _no_door() -> Response:
    return page("This link opens nothing", NO_DOOR, 404)


def _ask(request: Request, door: Door, https: bool, typed: dict[str, str], refusal: tuple[str, ...] = ()) -> Response:
    known = door.account
    email = Field(
        "email",
        "E-mail address",
        "email",
        "username",
        known.email if known else typed.get("email", "")[: accounts.LONGEST_EMAIL],
        is_fixed=known is not None,
    )
    name = Field(
        "name", "Name", "text", "name", typed.get("name", "")[: accounts.LONGEST_NAME], longest=accounts.LONGEST_NAME
    )
    title = f"Welcome, {known.name}" if known else "Set up the first administrator"
    before = ("Choose a password for your account; then you are signed in.",) if known else FIRST
    return with_secret(
        request,
        https,
        lambda mark: asking(
            title,
            (*(() if known else (name,)), email, *new_password()),
            "Set the password" if known else "Make the account",
            mark,
            refusal=refusal,
            before=before,
            status=400 if refusal else 200,
        ),
    )
