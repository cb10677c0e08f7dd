"""Whether a planned segment lies within reach of what the company can do today."""

from functools import partial

import streamlit as st

from assessment.model import AdjacencyFinding, AdjacencyRules, AdjacencyTest, SegmentStatus
from assessment.targeting import adjacency
from assessment.targeting.explaining_adjacency import coverage_words, explain
from assessment.ui import capability_rows, opened, tested_segment, widgets
from assessment.ui import navigation as to
from assessment.ui.adjacency_words import cheapest, gaps, is_begun, kinds, step_row, steps_title, still_open
from assessment.ui.literal import literal, printed
from assessment.ui.opened import plain
from assessment.ui.session import Visit
from assessment.wording import sentence_start
from assessment.workflow import segment_tests, segmenting

INTRODUCTION = (
    "A new segment is within reach when what you are good at today covers what it asks for, and when little else "
    "would be new."
)
NONE_PLANNED = (
    "This test is for segments without revenue. Name the new one among your customers and mark it as planned; then "
    "come back."
)
STEP_HEADS = ("Capability", "From and to", "Verdict and coverage then")


def show(visit: Visit) -> None:
    """The planned segment named in the address, else the first one."""
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    rules = standing.rules.adjacency
    if not standing.segments or rules is None:
        to.go(to.SEGMENTS)
    planned = [each for each in standing.segments if each.status is SegmentStatus.PLANNED]
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        if not planned:
            _none_planned(visit, rules)
            return
        segment = tested_segment.named(planned)
        tests = segment_tests.tests_of(visit.actor, visit.place).get(segment.id)
        finding = adjacency.finding_of(rules, (tests.adjacency if tests else None) or AdjacencyTest())
        with st.container(gap="xsmall"):
            widgets.muted(f"Within reach? {literal(segment.name)}")
            st.title(_title(finding), anchor=False)
            widgets.muted(printed(INTRODUCTION))
        tested_segment.choose(visit, to.ADJACENCY, "Segment to test", planned, segment)
        capability_rows.capabilities(visit, segment.id, rules, finding)
        capability_rows.changes(visit, segment.id, rules, finding)
        _outcome(rules, finding)
        forget = partial(segment_tests.forget_adjacency, visit.actor, visit.place, segment.id)
        tested_segment.onwards(visit, segment, "Remove this test", forget if is_begun(finding) else None)


def _none_planned(visit: Visit, rules: AdjacencyRules) -> None:
    st.title("No segment is planned", anchor=False)
    st.markdown(printed(NONE_PLANNED))
    _base_rate(rules)
    if st.button("Your customers", type="primary", icon=":material/groups:", key=visit.key("to_segments")):
        to.go(to.SEGMENTS)


def _title(finding: AdjacencyFinding) -> str:
    return printed(finding.verdict.sense) if finding.verdict else "Is it within reach of what you can do today?"


def _outcome(rules: AdjacencyRules, finding: AdjacencyFinding) -> None:
    """The figures and the verdict, each open to its arithmetic, as far as they can be said."""
    explained = explain(rules, finding)
    with st.container(border=True, gap="small", key="comes_out"):
        if finding.verdict is None:
            st.header("No verdict yet", anchor=False)
            st.markdown(f"{sentence_start(still_open(finding))}.")
        else:
            st.header("Why this verdict", anchor=False)
        lines = []
        if finding.verdict is not None:
            lines.append(opened.figure(f"Verdict <b>{plain(finding.verdict.name)}</b>", [explained["verdict"]]))
        if finding.coverage is not None:
            coverage = f"Coverage <b>{plain(coverage_words(rules, finding.coverage))}</b>"
            lines.append(opened.figure(coverage, [explained["coverage"]]))
            lines.append(opened.figure(_first_bold(gaps(len(finding.critical))), [explained["critical"]]))
        if finding.distance is not None:
            lines.append(opened.figure(_first_bold(kinds(finding.distance)), [explained["distance"]]))
        if said := cheapest(rules, finding):
            lines.append(f"<p>{plain(said)}</p>")
        if len(finding.steps) > 1:
            rows = [step_row(rules, step) for step in finding.steps]
            lines.append(opened.disclosure(plain(steps_title(finding)), opened.table(STEP_HEADS, rows)))
        if lines:
            opened.block(*lines)
        _base_rate(rules)


def _first_bold(words: str) -> str:
    number, _, rest = sentence_start(words).partition(" ")
    return f"<b>{plain(number)}</b> {plain(rest)}"


def _base_rate(rules: AdjacencyRules) -> None:
    widgets.small(printed(f"{rules.base_rate} (source: {rules.source})."))
