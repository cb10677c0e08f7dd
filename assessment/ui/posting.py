"""What is sent to routes of ours by POST, and whether a page of ours sent it.

Streamlit guards its own uploads only. Here a page carries a mark that follows from a secret in a cookie, which another
site can neither read nor set, but for one on the same domain; and what the browser says of where a request came from
must not speak against it.
"""

import hmac
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from assessment import access

COOKIE_POST = "assessment_post"
MARK = "mark"
# More than any page of ours has fields for.
LONGEST_BODY = 8_000
STALE = "This page was open too long, or this browser keeps no cookies. Try once more."


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a page, each once; nothing of a body that is longer than any of ours."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return {}
    said = parse_qs(bytes(body).decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in said.items()}


def mark_of(secret: str) -> str:
    """What a page carries that belongs to a secret in a cookie."""
    return access.derived_token(secret, "mark of a page")


def is_ours(request: Request, fields: dict[str, str], secret: str | None) -> bool:
    """Whether a page of ours, with the mark of this secret, sent these fields."""
    mark = fields.get(MARK, "")
    is_marked = secret is not None and hmac.compare_digest(mark.encode(), mark_of(secret).encode())
    return is_marked and not _came_from_elsewhere(request)


def _came_from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent it. Where it says nothing, the mark alone decides.

    Our pages send no referrer, for which browsers write the origin as `null`; so that says nothing either.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host")


def address_of(request: Request) -> str:
    """Where in the network a request came from, as the server sees it."""
    return request.client.host if request.client else ""
