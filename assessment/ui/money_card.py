"""The money in two lines, for pages that are about something else."""

import streamlit as st

from assessment.targeting.words import whole_percent
from assessment.ui import navigation as to
from assessment.ui import widgets
from assessment.ui.judged import judged
from assessment.ui.literal import literal, printed
from assessment.ui.session import Visit
from assessment.ui.win_words import hard, money_parts, title
from assessment.wording import listed, sentence_start
from assessment.workflow.segmenting import Segmentation

INVITED = "Where does the money go?"
WHY = "Name your most important groups of customers to see how much of the spend goes where you can win."


def show(visit: Visit, segmentation: Segmentation) -> None:
    """The headline and the money line with a way to the page; without customers an invitation to name them."""
    first, second = lines(segmentation)
    with st.container(border=True, gap="small", key="money_card"):
        with st.container(gap="xxsmall"):
            st.header(printed(hard(first)), anchor=False)
            widgets.muted(literal(hard(second)))
        if segmentation.segments:
            if st.button("Where to win", icon=":material/map:", key=visit.key("where_to_win")):
                to.go(to.WHERE_TO_WIN)
        elif st.button("Name your customers", icon=":material/groups:", key=visit.key("name_customers")):
            to.go(to.SEGMENTS)


def lines(segmentation: Segmentation) -> tuple[str, str]:
    """Both lines, as plain text."""
    if not segmentation.segments:
        return INVITED, WHY
    found = judged(segmentation)
    if found is None:
        return "Your segments do not fit together yet", " ".join(segmentation.problems)
    portfolio = found.portfolio
    if portfolio.notes:
        return title(portfolio), " ".join(portfolio.notes)
    parts = listed(f"{whole_percent(share)} {words}" for _, words, share in money_parts(portfolio))
    return title(portfolio), f"{sentence_start(parts)}."
