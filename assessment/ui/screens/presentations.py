"""Frozen presentations of the verdict: make one, see what changed since, let others read it."""

from datetime import date

import streamlit as st

from assessment import access
from assessment.differences import Difference
from assessment.model import Presentation, ShareLink
from assessment.ui import navigation as to
from assessment.ui import opened, session, widgets
from assessment.ui.literal import literal
from assessment.ui.opened import plain
from assessment.ui.private_link import origin, ways_to_pass_on
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import presenting
from assessment.workflow.presenting import Kept

SHOWN = "presentation"
NEW_LINK = "new_link"


def show(visit: Visit) -> None:
    """Freeze, compare, share; a draft that was never submitted has nothing to freeze."""
    kept = presenting.kept(visit.actor, visit.place)
    if visit.here.is_draft and not kept:
        to.go(to.REVIEW)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        st.title("As presented", anchor=False)
        widgets.muted(
            "Freeze the verdict and the plan as you present them. A presentation keeps showing exactly that, whatever "
            "changes later, and can be shared for reading. Your comments are not in it."
        )
        _freeze(visit)
        for each in kept:
            _presentation(visit, each)
        if st.button("Back to the verdict", icon=":material/arrow_back:", key=visit.key("back")):
            to.go(to.VERDICT)


def _freeze(visit: Visit) -> None:
    submitted = visit.here.stored.submitted_at
    if submitted is None:
        widgets.muted("Your answers are reopened; submit them again to freeze a new presentation.")
        return
    with st.container(border=True, gap="small"):
        st.header("Freeze a presentation", anchor=False)
        title = st.text_input(
            "For whom, or what for (only you see this)",
            max_chars=presenting.LONGEST_TITLE,
            placeholder="Board meeting in March",
            key=visit.key("title"),
        )
        if st.button("Freeze as it stands", type="primary", icon=":material/ac_unit:", key=visit.key("freeze")):
            day = widgets.local(submitted).date()
            if session.attempt(lambda: _freeze_now(visit, title, day)):
                st.rerun()


def _freeze_now(visit: Visit, title: str, day: date) -> None:
    now = visit.place.now()
    presentation = presenting.present(visit.actor, visit.place, title, day)
    if presentation.presented_at < now:
        session.tell(f"Nothing changed since “{presentation.title}”: that presentation shows it already.")


def _presentation(visit: Visit, kept: Kept) -> None:
    presentation = kept.shown.presentation
    with st.container(border=True, gap="small", key=f"presentation_{presentation.id}"):
        st.header(literal(presentation.title), anchor=False)
        widgets.small(
            f"As presented on {widgets.day(presentation.presented_at)}, {widgets.clock(presentation.presented_at)}. "
            f"Content {presentation.content_hash[:12]}."
        )
        _since(kept)
        with st.container(horizontal=True):
            if st.button("Show it", icon=":material/visibility:", key=visit.key("show", presentation.id)):
                to.go(to.PRESENTED, {SHOWN: presentation.id})
            if st.button("Share for reading", icon=":material/share:", key=visit.key("share", presentation.id)):
                st.session_state.pop(NEW_LINK, None)
                _share(visit, presentation)
        for link in kept.links:
            _link(visit, link)


def _since(kept: Kept) -> None:
    """What is not as it was then, each thing with then and now."""
    if kept.shown.differing:
        st.warning(literal(presenting.computed_otherwise(kept.shown)), icon=":material/info:")
    found = kept.since
    if not found:
        widgets.muted("Nothing changed since.")
        return
    said, figures = (sum(1 for each in found if each.is_figure is kind) for kind in (False, True))
    opened.block(
        opened.disclosure(
            plain(
                f"Since then {counted(said, 'thing')} {'was' if said == 1 else 'were'} changed, and "
                f"{counted(figures, 'figure')} came out otherwise"
            ),
            _table(found),
        )
    )


def _table(found: tuple[Difference, ...]) -> str:
    return opened.table(("", "Then", "Now"), [(each.what, each.then, each.now) for each in found])


def _link(visit: Visit, link: ShareLink) -> None:
    """One link that was handed out, and the way to take it back."""
    made = f"Link of {widgets.day(link.created_at)}, {widgets.clock(link.created_at)}"
    if not link.is_valid(visit.place.now()):
        widgets.small(f"{made}, {'revoked' if link.revoked_at else 'expired'}.")
        return
    until = f", valid until {widgets.day(link.expires_at)}" if link.expires_at else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[{made}{until}]", width="content")
        if st.button(":red[Revoke]", type="tertiary", key=visit.key("revoke", link.id)):
            session.attempt(lambda: presenting.revoke(visit.actor, visit.place, link.id))
            st.rerun()


@st.dialog("Share for reading", on_dismiss="rerun")
def _share(visit: Visit, presentation: Presentation) -> None:
    """A link that is shown once; only its hash is kept."""
    token: str | None = st.session_state.get(NEW_LINK)
    if token is not None:
        st.markdown("Whoever has this link can read this presentation and nothing else. It is shown only now: copy it.")
        ways_to_pass_on(
            f"{origin()}/s/{token}",
            "Mail it",
            "A customer strategy verdict to read",
            "With this link you can read the verdict as presented.",
        )
        return
    st.markdown(f"A link to read “{literal(presentation.title)}”, without an account. You can revoke it at any time.")
    days = st.segmented_control(
        "Valid for",
        presenting.DAYS_SHARED,
        default=presenting.DAYS_SHARED[1],
        format_func=lambda count: f":blue[{count} days]",
        key=visit.key("days"),
    )
    if st.button("Make the link", type="primary", disabled=days is None, key=visit.key("make_link")) and days:
        made = access.new_token()
        if session.attempt(lambda: presenting.share(visit.actor, visit.place, presentation.id, made, days)):
            st.session_state[NEW_LINK] = made
        st.rerun(scope="fragment")
