"""What a visitor is told when something cannot be done, on a page of its own and within a screen.

What the visitor can mend is told in its own words. Anything else goes into the log, and the visitor
gets the number under which it stands there.
"""

import logging
from collections.abc import Sequence
from html import escape

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.errors import AccessError, AssessmentError, StorageError
from assessment.logs import log_event, log_fault
from assessment.ui.literal import literal

UNEXPECTED = "Something went wrong that should not have, reference {reference}."
IN_A_SCREEN = f"{UNEXPECTED} What you did last may not be saved, everything before it is; reload the page to go on."
ON_A_PAGE = f"{UNEXPECTED} Nothing that was saved is lost; go back and try again."
NOT_REACHED = "The answers cannot be reached just now. What you did last may not be saved; try again in a moment."
REFUSED = "This did not work"

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 34rem; margin: 15vh auto; padding: 0 1.25rem; font: 1.0625rem/1.5 "Source Sans", sans-serif; }}
h1 {{ font: 600 1.5rem/1.25 Georgia, serif; }}
</style>
</head>
<body>
<h1>{title}</h1>
{paragraphs}
<p><a href="/">Back to the assessment</a></p>
</body>
</html>
"""


def page(title: str, paragraphs: Sequence[str], status: int) -> HTMLResponse:
    """A small page with plain words, shown exactly as they are."""
    said = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    content = PAGE.format(title=escape(title), paragraphs=said)
    return HTMLResponse(content, status, headers={"Cache-Control": "no-store"})


def refusal(_: Request, fault: Exception) -> HTMLResponse:
    """The page about something the visitor can mend, in the words of the AssessmentError."""
    match fault:
        case AccessError():
            status = 404
        case StorageError():
            status = 503
        case _:
            status = 400
    return page(REFUSED, told(fault) if isinstance(fault, AssessmentError) else [], status)


def told(fault: AssessmentError) -> list[str]:
    """What a visitor is told of something that was refused.

    What ails the database stands in the log only: its place and its own words are no visitor's business.
    """
    if not isinstance(fault, StorageError):
        return list(fault.problems)
    log_event("storage", logging.WARNING, problems=fault.problems)
    return [NOT_REACHED]


def unexpected(where: str, fault: Exception) -> str:
    """Log what should not have happened, and give the words about it with the number under which it stands there."""
    return IN_A_SCREEN.format(reference=log_fault(where, fault))


class Faults:
    """Answers an unexpected fault with a page that names its place in the log.

    Pure ASGI, within the security headers; Starlette's own answer would come without them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. A fault in an answer that has begun cannot be mended, and goes on its way."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_and_notice(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_notice)
        except Exception as fault:
            if has_begun:
                raise
            reference = log_fault("answering a request", fault)
            answer = page(REFUSED, [ON_A_PAGE.format(reference=reference)], 500)
            await answer(scope, receive, send)


def show_script_fault(fault: Exception) -> bool:
    """Show what went wrong in a screen, where Streamlit would show a traceback. Answers that it is shown."""
    if isinstance(fault, AssessmentError):
        for problem in told(fault):
            st.error(literal(problem))
    else:
        st.error(unexpected("drawing a screen", fault))
    return True
