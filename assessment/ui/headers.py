"""What every answer over the web carries: headers that narrow what a browser does, and the visitor's cookie.

Pure ASGI: websockets pass through untouched.
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment import access
from assessment.access import COOKIE

COOKIE_DAYS = 180
HSTS_SECONDS = 365 * 24 * 60 * 60

STREAMLIT_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

# Addresses that are no page of the app. Streamlit answers any other with its page.
NO_PAGE = re.compile(
    r"/(_stcore|static|media|component|vendor|app/static|healthz|r|s|w|i|c|t|k|new|back|download"
    r"|sign-in|sign-out|password|setup|oidc)(/|\?|$)"
)


def security_headers(https: bool) -> dict[str, str]:
    """The headers of every answer; `https` adds that the browser never asks over http again."""
    headers = {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return headers | ({"Strict-Transport-Security": f"max-age={HSTS_SECONDS}"} if https else {})


def content_policy() -> str:
    """What a page may load and run: only what this server sends, and no text as code.

    Streamlit styles its parts by inline styles, draws pictures from data: addresses, starts workers
    from blob: ones, and its tables are WebAssembly.
    """
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in INLINE_SCRIPT.findall(STREAMLIT_PAGE.read_bytes()))
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()


def cookie_for(token: str, https: bool, name: str = COOKIE) -> str:
    """The value of a Set-Cookie header that makes this browser hold a private link."""
    secure = "; Secure" if https else ""
    return f"{name}={token}; Path=/; Max-Age={COOKIE_DAYS * 24 * 60 * 60}; HttpOnly; SameSite=Lax{secure}"


def token_of(request: Request, name: str = COOKIE) -> str | None:
    """The token in a request's cookie; none when there is none, or one that was never handed out."""
    return access.as_token(request.cookies.get(name))


class SecurityHeaders:
    """Adds the security headers to every answer, Streamlit's own too."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = security_headers(https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class FirstVisit:
    """Gives a browser that opens a page without a cookie a new token.

    The token leads nowhere until answers are stored under it; from then on it is the private link.
    """

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer to a first visit back with a cookie."""
        if scope["type"] != "http" or not _is_first_visit(Request(scope)):
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", cookie_for(access.new_token(), self.https))
                # Two visitors must never get the same answer from somebody's cache.
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _is_first_visit(request: Request) -> bool:
    return (
        request.method == "GET"
        and "text/html" in request.headers.get("accept", "")
        and not NO_PAGE.match(request.url.path)
        and token_of(request) is None
    )
