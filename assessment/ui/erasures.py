"""What is held about an organisation or somebody invited: taken along, erased with a receipt, kept until a day."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import streamlit as st

from assessment import times
from assessment.model import Campaign, Invitation, InvitationState, Organisation
from assessment.ui import session, widgets
from assessment.ui.downloads import HOLDING, HOLDING_TABLES, holding
from assessment.ui.literal import literal
from assessment.ui.session import Visit
from assessment.wording import listed
from assessment.workflow import data_rights, engagements, retaining
from assessment.workflow.engagements import EngagementView
from assessment.workflow.erasing import Receipt
from assessment.workflow.holding_said import LEFT_OUT

RECEIPT = "receipt_of_staff"
LAST_MINUTE, LONGEST = time(23, 59), timedelta(days=20 * 366)
BACKUPS = "Only backups that were made before still hold it, until they are thrown away."


def organisation(visit: Visit, view: EngagementView, about: Organisation) -> None:
    """Everything held about an organisation, as files, and the way to erase it by typing its name."""
    engagement = view.engagement.id
    st.subheader("Everything held about it", anchor=False)
    with st.container(horizontal=True):
        widgets.link("As JSON", holding(HOLDING, engagement, about.id))
        widgets.link("As Excel", holding(HOLDING_TABLES, engagement, about.id))
    for sentence in LEFT_OUT:
        widgets.small(sentence)
    st.subheader("Erase everything about it", anchor=False)
    found = data_rights.held(visit.staff, visit.place, engagement, about.id)
    kept = listed([literal(each) for each in found]) if found else "its name"
    last = " The campaigns go too, as the engagement has no other organisation." if _is_only(view) else ""
    st.markdown(f"Removed at once, for everybody: {kept}.{last} It cannot be undone. {BACKUPS}")
    with st.form(visit.key("erase", about.id), border=False):
        name = st.text_input("To erase it, type its name", key=visit.key("erase_name", about.id))
        wanted = st.form_submit_button("Erase the organisation", icon=":material/delete:")
    if wanted:
        _erase(
            lambda number: data_rights.erase_organisation(visit.staff, visit.place, engagement, about.id, name, number)
        )


def _is_only(view: EngagementView) -> bool:
    return len(view.organisations) == 1


def invited(visit: Visit, invitation: Invitation) -> None:
    """The way to erase one person; for a used anonymous invitation, why there is none."""
    if invitation.state is InvitationState.USED:
        widgets.small("Nobody can tell which answers are this person's. Only they can erase them, by their own link.")
        return
    widgets.small(f"Erases the invitation and everything that the person said. {BACKUPS}")
    name = literal(invitation.name or invitation.email)
    is_sure = st.checkbox(f"Yes, erase {name} for good", key=visit.key("erase_sure", invitation.id))
    if st.button(f"Erase {name}", key=visit.key("erase", invitation.id), disabled=not is_sure):
        _erase(lambda number: data_rights.erase_invited(visit.staff, visit.place, invitation.id, number))


def _erase(do: Callable[[str], Receipt]) -> None:
    def erase() -> None:
        st.session_state[RECEIPT] = do(secrets.token_hex(4).upper())

    session.attempt(erase)
    st.rerun()


def receipt() -> None:
    """The receipt of an erasure that was just made, once."""
    found: Receipt | None = st.session_state.pop(RECEIPT, None)
    if found is None:
        return
    with st.container(border=True, gap="xxsmall"):
        st.header("Erased", anchor=False)
        st.markdown(
            f"Receipt **{found.number}**, {widgets.day(found.erased_at)}, {widgets.clock(found.erased_at)}. "
            "The log keeps only that it happened, under this number."
        )
        if not found.traces_removed:
            widgets.muted("What was erased is still being overwritten in the database's files.")


def retention(visit: Visit, campaign: Campaign) -> None:
    """When what was said in a campaign is erased, and what was."""
    with st.container(border=True, gap="xsmall"):
        st.header("How long answers are kept", anchor=False)
        erased = retaining.erased_of(visit.staff, visit.place, campaign.id)
        until = campaign.retain_until
        for entry in erased:
            st.markdown(f"Erased {widgets.day(entry.at)}: {literal(entry.note or '')}.")
        if until is None:
            widgets.muted("No day is set, so nothing is erased by itself. Set one in the settings.")
        elif until > visit.place.now():
            st.markdown(
                f"Everything said in it, and who was invited, is erased after "
                f"{literal(times.with_zone(until, campaign.time_zone))}."
            )
        elif not erased:
            st.markdown("Its day is over; everything said in it is erased at the next start, or within a day.")


def engagement_retention(visit: Visit, view: EngagementView) -> None:
    """The day after which everything about an engagement's organisations is erased."""
    engagement, key = view.engagement, visit.key("keep_until")

    def keep() -> None:
        day = st.session_state[key]
        until = times.at(day, LAST_MINUTE, "UTC") if isinstance(day, date) else None
        session.attempt(lambda: engagements.keep_until(visit.staff, visit.place, engagement.id, until))

    with st.container(border=True, gap="small"):
        st.header("How long it is kept", anchor=False)
        st.markdown("After this day all organisations with everything about them, and the campaigns, are erased.")
        now: datetime = visit.place.now()
        st.date_input(
            "Everything is erased after, UTC",
            value=engagement.retain_until.date() if engagement.retain_until else None,
            min_value=min(now, engagement.retain_until or now).date(),
            max_value=(now + LONGEST).date(),
            format="YYYY-MM-DD",
            key=key,
            on_change=keep,
        )
