"""Signing in and out, and changing one's password: pages of ours beside Streamlit's, each guarded on its own."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assessment import access, passwords
from assessment.access import COOKIE_SIGN_IN
from assessment.errors import AccessError, AccountError
from assessment.settings import Settings
from assessment.ui import posting
from assessment.ui.downloads import NEXT, PASSWORD, SIGN_IN, SIGN_OUT
from assessment.ui.headers import NO_PAGE, token_of
from assessment.ui.plain_pages import Field, asking
from assessment.ui.posting import COOKIE_POST
from assessment.workflow import signing_in, visiting
from assessment.workflow.opening import Place

WORKSPACE = "/workspace"
OIDC_START = "/oidc/start"
SIGN_IN_SECONDS = signing_in.SIGN_IN_DAYS * 24 * 60 * 60
# A path of this app and what it asks for: no host, no backslash, no step upwards, nothing a browser might read as one.
LOCAL = re.compile(r"(/(?!\.+(?:/|\?|$))[A-Za-z0-9._-]+)+(\?[A-Za-z0-9._~=&%+-]*)?")
TWO_PASSWORDS = "The two new passwords differ; type the same twice."
SAID = {"out": "You are signed out.", "changed": "The password is changed; you are signed out everywhere else."}


def sign_in_routes(place: Callable[[], Place], settings: Settings) -> list[Route]:
    """The routes. `place` gives the place that is open."""
    https, provider = settings.is_https, urlsplit(settings.oidc.issuer).hostname if settings.oidc else None

    def look(request: Request) -> Response:
        return _look(request, place(), https, provider)

    async def sign_in(request: Request) -> Response:
        # It hashes and asks the database, for which this thread must not wait.
        return await run_in_threadpool(_sign_in, request, await posting.fields_of(request), place(), https, provider)

    async def sign_out(request: Request) -> Response:
        return await run_in_threadpool(_sign_out, request, await posting.fields_of(request), place(), https)

    def ask_password(request: Request) -> Response:
        return _ask_password(request, place())

    async def change_password(request: Request) -> Response:
        return await run_in_threadpool(_change_password, request, await posting.fields_of(request), place())

    return [
        Route(SIGN_IN, look, methods=["GET"]),
        Route(SIGN_IN, sign_in, methods=["POST"]),
        # By GET it only leads back: no link of another site signs anybody out.
        Route(SIGN_OUT, sign_out, methods=["GET", "POST"]),
        Route(PASSWORD, ask_password, methods=["GET"]),
        Route(PASSWORD, change_password, methods=["POST"]),
    ]


def local(wanted: str | None) -> str:
    """The address to lead to after signing in: a screen of this app, else the first one of staff."""
    is_screen = wanted and LOCAL.fullmatch(wanted) and (wanted == PASSWORD or not NO_PAGE.match(wanted))
    return wanted if wanted and is_screen else WORKSPACE


def led_in(token: str, to: str, https: bool) -> Response:
    """Lead to a page of this app, with the cookie of a sign-in."""
    answer = led(to)
    answer.headers.append("Set-Cookie", cookie(COOKIE_SIGN_IN, token, https, SIGN_IN_SECONDS))
    return answer


def led(to: str) -> RedirectResponse:
    """Lead to a page of this app."""
    return RedirectResponse(to, 303, headers={"Cache-Control": "no-store"})


def cookie(name: str, token: str, https: bool, seconds: int | None = None, path: str = "/") -> str:
    """The value of a Set-Cookie header; without `seconds` the cookie ends with the browser."""
    lasts = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={token}; Path={path}{lasts}; HttpOnly; SameSite=Lax{'; Secure' if https else ''}"


def with_secret(request: Request, https: bool, make: Callable[[str], Response]) -> Response:
    """A page made with the mark of this browser's secret, which it is given if it has none."""
    held = token_of(request, COOKIE_POST)
    secret = held or access.new_token()
    answer = make(posting.mark_of(secret))
    if held is None:
        answer.headers.append("Set-Cookie", cookie(COOKIE_POST, secret, https))
    return answer


