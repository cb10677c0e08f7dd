"""Starts the app: `streamlit run streamlit_app.py`. Settings come from the environment, see README."""

import gc

# Importing leaves next to no garbage, and looking for it again and again takes a fifth of the start.
gc.disable()

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from assessment import logs, passwords
from assessment.errors import AssessmentError
from assessment.settings import check_streamlit, read_settings
from assessment.ui.daily import retain_daily
from assessment.ui.faults import Faults, refusal, show_script_fault
from assessment.ui.headers import FirstVisit, SecurityHeaders
from assessment.ui.place import open_once, place
from assessment.ui.routes import routes
from assessment.ui.staff_routes import offer_setup, staff_routes

gc.enable()
# What is loaded now stays; no later collection need look at it while visitors wait.
gc.freeze()


@contextmanager
def refusing_to_start() -> Iterator[None]:
    """Say what to mend and end the program, instead of starting what cannot work."""
    try:
        yield
    except AssessmentError as fault:
        sys.stderr.write("".join(f"{problem}\n" for problem in fault.problems))
        sys.exit(1)


@asynccontextmanager
async def running(_: st.App) -> AsyncIterator[None]:
    """Log the start and the end; in between, keep to the days until which things may be kept."""
    logs.log_event("started", questionnaire=place().edition.questionnaire.name)
    retaining = asyncio.create_task(retain_daily(place()))
    yield
    retaining.cancel()
    logs.log_event("stopped")


with refusing_to_start():
    settings = read_settings(os.environ)

app = st.App(
    Path(__file__).resolve().parent / "assessment" / "ui" / "main.py",
    routes=[*routes(place, settings.is_https), *staff_routes(place, settings)],
    middleware=[
        Middleware(SecurityHeaders, https=settings.is_https),
        Middleware(Faults),
        Middleware(FirstVisit, https=settings.is_https),
    ],
    exception_handlers={AssessmentError: refusal},
    lifespan=running,
    on_script_error=show_script_fault,
)

# Only now: under another server than Streamlit's own, config.toml is found when the app is made,
# and reading it sets up logging anew.
with refusing_to_start():
    check_streamlit(st.get_option)
    logs.start_logging(settings.log_level)
    offer_setup(open_once(settings), settings)
    # It takes a quarter of a second, which nobody need wait for.
    threading.Thread(target=passwords.prepare, daemon=True).start()
# Where rich is installed, Streamlit would print every fault with the values in it, past the log.
st.set_option("logger.enableRich", False)
