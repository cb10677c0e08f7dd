"""The private link, all that is kept, and its erasure."""

import secrets

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.downloads import ANSWERS, NEW
from assessment.ui.literal import literal
from assessment.ui.private_link import ways_to_keep
from assessment.ui.session import Visit
from assessment.workflow import own_data
from assessment.workflow.own_data import Receipt

RECEIPT = "receipt"


def show(visit: Visit) -> None:
    """Keep the link, take the data along, or erase everything; afterwards the receipt."""
    receipt: Receipt | None = st.session_state.get(RECEIPT)
    with widgets.column(gap="medium"):
        if receipt is not None:
            _show_receipt(receipt)
        elif visit.sitting is None:
            _nothing_here()
        else:
            _own(visit)


def _nothing_here() -> None:
    st.title("Nothing of yours is kept here", anchor=False)
    st.markdown("This browser has no answers. If you have a private link, open it first.")
    if st.button("To the first page", key="to_first"):
        to.go(to.WELCOME)


def _own(visit: Visit) -> None:
    widgets.top_line(visit)
    widgets.notices()
    st.title("Your data and your private link", anchor=False)
    with st.container(border=True, gap="small"):
        st.header("Your private link", anchor=False)
        st.markdown("It brings you back on any device, without an account.")
        ways_to_keep(visit)
    with st.container(border=True, gap="small"):
        st.header("Take everything along", anchor=False)
        st.markdown("All that you said, with every change and its time, as a file that this product can score again.")
        widgets.download("Everything (JSON)", ANSWERS)
    with st.container(border=True, gap="small"):
        st.header("Assess another unit", anchor=False)
        st.markdown("This browser then starts anew. What is open now stays; keep its private link to come back to it.")
        widgets.link("Start anew", NEW)
    with st.container(border=True, gap="small"):
        st.header("Erase everything", anchor=False)
        st.markdown(f"All answers about **{literal(visit.here.unit)}** and their history. It cannot be undone.")
        if st.button("Erase", icon=":material/delete:", key=visit.key("erase")):
            _confirm(visit)
    if st.button("Back to the answers", icon=":material/arrow_back:", key=visit.key("back")):
        to.go(to.WELCOME)


@st.dialog("Erase everything?")
def _confirm(visit: Visit) -> None:
    st.markdown(
        f"All answers about **{literal(visit.here.unit)}**, their comments and their whole history are removed "
        "at once, here and on every device. Nobody can bring them back."
    )
    if st.button("Erase everything", type="primary", key=visit.key("erase_now")):
        session.attempt(lambda: _erase(visit))
        st.rerun()


def _erase(visit: Visit) -> None:
    st.session_state[RECEIPT] = own_data.erase(visit.actor, visit.place, secrets.token_hex(4).upper())


def _show_receipt(receipt: Receipt) -> None:
    st.title("Everything is erased", anchor=False)
    st.markdown(
        f"Receipt **{receipt.number}**, {widgets.day(receipt.erased_at)}, {widgets.clock(receipt.erased_at)}. "
        "The log keeps only that one response was erased under this number."
    )
    widgets.link("Begin anew", NEW)
