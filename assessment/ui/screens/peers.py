"""Industry, region, size and market, and consent: asked once the verdict is there."""

from functools import partial

import streamlit as st

from assessment.model import ProfileField
from assessment.ui import navigation as to
from assessment.ui import session, widgets
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.workflow import answering

CONSENT = {True: "Yes, the scores may be counted", False: "No"}


def show(visit: Visit) -> None:
    """What peers are chosen by, and whether these scores may be among them."""
    fields = [
        field for field in visit.here.edition.profile.fields if field.options and field.id not in answering.ASKED_FIRST
    ]
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title("Who are your peers?", anchor=False)
            widgets.muted(
                "Peer figures are not published yet. What you say here decides with whom you can be compared "
                "once there are enough organisations, and how far published figures fit."
            )
        if visit.here.stored.campaign.implicit:
            _fields(visit, f"About {visit.here.unit}", [field for field in fields if field.about == "organisation"])
            _consent(visit)
        else:
            widgets.muted("Whoever invited you describes the organisation, and decides whether its scores may count.")
        if visit.here.stored.campaign.implicit or visit.here.is_draft:
            _fields(visit, "About you", [field for field in fields if field.about == "respondent"])
        if st.button("To the verdict", type="primary", icon=":material/arrow_forward:", icon_position="right"):
            to.go(to.VERDICT)


def _fields(visit: Visit, title: str, fields: list[ProfileField]) -> None:
    if not fields:
        return
    with st.container(border=True, gap="small"):
        st.header(literal(title), anchor=False)
        for field in fields:
            widgets.select(
                visit,
                field.id,
                field.label,
                {option.id: option.label for option in field.options},
                visit.here.stored.response.profile.get(field.id),
                partial(answering.describe, visit.actor, visit.place, field.id),
            )


def _consent(visit: Visit) -> None:
    with st.container(border=True, gap="xsmall", key="card_consent"):
        st.header("May your scores be counted among the peers of others?", anchor=False)
        st.markdown(
            "Only together with other organisations, at least five in all for an average and more for ranges and "
            "percentiles; no answer, comment or name is ever shown. You can take it back at any time: then the next "
            "release is made without you."
        )
        widgets.options(
            visit,
            "consent",
            "May your scores be counted among the peers of others?",
            CONSENT,
            visit.here.stored.peers_consent,
            partial(_consented, visit),
        )


def _consented(visit: Visit, given: bool) -> None:
    answering.consent(visit.actor, visit.place, given)
    session.tell("Noted: your scores may be counted." if given else "Noted: your scores are not counted.")
