"""Accounts with who decides, pays, advises and uses there: read at a glance, one at a time to be filled in."""

from datetime import date
from functools import partial

import streamlit as st

from assessment.model import Audience, BuyingRole, KeyAccount, Written
from assessment.ui import opened, session, widgets
from assessment.ui.literal import literal, titled
from assessment.ui.opened import plain
from assessment.ui.session import Visit
from assessment.workflow import writing
from assessment.written_words import NOBODY, is_gap, standing

# The account that is being filled in.
OPEN = "open_account"


def card(visit: Visit, written: Written, number: int, account: KeyAccount, audience: Audience) -> None:
    """One account: its roles with the blanks marked, or the fields to fill them in."""
    with st.container(border=True, gap="small", key=f"account_{number}"):
        is_open = st.session_state.get(OPEN) == account.id
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(width="stretch"):
                st.subheader(literal(account.name), anchor=False)
            st.button(
                f":green[{'Done with' if is_open else 'Fill in'} account {number}]",
                type="tertiary",
                key=visit.key("open", account.id),
                on_click=_turn,
                args=(None if is_open else account.id,),
            )
        if not is_open:
            opened.block(_roles(written, account))
            return
        for role in written.pages.roles:
            _fields(visit, account, role, audience, written.as_of)
        _change(visit, number, account)


def _turn(id: str | None) -> None:
    st.session_state[OPEN] = id


def _roles(written: Written, account: KeyAccount) -> str:
    """Who plays which role, as HTML; what is missing is said in words."""
    cells = []
    for role in written.pages.roles:
        contact = account.contact(role.id)
        said = standing(contact, written.as_of)
        person = f"{plain(contact.person)}<br>" if said != NOBODY else ""
        mark = ' class="decide"' if is_gap(contact, written.as_of) else ""
        cells.append(f"<div><dt>{plain(role.name)}</dt><dd>{person}<span{mark}>{plain(said)}</span></dd></div>")
    return f'<dl class="roles">{"".join(cells)}</dl>'


def _fields(visit: Visit, account: KeyAccount, role: BuyingRole, audience: Audience, today: date) -> None:
    contact, name = account.contact(role.id), f"{account.id}_{role.id}"
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        with st.container(width="stretch", gap="xxsmall", key=f"person_of_{name}"):
            st.markdown(f"**{titled(role.name)}** {literal(role.meaning)}")
            save_person = partial(writing.name_person, visit.actor, visit.place, account.id, role.id)
            label, hint = f"{role.name}, name or function", f"Such as: {audience.roles[role.id]}"
            widgets.line(visit, f"person_{name}", label, writing.LONGEST_PERSON, contact.person, save_person, hint)
        with st.container(width=220):
            save_last = partial(writing.put_last_contact, visit.actor, visit.place, account.id, role.id)
            label = f"Last contact, {role.blank}"
            widgets.date_field(visit, f"last_{name}", label, contact.last_contact, save_last, True, latest=today)


def _change(visit: Visit, number: int, account: KeyAccount) -> None:
    """What is needed seldom: another name, removal."""
    with st.popover(f":gray[Rename or remove account {number}]", type="tertiary"):
        save = partial(writing.rename_account, visit.actor, visit.place, account.id)
        widgets.line(visit, f"account_{account.id}", "Name of the account", writing.LONGEST_ACCOUNT, account.name, save)
        if st.button("Remove", icon=":material/delete:", key=visit.key("remove", account.id)):
            _confirm(visit, account)


@st.dialog("Remove this account?")
def _confirm(visit: Visit, account: KeyAccount) -> None:
    st.markdown(f"**{literal(account.name)}** goes with everybody named there. It cannot be undone.")
    if st.button("Remove it", type="primary", key=visit.key("remove_now", account.id)):
        session.attempt(partial(writing.remove_account, visit.actor, visit.place, account.id))
        st.rerun()
