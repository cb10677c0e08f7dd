"""Segments from a file or from a spreadsheet's rows, looked at before they replace anything."""

from functools import partial

import streamlit as st

from assessment import targeting
from assessment.errors import IntakeError
from assessment.rounding import percent
from assessment.ui import downloads, opened, session, uploads, widgets
from assessment.ui.literal import literal
from assessment.ui.segment_rows import STATUS_WORDS
from assessment.ui.session import Visit
from assessment.wording import counted
from assessment.workflow import segmenting, segments_elsewhere
from assessment.workflow.segments_elsewhere import Segments

FILE = "segments_file"
# Counts what was taken over, so that the field for rows is empty afterwards.
PASTED = "segments_pasted"


def show(visit: Visit, standing: int) -> None:
    """A template to take along, and two ways to bring segments in. `standing`: how many there are already."""
    with st.expander("From a file or a spreadsheet", icon=":material/upload_file:"):
        st.markdown(
            "Paste rows with the name, the revenue share and the spend share, or bring a CSV file with ratings too. "
            "You see what is in it; nothing is stored before you take it over."
        )
        widgets.download(visit, "Template (CSV)", downloads.SEGMENTS)
        pasted = _pasted(visit)
        read = partial(segments_elsewhere.read, visit.actor, visit.place)
        filed = uploads.handed_in(FILE, "A file of segments", ["csv"], read)
        found = filed if filed is not None else pasted
        if found is not None:
            _preview(visit, found, standing)


def _pasted(visit: Visit) -> Segments | None:
    # No key of the tab: after a refusal, which gives it a new id, the rows must still be there.
    text = st.text_area("Rows from a spreadsheet", key=f"{PASTED}_{st.session_state.get(PASTED, 0)}")
    if not text.strip():
        return None
    try:
        return segments_elsewhere.read_pasted(visit.actor, visit.place, text)
    except IntakeError as fault:
        st.error(literal(" ".join(fault.problems)), icon=":material/error:")
        return None


def _preview(visit: Visit, found: Segments, standing: int) -> None:
    count = counted(len(found.segments), "segment")
    rows = [
        (
            segment.name,
            percent(segment.revenue_share),
            percent(segment.spend_share),
            STATUS_WORDS[segment.status],
            str(len(segment.ratings)),
        )
        for segment in found.segments
    ]
    if found.not_attributable:
        rows.append(("Not attributable", "", percent(found.not_attributable), "", ""))
    st.markdown(f"**{count} read.**")
    opened.block(opened.table(("Segment", "Revenue", "Spend", "Status", "Ratings"), rows))
    if problems := targeting.problems(found.segments, found.not_attributable):
        st.markdown("\n".join(f"- {literal(problem)}" for problem in problems))
        widgets.small("Shares can still be mended once they are taken over.")
    label = f"Take over {count}"
    if standing:
        label = f"Replace {counted(standing, 'segment')} by {'this one' if len(rows) == 1 else 'these'}"
        widgets.small("What stands here now goes, with its ratings.")
    if st.button(label, type="primary", icon=":material/check:", key=visit.key("take_segments_over")):
        if session.attempt(partial(segmenting.take_over, visit.actor, visit.place, found)):
            uploads.taken_over(FILE)
            st.session_state[PASTED] = st.session_state.get(PASTED, 0) + 1
            session.tell(f"{count} taken over.")
        st.rerun()
