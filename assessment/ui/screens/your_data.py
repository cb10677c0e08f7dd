"""The private link, all that is kept, and its erasure."""

import secrets
from functools import partial

import streamlit as st

from assessment.invitation_words import until
from assessment.mode_words import FOR_RESPONDENTS, MODE_NAMES
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.downloads import ANSWERS, ANSWERS_TABLES, NEW
from assessment.ui.literal import literal
from assessment.ui.private_link import ways_to_keep
from assessment.ui.session import Visit
from assessment.workflow import answering, own_data
from assessment.workflow.erasing import Receipt
from assessment.workflow.sitting import LONGEST_UNIT, UNIT

RECEIPT = "receipt"


def show(visit: Visit) -> None:
    """Keep the link, take the data along, or erase everything; afterwards the receipt."""
    receipt: Receipt | None = st.session_state.get(RECEIPT)
    with widgets.column(gap="medium"):
        if visit.sitting is not None:
            _own(visit)
        elif receipt is not None:
            _show_receipt(receipt)
        else:
            _nothing_here()


def _nothing_here() -> None:
    widgets.notices()
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
    if visit.here.stored.campaign.implicit:
        _unit(visit)
    else:
        _campaign(visit)
    with st.container(border=True, gap="small"):
        st.header("Take everything along", anchor=False)
        st.markdown("All that you said, with every change and its time, as a file that this product can score again.")
        with st.container(horizontal=True):
            widgets.download(visit, "Everything (JSON)", ANSWERS)
            widgets.download(visit, "To look through (Excel)", ANSWERS_TABLES)
    with st.container(border=True, gap="small"):
        st.header("Answer in Excel", anchor=False)
        st.markdown("The questions as a workbook to fill in, with your answers so far; it can be brought back.")
        if st.button("Answer in Excel", icon=":material/table_view:", key=visit.key("in_excel")):
            to.go(to.IN_EXCEL)
    with st.container(border=True, gap="small"):
        st.header("Assess another unit", anchor=False)
        st.markdown(
            "This browser then starts anew. What is open now stays; its private link, or a link on the first page of "
            "this browser, leads back to it."
        )
        widgets.link("Start anew", NEW)
    with st.container(border=True, gap="small"):
        st.header("Erase everything", anchor=False)
        st.markdown(f"All answers about **{literal(visit.here.unit)}** and their history. It cannot be undone.")
        if st.button("Erase", icon=":material/delete:", key=visit.key("erase")):
            _confirm(visit)
    if st.button("Back to the answers", icon=":material/arrow_back:", key=visit.key("back")):
        to.go(to.WELCOME)


def _unit(visit: Visit) -> None:
    with st.container(border=True, gap="small"):
        st.header("The unit you assess", anchor=False)
        widgets.line(
            visit,
            "unit",
            "Company, division or brand",
            LONGEST_UNIT,
            visit.here.unit,
            partial(answering.describe, visit.actor, visit.place, UNIT),
        )


def _campaign(visit: Visit) -> None:
    """What those invited were told at the start."""
    campaign = visit.here.stored.campaign
    with st.container(border=True, gap="xsmall"):
        st.header("Who sees what you say", anchor=False)
        st.markdown(f"**{MODE_NAMES[campaign.mode]}.** {' '.join(FOR_RESPONDENTS[campaign.mode])}")
        widgets.muted(f"{literal(campaign.title)}. {literal(until(campaign))}.")


@st.dialog("Erase everything?")
def _confirm(visit: Visit) -> None:
    st.markdown(
        f"All answers about **{literal(visit.here.unit)}**, their comments and their whole history are removed "
        "at once, here and on every device. Only backups that were made before still hold them, until they are "
        "thrown away."
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
        "The log keeps only that one response was begun and erased, the latter under this number."
    )
    if not receipt.traces_removed:
        widgets.muted("What was erased is still being overwritten in the database's files.")
    widgets.link("Begin anew", NEW)
