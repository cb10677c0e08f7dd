"""A screen for consultants and administrators, asked for by somebody who is not signed in."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from assessment.ui import widgets
from assessment.ui.downloads import NEXT, SIGN_IN
from assessment.ui.session import Visit


def show(visit: Visit) -> None:
    """Why nothing shows, and the way in; it leads back here."""
    with widgets.column(gap="medium"):
        widgets.notices()
        st.title("Sign in first", anchor=False)
        st.markdown(
            "This page is for consultants and administrators. You are not signed in, or not any more: a sign-in ends "
            "after twelve hours without use, after seven days, and when it is signed out elsewhere."
        )
        widgets.link("Sign in", f"{SIGN_IN}?{urlencode({NEXT: _here()})}", primary=True)
        if visit.sitting is not None:
            widgets.muted("If you came to answer, your private link leads back to your answers.")


def _here() -> str:
    """The address of this page, without the host."""
    url = urlsplit(st.context.url or "")
    said = urlencode({name: value for name, value in st.query_params.items() if name != "tab"})
    return f"{url.path or '/'}{'?' if said else ''}{said}"
