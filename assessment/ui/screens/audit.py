"""The append-only record of who did what, newest first; for administrators."""

from urllib.parse import urlencode

import streamlit as st

from assessment.errors import AccessError
from assessment.model import AuditEntry
from assessment.ui import navigation as to
from assessment.ui import opened, staff_line, widgets
from assessment.ui.downloads import ABOUT, AUDIT_CSV, BY
from assessment.ui.session import Visit
from assessment.workflow import auditing

PAGE = "audit_page"
COLUMNS = ("When", "Who", "Did", "To", "Note")


def show(visit: Visit) -> None:
    """What to look for, a page of entries, and the way to older ones."""
    with widgets.column(widgets.WIDE, gap="medium"):
        staff_line.show(visit, to.AUDIT)
        widgets.notices()
        st.title("Audit log", anchor=False)
        try:
            kinds, names = auditing.choices(visit.staff, visit.place)
        except AccessError:
            st.markdown("Only administrators read it.")
            return
        widgets.muted("Who did what and when, by names and ids. What anybody answered never stands here.")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            about = st.selectbox(
                "About", kinds, index=None, placeholder="Anything", key="audit_about", on_change=_newest
            )
            by = st.selectbox(
                "By",
                list(names),
                index=None,
                format_func=lambda id: names[id],
                placeholder="Anybody",
                key="audit_by",
                on_change=_newest,
            )
            wanted = {name: value for name, value in ((ABOUT, about), (BY, by)) if value}
            widgets.link("As a table (CSV)", f"{AUDIT_CSV}?{urlencode(wanted)}")
        _entries(visit, about, by)


def _entries(visit: Visit, about: str | None, by: str | None) -> None:
    page: int = st.session_state.get(PAGE, 0)
    log = auditing.read(visit.staff, visit.place, about, by, page)
    if not log.entries:
        widgets.muted("Nothing of that kind was done.")
    else:
        opened.block(opened.table(COLUMNS, [_row(entry, log.names) for entry in log.entries]))
    with st.container(horizontal=True):
        if page and st.button("Newer", icon=":material/arrow_back:", key="audit_newer"):
            st.session_state[PAGE] = page - 1
            st.rerun()
        if log.has_older and st.button("Older", icon=":material/arrow_forward:", key="audit_older"):
            st.session_state[PAGE] = page + 1
            st.rerun()


def _row(entry: AuditEntry, names: dict[str, str]) -> tuple[str, ...]:
    who, what = entry.actor.subject or "", entry.subject or ""
    by = names.get(who, f"{entry.actor.role} {who}".strip())
    moment = widgets.local(entry.at)
    return (
        f"{widgets.day(entry.at)}, {moment:%H:%M}",
        by,
        entry.verb,
        f"{entry.subject_kind} {names.get(what, what)}".strip(),
        entry.note or "",
    )


def _newest() -> None:
    st.session_state[PAGE] = 0
