"""What somebody sees who opens a page of a response without having one in this browser."""

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import widgets
from assessment.ui.session import Visit


def show(visit: Visit) -> None:
    """How to come back to answers given elsewhere, or begin."""
    del visit  # every screen is called alike
    with widgets.column(gap="medium"):
        st.title("There are no answers in this browser", anchor=False)
        st.markdown("Open your private link to go on where you were, on this or any other device. Or begin here.")
        if st.button("To the first page", type="primary", icon=":material/arrow_forward:", icon_position="right"):
            to.go(to.WELCOME)
