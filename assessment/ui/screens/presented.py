"""One frozen presentation of a verdict, as its owner or the holder of a share link reads it."""

import streamlit as st

from assessment import access
from assessment.access import COOKIE_READING
from assessment.errors import AccessError
from assessment.model import PHASE_WORDS, STATUS_WORDS, Actor
from assessment.ui import downloads, opened, verdict_page, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal
from assessment.ui.screens.presentations import SHOWN
from assessment.ui.screens.verdict import WIDTH
from assessment.ui.session import Visit
from assessment.wording import counted, sentence_start
from assessment.workflow import presenting
from assessment.workflow.presenting import Presented


def show_own(visit: Visit) -> None:
    """The presentation that the address names, to whom it belongs."""
    with widgets.column(WIDTH, gap="medium"):
        _show(visit, visit.actor, st.query_params.get(SHOWN))
        if st.button("To all presentations", icon=":material/arrow_back:", key=visit.key("presentations")):
            to.go(to.PRESENTATIONS)


def show_shared(visit: Visit) -> None:
    """The presentation of the share link that this browser followed."""
    reader = presenting.reader(visit.place, access.as_token(st.context.cookies.get(COOKIE_READING)))
    with widgets.column(WIDTH, gap="medium"):
        _show(visit, reader, reader.subject)


def _show(visit: Visit, actor: Actor, id: str | None) -> None:
    try:
        shown = presenting.presented(actor, visit.place, id or "")
    except AccessError:
        _nothing_to_read()
        return
    presentation = shown.presentation
    widgets.report_line(shown.unit, f"As presented on {widgets.day(presentation.presented_at)}")
    if shown.differing:
        st.warning(literal(presenting.computed_otherwise(shown)), icon=":material/info:")
    verdict_page.show(shown.assessment, shown.unit, shown.is_synthetic, plan=shown.plan)
    _plan(shown)
    widgets.small(f"Kept as it was presented, content {presentation.content_hash[:12]}.")
    widgets.link("The verdict on one page (PDF)", downloads.presented(presentation.id))


def _plan(shown: Presented) -> None:
    """The plan as it stood, in its order; what was dropped says so."""
    if not shown.plan:
        return
    label = shown.assessment.questionnaire.dimension
    rows = [
        (
            f"{number}. {label[entry.dimension].label}",
            entry.action,
            entry.owner,
            widgets.date_text(entry.due) if entry.due else "",
            PHASE_WORDS[entry.phase] if entry.phase else "",
            STATUS_WORDS[entry.status],
        )
        for number, entry in enumerate(shown.plan, 1)
    ]
    noun = sentence_start(shown.assessment.questionnaire.dimension_noun)
    with st.container(gap="small"):
        st.header(f"The plan: {counted(len(rows), 'action')}", anchor=False)
        opened.block(opened.table((noun, "Action", "Owner", "By", "When", "Status"), rows))


def _nothing_to_read() -> None:
    st.title("There is nothing to read here", anchor=False)
    st.markdown(
        "This link leads nowhere, or not any more: it was revoked, its time is over, or what it showed was "
        "erased. Ask whoever gave it to you for a new one."
    )
