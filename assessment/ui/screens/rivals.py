"""An optional second view of one segment: the company beside two named rivals, and the rating that this suggests."""

from functools import partial

import streamlit as st

from assessment.model import Criterion, RivalFinding, RivalRules, RivalScorecard, Segment, TargetingRules
from assessment.targeting import rivals
from assessment.targeting.explaining_rivals import explain, player_name
from assessment.ui import navigation as to
from assessment.ui import opened, rival_rows, session, tested_segment, widgets
from assessment.ui.literal import literal, printed
from assessment.ui.opened import plain
from assessment.ui.rival_words import is_begun, leader, outcome, still_open, suggestion
from assessment.ui.session import Visit
from assessment.wording import sentence_start
from assessment.workflow import segment_tests, segmenting

INTRODUCTION = (
    "Say for each line how you and two rivals stand against what is usual in this market. The points then show who "
    "leads, and what that suggests for the rating of “{criterion}”."
)


def show(visit: Visit) -> None:
    """The segment named in the address, else the first one."""
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    rules = standing.rules.rivals
    if not standing.segments or rules is None:
        to.go(to.SEGMENTS)
    segment = tested_segment.named(standing.segments)
    tests = segment_tests.tests_of(visit.actor, visit.place).get(segment.id)
    scorecard = (tests.rivals if tests else None) or RivalScorecard()
    finding = rivals.finding_of(rules, scorecard)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xsmall"):
            widgets.muted(f"Two rivals in {literal(segment.name)}")
            st.title(_title(finding), anchor=False)
            widgets.muted(printed(INTRODUCTION.format(criterion=_criterion(standing.rules, rules).name)))
        tested_segment.choose(visit, to.RIVALS, "Segment to compare in", standing.segments, segment)
        rival_rows.rivals(visit, segment.id, scorecard)
        for kind in rules.kinds:
            rival_rows.of_kind(visit, segment.id, rules, kind, scorecard)
        _outcome(visit, rules, _criterion(standing.rules, rules), segment, finding)
        forget = partial(segment_tests.forget_rivals, visit.actor, visit.place, segment.id)
        tested_segment.onwards(visit, segment, "Remove this comparison", forget if is_begun(finding) else None)


def _criterion(rules: TargetingRules, of: RivalRules) -> Criterion:
    return next(criterion for criterion in rules.criteria if criterion.id == of.criterion)


def _title(finding: RivalFinding) -> str:
    return printed(outcome(finding)) if finding.totals else "How do you stand against two rivals?"


def _outcome(visit: Visit, rules: RivalRules, criterion: Criterion, segment: Segment, finding: RivalFinding) -> None:
    """The totals, the margin and the rating suggested, each open to its arithmetic; or what is still open."""
    with st.container(border=True, gap="small", key="comes_out"):
        if not finding.totals:
            st.header("No outcome yet", anchor=False)
            st.markdown(printed(f"{sentence_start(still_open(finding))}."))
        else:
            st.header(printed(leader(finding)), anchor=False)
            explained = explain(rules, finding)
            totals = [
                opened.figure(
                    f"{plain(player_name(finding, player))} <b>{plain(str(total))}</b>",
                    [explained[f"total/{player.value}"]],
                )
                for player, total in finding.totals.items()
            ]
            margin = f"Margin to the best rival <b>{plain(str(finding.margin))}</b>"
            suggested = f"{plain(criterion.name)}: <b>{finding.suggested}</b> suggested"
            opened.block(
                *totals,
                opened.figure(margin, [explained["margin"]]),
                opened.figure(suggested, [explained["suggested"]]),
            )
            _take_over(visit, criterion, segment, finding)
        widgets.small(printed(f"{rules.source}. {rules.own_choice}."))


def _take_over(visit: Visit, criterion: Criterion, segment: Segment, finding: RivalFinding) -> None:
    """How the suggestion compares with the rating given, and one click to give it instead."""
    rated, suggested = segment.ratings.get(criterion.id), finding.suggested
    st.markdown(printed(f"{sentence_start(suggestion(finding, rated))}."))
    if rated == suggested:
        return
    if st.button(f"Rate it {suggested}", icon=":material/star_half:", key=visit.key("take_suggestion")):
        # What the rating rests on is not said, and so stays as it is.
        session.attempt(partial(segmenting.rate, visit.actor, visit.place, segment.id, criterion.id, suggested))
        st.rerun()
