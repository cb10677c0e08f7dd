"""All routes for consultants and administrators, and the way to the first account."""

from collections.abc import Callable

import streamlit as st
from starlette.routing import Route

from assessment import access
from assessment.logs import log_event
from assessment.model import Actor, Role
from assessment.settings import Settings
from assessment.ui.audit_routes import audit_routes
from assessment.ui.holding_routes import holding_routes
from assessment.ui.setup_routes import setup_routes
from assessment.ui.sign_in_routes import sign_in_routes
from assessment.workflow import account_links
from assessment.workflow.opening import Place

OPERATOR = Actor(Role.OPERATOR)


def staff_routes(place: Callable[[], Place], settings: Settings) -> list[Route]:
    """The routes. `place` gives the place that is open."""
    found = [
        *sign_in_routes(place, settings),
        *setup_routes(place, settings.is_https),
        *audit_routes(place),
        *holding_routes(place),
    ]
    if settings.oidc is None:
        return found
    # Only now: what checks signatures takes its time to import, and most deployments have no provider.
    from assessment.oidc import Provider
    from assessment.ui.oidc_routes import CALLBACK, oidc_routes

    told = settings.oidc
    provider = Provider(told.issuer, told.client_id, told.client_secret, f"{settings.base_url}{CALLBACK}")
    return [*found, *oidc_routes(place, provider, settings.is_https)]


def offer_setup(place: Place, settings: Settings) -> None:
    """While there is no account, print a one-time link into the log by which the first administrator is made.

    It is the one secret that the log ever holds: whoever can read the log of a first start owns the deployment anyway.
    """
    token = access.new_token()
    if account_links.offer_setup(OPERATOR, place, token):
        address = settings.base_url or f"http://localhost:{st.get_option('server.port')}"
        log_event(
            "no account yet: open this address to make the first administrator",
            address=f"{address}/setup/{token}",
            valid_hours=account_links.SETUP_HOURS,
        )
