"""What was looked into for a segment, in a sentence each, with the way to its page."""

from collections.abc import Mapping
from html import escape

from assessment.model import (
    AdjacencyTest,
    Portfolio,
    RivalScorecard,
    Segment,
    SegmentStatus,
    SegmentTests,
    TargetingRules,
)
from assessment.targeting import adjacency, rivals
from assessment.ui import adjacency_words, rival_words
from assessment.ui import navigation as to
from assessment.ui.opened import plain
from assessment.ui.segment_rows import SEGMENT

COMPARE, TEST = "Compare with two rivals", "Test whether it is within reach"
OPEN = "Open"


def by_segment(rules: TargetingRules, portfolio: Portfolio, tests: Mapping[str, SegmentTests]) -> dict[str, str]:
    """What was looked into for each segment, by its id, as HTML."""
    segments = [finding.segment for finding in portfolio.findings]
    return {each.id: _lines(rules, each, tests.get(each.id, SegmentTests())) for each in segments}


def _lines(rules: TargetingRules, segment: Segment, found: SegmentTests) -> str:
    """The outcomes, or the invitations; the test of nearness only before there is revenue."""
    said = []
    if rules.rivals is not None:
        criterion = next(each for each in rules.criteria if each.id == rules.rivals.criterion)
        finding = rivals.finding_of(rules.rivals, found.rivals or RivalScorecard())
        said.append(_line(to.RIVALS, segment, rival_words.on_card(finding, criterion, segment), COMPARE))
    if rules.adjacency is not None and segment.status is SegmentStatus.PLANNED:
        near = adjacency.finding_of(rules.adjacency, found.adjacency or AdjacencyTest())
        said.append(_line(to.ADJACENCY, segment, adjacency_words.on_card(rules.adjacency, near), TEST))
    return "".join(said)


def _line(page: str, segment: Segment, outcome: str, invitation: str) -> str:
    """The outcome with a way to open it, or the invitation; whoever only hears the link hears where it leads."""
    address = escape(f"/{page}?{SEGMENT}={segment.id}")
    shown, heard = (OPEN, f"{invitation}, ") if outcome else (invitation, "")
    words = f'{plain(shown)}<span class="unseen">, {plain(heard + segment.name)}</span>'
    return f'<p>{plain(outcome)} <a href="{address}" target="_self">{words}</a></p>'
