"""The way from the verdict to the pages that an organisation writes itself, on one line."""

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui.session import Visit


def show(visit: Visit) -> None:
    """A link to each."""
    with st.container(horizontal=True, gap="small", key="written_links"):
        if st.button(":green[Your strategy on a page]", type="tertiary", key=visit.key("wrote")):
            to.go(to.STRATEGY)
        if st.button(":green[Who is your customer now]", type="tertiary", key=visit.key("who")):
            to.go(to.CUSTOMER_NOW)
