"""The top line of every screen for consultants and administrators."""

from html import escape

import streamlit as st

from assessment.model import Account, Role
from assessment.ui import navigation as to
from assessment.ui import session
from assessment.ui.downloads import SIGN_OUT
from assessment.ui.posting import MARK, mark_of
from assessment.ui.session import Visit
from assessment.workflow import accounts

SCREENS = {to.WORKSPACE: "Workspace", to.ACCOUNTS: "Accounts", to.AUDIT: "Audit log"}
FOR_CONSULTANTS = {to.WORKSPACE: "Workspace", to.ACCOUNTS: "Your account"}


def show(visit: Visit, here: str) -> Account:
    """Who is signed in, the ways to the other screens, and the way out; gives the account. `here`: this screen."""
    account = accounts.own(visit.staff, visit.place)
    screens = SCREENS if account.role is Role.ADMINISTRATOR else FOR_CONSULTANTS
    ways = "".join(
        f'<a href="/{name}" target="_self"{" aria-current=page" if name == here else ""}>{label}</a>'
        for name, label in screens.items()
    )
    mark = mark_of(session.sign_in_token() or "")
    # By a page of its own and not by a button: only so does the browser lose its cookie.
    out = (
        f'<form method="post" action="{SIGN_OUT}"><input type="hidden" name="{MARK}" value="{escape(mark)}">'
        "<button>Sign out</button></form>"
    )
    name = f"<span>{escape(account.name)}</span>"
    st.html(f'<div class="staff_line"><nav aria-label="For staff">{ways}</nav>{name}{out}</div>')
    return account