def _look(request: Request, place: Place, https: bool, provider: str | None) -> Response:
    to = local(request.query_params.get(NEXT))
    if visiting.staff(place, token_of(request, COOKIE_SIGN_IN)).subject is not None:
        return led(to)
    return _ask(request, https, provider, said=SAID.get(request.query_params.get("said", ""), ""))


def _ask(
    request: Request, https: bool, provider: str | None, *, email: str = "", refusal: str = "", said: str = ""
) -> Response:
    fields = (
        Field("email", "E-mail address", "email", "username", email),
        Field("password", "Password", "password", "current-password", longest=passwords.LONGEST),
    )
    by_provider = (
        f'<p><a class="button" href="{OIDC_START}?{escape(urlencode({NEXT: local(request.query_params.get(NEXT))}))}">'
        f"Sign in with {escape(provider)}</a></p>"
        if provider
        else ""
    )
    return with_secret(
        request,
        https,
        lambda mark: asking(
            "Sign in",
            fields,
            "Sign in",
            mark,
            refusal=[refusal] if refusal else [],
            before=[said or "For consultants and administrators. To answer, you need no account."],
            after=by_provider,
            status=400 if refusal else 200,
        ),
    )


def _sign_in(request: Request, fields: dict[str, str], place: Place, https: bool, provider: str | None) -> Response:
    email, to = fields.get("email", ""), local(request.query_params.get(NEXT))
    if not posting.is_ours(request, fields, token_of(request, COOKIE_POST)):
        return _ask(request, https, provider, email=email, refusal=posting.STALE)
    before = token_of(request, COOKIE_SIGN_IN)
    try:
        token = signing_in.sign_in(place, email, fields.get("password", ""), posting.address_of(request), before)
    except AccountError as refusal:
        return _ask(request, https, provider, email=email, refusal=" ".join(refusal.problems))
    return led_in(token, to, https)


def _sign_out(request: Request, fields: dict[str, str], place: Place, https: bool) -> Response:
    token = token_of(request, COOKIE_SIGN_IN)
    if not posting.is_ours(request, fields, token):
        return led(WORKSPACE)
    signing_in.sign_out(place, token)
    answer = led(f"{SIGN_IN}?said=out")
    answer.headers.append("Set-Cookie", cookie(COOKIE_SIGN_IN, "", https, 0))
    return answer


def _ask_password(request: Request, place: Place, refusal: tuple[str, ...] = ()) -> Response:
    token = token_of(request, COOKIE_SIGN_IN)
    if token is None or visiting.staff(place, token).subject is None:
        return led(f"{SIGN_IN}?{urlencode({NEXT: PASSWORD})}")
    fields = (
        Field("password", "Present password", "password", "current-password", longest=passwords.LONGEST),
        *new_password(),
    )
    return asking(
        "Change your password",
        fields,
        "Change",
        posting.mark_of(token),
        refusal=refusal,
        before=["You are then signed out everywhere else."],
        onwards=("/accounts", "Back to your account"),
        status=400 if refusal else 200,
    )


def new_password() -> tuple[Field, Field]:
    """The two fields for a new password."""
    return (
        Field("new", "New password", "password", "new-password", rule=passwords.RULE, longest=passwords.LONGEST),
        Field("again", "New password, once more", "password", "new-password", longest=passwords.LONGEST),
    )


def _change_password(request: Request, fields: dict[str, str], place: Place) -> Response:
    token = token_of(request, COOKIE_SIGN_IN)
    actor = visiting.staff(place, token)
    if token is None or actor.subject is None:
        return led(f"{SIGN_IN}?{urlencode({NEXT: PASSWORD})}")
    if not posting.is_ours(request, fields, token):
        return _ask_password(request, place, (posting.STALE,))
    present, new, again = (fields.get(name, "") for name in ("password", "new", "again"))
    if new != again:
        return _ask_password(request, place, (TWO_PASSWORDS,))
    try:
        signing_in.change_password(actor, place, present, new, posting.address_of(request), token)
    except (AccountError, AccessError) as refusal:
        return _ask_password(request, place, refusal.problems)
    return led("/accounts?said=changed")
