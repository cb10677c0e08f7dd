"""What is looked into for one segment beside its ratings."""

from dataclasses import dataclass

from assessment.model.adjacency import AdjacencyTest
from assessment.model.rivals import RivalScorecard


@dataclass(frozen=True)
class SegmentTests:
    """The comparison with rivals of a segment, and whether it is within reach; none where nothing was said."""

    rivals: RivalScorecard | None = None
    adjacency: AdjacencyTest | None = None
