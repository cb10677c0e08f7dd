"""Signing in with an identity provider: the way there, and the way back.

All that binds the way back to the browser that went follows from one secret in a cookie of that browser: the state
(with the page that was wanted), the nonce and the verifier. So nothing is kept meanwhile.
"""

import hmac
import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assessment import access
from assessment.access import COOKIE_SIGN_IN
from assessment.errors import AccountError, AssessmentError, ProviderError
from assessment.logs import log_event
from assessment.oidc import Provider
from assessment.ui.downloads import NEXT, SIGN_IN
from assessment.ui.faults import page
from assessment.ui.headers import token_of
from assessment.ui.sign_in_routes import OIDC_START, cookie, led, led_in, local
from assessment.workflow import signing_in
from assessment.workflow.opening import Place
from assessment.workflow.signing_in import Identity

CALLBACK = "/oidc/callback"
COOKIE_OIDC, UNDER = "assessment_oidc", "/oidc"
# From leaving to coming back.
SECONDS = 600
MARK_LENGTH = 32
NOT_SIGNED_IN = "You are not signed in"
BROKEN_OFF = (
    "The way back from the identity provider does not belong to a way there in this browser, or it took too long.",
    f"Open {SIGN_IN} and begin once more.",
)
REFUSED_THERE = ("The identity provider did not sign you in.", f"Open {SIGN_IN} to try again.")


def oidc_routes(place: Callable[[], Place], provider: Provider, https: bool) -> list[Route]:
    """The routes. `place` gives the place that is open; `https`: whether cookies insist on it."""

    def start(request: Request) -> Response:
        return _start(request, provider, https)

    def callback(request: Request) -> Response:
        answer = _come_back(request, place(), provider, https)
        # The secret serves one way back, however it ended.
        answer.headers.append("Set-Cookie", cookie(COOKIE_OIDC, "", https, 0, UNDER))
        return answer

    return [Route(OIDC_START, start, methods=["GET"]), Route(CALLBACK, callback, methods=["GET"])]


def _start(request: Request, provider: Provider, https: bool) -> Response:
    secret, to = access.new_token(), local(request.query_params.get(NEXT))
    try:
        address = provider.address(f"{_state(secret, to)}{to}", _nonce(secret), _verifier(secret))
    except ProviderError as fault:
        return _not_reached(fault)
    answer = led(address)
    answer.headers.append("Set-Cookie", cookie(COOKIE_OIDC, secret, https, SECONDS, UNDER))
    return answer


def _come_back(request: Request, place: Place, provider: Provider, https: bool) -> Response:
    secret, state = token_of(request, COOKIE_OIDC), request.query_params.get("state", "")
    mark, to = state[:MARK_LENGTH], state[MARK_LENGTH:]
    if secret is None or not hmac.compare_digest(mark.encode(), _state(secret, to).encode()):
        return page(NOT_SIGNED_IN, BROKEN_OFF, 400)
    code = request.query_params.get("code")
    if not code:
        return page(NOT_SIGNED_IN, REFUSED_THERE, 403)
    try:
        claims = provider.claims(code, _nonce(secret), _verifier(secret))
    except ProviderError as fault:
        return _not_reached(fault)
    identity = Identity(provider.issuer, claims.subject, claims.email, claims.email_verified)
    try:
        token = signing_in.sign_in_by_identity(place, identity, token_of(request, COOKIE_SIGN_IN))
    except AccountError as refusal:
        return page(NOT_SIGNED_IN, refusal.problems, 403)
    return led_in(token, local(to), https)


def _not_reached(fault: AssessmentError) -> Response:
    cause = "" if fault.__cause__ is None else type(fault.__cause__).__name__
    log_event("identity provider", logging.WARNING, problems=fault.problems, cause=cause)
    return page(NOT_SIGNED_IN, fault.problems, 502)


def _state(secret: str, to: str) -> str:
    return access.derived_token(secret, f"state {to}")


def _nonce(secret: str) -> str:
    return access.derived_token(secret, "nonce")


def _verifier(secret: str) -> str:
    """As long as RFC 7636 asks for: between 43 and 128 characters."""
    return access.derived_token(secret, "verifier") + access.derived_token(secret, "verifier, continued")
