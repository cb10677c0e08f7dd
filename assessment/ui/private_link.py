"""The private link that brings a respondent back on any device: to copy, to mail, and as a QR code."""

from urllib.parse import quote, urlsplit

import segno
import streamlit as st

from assessment.ui.place import settings
from assessment.ui.session import Visit

# In the session: whether the link is to be shown on the next page.
KEEP = "keep_private_link"


def address(visit: Visit) -> str:
    """The private link. Its secret lives in this browser's cookie and, hashed, in the database."""
    return f"{origin()}/r/{visit.token}"


def origin() -> str:
    """The public address of the app: as configured, else as this browser reached it."""
    if (configured := settings().base_url) is not None:
        return configured
    url = urlsplit(st.context.url or "http://localhost")
    return f"{url.scheme}://{url.netloc}"


def ways_to_keep(visit: Visit) -> None:
    """Copy, mail and QR code."""
    ways_to_pass_on(
        address(visit),
        "Mail it to yourself",
        "My private link to the customer strategy assessment",
        "With this link I can go on where I was. Whoever has it can see and change my answers.",
    )
    st.markdown(
        ":small[:gray[Scan it to go on on your phone. Whoever has the link can see and change the answers: "
        "keep it to yourself.]]"
    )


def ways_to_pass_on(link: str, mail: str, subject: str, body: str) -> None:
    """A link to copy, to mail (`mail`: what the link to do so says) and as a QR code."""
    st.code(link, language=None, wrap_lines=True)
    st.markdown(f"[{mail}](mailto:?subject={quote(subject)}&body={quote(f'{body}{chr(10) * 2}{link}{chr(10)}')})")
    with st.container(width=190):
        st.image(
            segno.make(link, error="m").svg_data_uri(scale=4, border=2, dark="#14213D", light="#FFFFFF"),
            width=180,
            alt="The link as a QR code",
        )


def show_if_new(visit: Visit) -> None:
    """The link to those who have just begun where it is their only way back."""
    if st.session_state.pop(KEEP, False):
        show_private_link(visit)


@st.dialog("Your private link")
def show_private_link(visit: Visit) -> None:
    """The link over the page that asked for it."""
    st.markdown("It brings you back to your answers, on any device, without an account.")
    ways_to_keep(visit)
