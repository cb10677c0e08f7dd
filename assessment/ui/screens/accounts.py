"""One's own account, and for administrators everybody's: adding, disabling, roles and one-time links."""

from functools import partial

import streamlit as st

from assessment import access
from assessment.model import Account, Role
from assessment.ui import navigation as to
from assessment.ui import session, staff_line, widgets
from assessment.ui.downloads import PASSWORD
from assessment.ui.literal import literal
from assessment.ui.private_link import origin
from assessment.ui.session import Visit
from assessment.workflow import accounts
from assessment.workflow.accounts import LINK_HOURS, LONGEST_EMAIL, LONGEST_NAME

HANDED_OVER = "handed_over"
ROLES = {Role.CONSULTANT: "Consultant", Role.ADMINISTRATOR: "Administrator"}


def show(visit: Visit) -> None:
    """The own account; below it, for administrators, all accounts."""
    with widgets.column(gap="medium"):
        own = staff_line.show(visit, to.ACCOUNTS)
        if st.query_params.get("said") == "changed":
            st.info("The password is changed; you are signed out everywhere else.", icon=":material/info:")
        widgets.notices()
        is_administrator = own.role is Role.ADMINISTRATOR
        st.title("Accounts" if is_administrator else "Your account", anchor=False)
        _link_to_hand_over(visit)
        if is_administrator:
            _everybody(visit, own)
            _add(visit)
        _own(visit, own)


def _link_to_hand_over(visit: Visit) -> None:
    """The one-time link that was made last; it is kept nowhere else and shows until it is put away."""
    if (made := st.session_state.get(HANDED_OVER)) is None:
        return
    name, link = made
    with st.container(border=True, gap="small"):
        st.header(f"Link for {literal(name)}", anchor=False)
        st.markdown(
            f"Hand it over in person or by a way that only they read. It sets a password once, within {LINK_HOURS} "
            "hours, and is shown only now."
        )
        st.code(link, language=None, wrap_lines=True)
        if st.button("I have handed it over", key=visit.key("handed_over")):
            st.session_state.pop(HANDED_OVER)
            st.rerun()


def _own(visit: Visit, own: Account) -> None:
    with st.container(border=True, gap="small"):
        st.header("You", anchor=False)
        widgets.muted(f"{literal(own.email)}, {own.role}")
        widgets.line(visit, "name", "Name", LONGEST_NAME, own.name, partial(accounts.rename, visit.staff, visit.place))
        if own.has_password:
            widgets.link("Change your password", PASSWORD)
        else:
            widgets.muted("You sign in by your identity provider; a link from an administrator sets a password too.")
        if st.button("Sign out everywhere", icon=":material/logout:", key=visit.key("everywhere")):
            session.attempt(lambda: accounts.sign_out_everywhere(visit.staff, visit.place))
            st.rerun()


def _everybody(visit: Visit, own: Account) -> None:
    with st.container(gap="small"):
        for account in accounts.everybody(visit.staff, visit.place):
            _one(visit, account, account.id == own.id)


def _one(visit: Visit, account: Account, is_own: bool) -> None:
    with st.container(border=True, gap="small", key=visit.key("account", account.id)):
        mark = " (you)" if is_own else ""
        st.header(f"{literal(account.name)}{mark}", anchor=False)
        widgets.muted(f"{literal(account.email)} · {_standing(account)}")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            if not account.is_enabled:
                _button(visit, account, "Enable", partial(accounts.enable, visit.staff, visit.place, account.id))
                return
            widgets.always_one_of(
                visit,
                f"role_{account.id}",
                f"Role of {account.name}",
                ROLES,
                account.role,
                partial(accounts.put_role, visit.staff, visit.place, account.id),
            )
            _button(visit, account, "New link", partial(_new_link, visit, account))
            _button(visit, account, "Disable", partial(accounts.disable, visit.staff, visit.place, account.id))


def _standing(account: Account) -> str:
    if account.disabled_at is not None:
        return f"disabled since {widgets.day(account.disabled_at)}"
    ways = [*(["a password"] if account.has_password else []), *(["an identity provider"] if account.identity else [])]
    return f"signs in by {' or '.join(ways)}" if ways else "has not set a password yet"


def _button(visit: Visit, account: Account, label: str, do: partial[None]) -> None:
    key = visit.key(label.lower().replace(" ", "_"), account.id)
    # The name tells buttons of the same words apart.
    if st.button(label, key=key, help=f"{label}: {literal(account.name)}"):
        session.attempt(do)
        st.rerun()


def _new_link(visit: Visit, account: Account) -> None:
    token = access.new_token()
    accounts.make_link(visit.staff, visit.place, account.id, token)
    _hand_over(account, token)


def _hand_over(account: Account, token: str) -> None:
    st.session_state[HANDED_OVER] = account.name, f"{origin()}/setup/{token}"


def _add(visit: Visit) -> None:
    keys = tuple(visit.key(name) for name in ("their_name", "their_email", "their_role"))
    with st.form(visit.key("add")):
        st.header("Add somebody", anchor=False)
        st.text_input("Their name", max_chars=LONGEST_NAME, key=keys[0])
        st.text_input("Their e-mail address", max_chars=LONGEST_EMAIL, key=keys[1])
        st.radio("Role", list(ROLES), format_func=ROLES.__getitem__, horizontal=True, key=keys[2])
        st.form_submit_button(
            "Add and make a link", type="primary", key=visit.key("add_now"), on_click=_add_now, args=(visit, *keys)
        )


def _add_now(visit: Visit, *keys: str) -> None:
    """Add whom the fields name, and empty them; what is refused stays in them."""
    name, email, role = (st.session_state[key] for key in keys)
    if session.attempt(partial(_added, visit, email, name, role)):
        st.session_state.update(dict.fromkeys(keys[:2], ""))


def _added(visit: Visit, email: str, name: str, role: Role) -> None:
    token = access.new_token()
    _hand_over(accounts.add(visit.staff, visit.place, email, name, role, token), token)
