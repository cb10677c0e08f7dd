"""Where the screens are, and how to get from one to another.

Every screen has an address of its own, so that the browser's back button and a reload work.
"""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assessment.ui.session import TAB, tab_id

PAGES = "pages"
WELCOME, ABOUT_YOU, PRIORITIES, TARGETS = "welcome", "about-you", "priorities", "targets"
REVIEW, VERDICT, PEERS, YOUR_DATA = "review", "verdict", "peers", "your-data"
PLAN = "plan"
IN_EXCEL = "in-excel"
SEGMENTS, RATE, WHERE_TO_WIN = "segments", "rate", "where-to-win"
WEIGHTS = "weights"
WORKSHOP, RATE_BLIND = "workshop", "rate-blind"
STRATEGY, CUSTOMER_NOW = "strategy", "customer-now"
RIVALS, ADJACENCY = "rivals", "adjacency"
TEAM, DISPUTES = "team", "disputes"
ASKED = "asked"
PRESENTATIONS, PRESENTED, SHARED = "presentations", "presented", "shared"
WORKSPACE, ACCOUNTS, AUDIT = "workspace", "accounts", "audit"
ENGAGEMENT, CAMPAIGN = "engagement", "campaign"


def register(pages: dict[str, StreamlitPage]) -> None:
    """Make the pages of this run known by name."""
    st.session_state[PAGES] = pages


def go(name: str, about: Mapping[str, str] | None = None) -> NoReturn:
    """Show another screen; a name without a screen in this run leads to the first one.

    `about`: what its address says beyond the name.
    """
    pages: dict[str, StreamlitPage] = st.session_state[PAGES]
    tab = tab_id()
    said = {**({TAB: tab} if tab else {}), **(about or {})}
    st.switch_page(pages.get(name, pages[WELCOME]), query_params=said or None)


def on(dimension: str) -> str:
    """The name of a dimension's screen; the prefix keeps it apart from the others, whatever the id is."""
    return f"on-{dimension}"


def portrait(dimension: str) -> str:
    """The name of the screen that shows where a dimension stands, once answers are submitted."""
    return f"portrait-{dimension}"


def journey(asking_order: tuple[str, ...]) -> list[str]:
    """The screens between the first words and the verdict, one after another."""
    return [PRIORITIES, *(on(dimension) for dimension in asking_order), TARGETS, REVIEW]
