"""What a planned segment asks for: capabilities and changes one below the other, each word stored at once."""

from functools import partial

import streamlit as st

from assessment.model import RATINGS, AdjacencyFinding, AdjacencyRules, ChangeKind, NeededCapability
from assessment.rounding import percent
from assessment.ui import tested_segment, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.segment_rows import LONGEST_NUMBER, share_text
from assessment.ui.session import Visit
from assessment.workflow import segment_tests, segments_elsewhere

SCALE = {rating: str(rating) for rating in RATINGS}
NEW_WORDS = {True: "New", False: "As today"}
HINT = (
    "What one must be good at to win here. For each: what it weighs, and how good you are and must be, from 1, hardly "
    "begun, over 3, as good as most, to 5, among the best. Weights are brought to 100\N{NO-BREAK SPACE}%."
)


def capabilities(visit: Visit, segment: str, rules: AdjacencyRules, finding: AdjacencyFinding) -> None:
    """All capabilities, and a field for one more."""
    named = finding.test.capabilities
    with st.container(gap="small", key="capabilities"):
        with st.container(gap="xxsmall"):
            st.header("Which capabilities does it need?", anchor=False)
            widgets.small(printed(HINT))
        for number, capability in enumerate(named, 1):
            _card(visit, segment, number, capability, finding)
        if len(named) < rules.most:
            label = "Another capability" if named else "First capability"
            save = partial(segment_tests.add_capability, visit.actor, visit.place, segment)
            longest = segment_tests.LONGEST_TESTED
            tested_segment.add_line(f"capability_{segment}", label, "Add this capability", longest, save)


def _card(visit: Visit, segment: str, number: int, capability: NeededCapability, finding: AdjacencyFinding) -> None:
    this = (visit.actor, visit.place, segment, capability.id)
    with st.container(border=True, gap="xsmall", key=f"needed_{number}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
            st.subheader(f":gray[{number}] {literal(capability.name)}", anchor=False, width="stretch")
            rename, remove = (
                partial(segment_tests.rename_capability, *this),
                partial(segment_tests.remove_capability, *this),
            )
            longest = segment_tests.LONGEST_TESTED
            tested_segment.change_line(visit, number, capability.id, capability.name, longest, rename, remove)
        with st.container(horizontal=True, gap="small"):
            with st.container(width=110):
                _weight(visit, segment, capability)
            with st.container(width="content"):
                save = partial(segment_tests.rate_have, *this)
                widgets.one_of(visit, f"have_{capability.id}", "We have", SCALE, capability.have, save)
            with st.container(width="content"):
                save = partial(segment_tests.rate_need, *this)
                widgets.one_of(visit, f"need_{capability.id}", "It needs", SCALE, capability.need, save)
        widgets.small(_said(capability, finding))


def _weight(visit: Visit, segment: str, capability: NeededCapability) -> None:
    def save(written: str) -> None:
        weight = segments_elsewhere.share_in(written)
        segment_tests.weigh_capability(visit.actor, visit.place, segment, capability.id, weight)

    stored = share_text(capability.weight) if capability.weight else ""
    widgets.line(visit, f"weight_{capability.id}", "Weight, %", LONGEST_NUMBER, stored, save)


def _said(capability: NeededCapability, finding: AdjacencyFinding) -> str:
    """What it counts among all, and whether its gap is critical."""
    weight = finding.weights.get(capability.id)
    if weight is None:
        return f"{3 - capability.unsaid} of 3 said" if capability.unsaid else ""
    counts = f"Counts {percent(weight)}"
    return literal(f"{counts} · critical gap" if capability in finding.critical else counts)


def changes(visit: Visit, segment: str, rules: AdjacencyRules, finding: AdjacencyFinding) -> None:
    """Whether each kind of change comes with the segment."""
    with st.container(gap="small", key="changes"):
        st.header("What would be new for the company?", anchor=False)
        with st.container(border=True, gap="small", key="kinds_of_change"):
            for kind in rules.changes:
                _change(visit, segment, kind, finding.test.changes.get(kind.id))


def _change(visit: Visit, segment: str, kind: ChangeKind, stored: bool | None) -> None:
    save = partial(segment_tests.say_new, visit.actor, visit.place, segment, kind.id)
    with st.container(gap=None):
        widgets.one_of(visit, f"new_{kind.id}_{segment}", kind.name, NEW_WORDS, stored, save)
        widgets.small(printed(f"{kind.hint}."))
