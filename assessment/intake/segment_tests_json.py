"""What was looked into for segments in the form in which it is taken along: plain values, without stored ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessment.model import AdjacencyTest, RivalScorecard, Segment, SegmentTests


def said(segments: Sequence[Segment], tests: Mapping[str, SegmentTests]) -> list[dict[str, Any]]:
    """Everything that was said for the segments of which anything was, in their order."""
    return [{"segment": each.name, **_said(tests[each.id])} for each in segments if each.id in tests]


def _said(tests: SegmentTests) -> dict[str, Any]:
    return {
        "rivals": None if tests.rivals is None else _rivals(tests.rivals),
        "adjacency": None if tests.adjacency is None else _adjacency(tests.adjacency),
    }


def _rivals(scorecard: RivalScorecard) -> dict[str, Any]:
    return {
        "names": {player.value: name for player, name in scorecard.names.items()},
        "elements": [
            {
                "kind": each.kind,
                "name": each.name,
                "ratings": {player.value: par.value for player, par in each.ratings.items()},
            }
            for each in scorecard.elements
        ],
    }


def _adjacency(test: AdjacencyTest) -> dict[str, Any]:
    return {
        "capabilities": [
            {
                "name": each.name,
                "weight": None if each.weight is None else str(each.weight),
                "have": each.have,
                "need": each.need,
            }
            for each in test.capabilities
        ],
        "changes": dict(test.changes),
    }
