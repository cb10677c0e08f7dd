"""Segments come back from the form in which they are taken along and frozen as they were."""

import json
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.intake.segments_json import read, said
from assessment.model import Segment
from tests.targeting.test_zones import segments


@settings(deadline=None)
@given(segments(), st.fractions(0, 1))
def test_nothing_is_lost_on_the_way(found: list[Segment], rest: Fraction) -> None:
    """Through JSON, with every share to the last digit."""
    assert read(json.loads(json.dumps(said(found, rest)))) == (tuple(found), rest)
