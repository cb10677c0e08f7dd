"""What follows from segments with how it came about, computed once for as long as nothing of it changes."""

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from assessment.model import Explanation, Portfolio, TargetingRules
from assessment.targeting.explaining_spend import explain
from assessment.workflow.segmenting import Segmentation

# Names of customers are among it, so it is not kept for long.
KEPT, SECONDS_KEPT = 64, 600


@dataclass(frozen=True)
class Judged:
    """A portfolio under its rules, with the explanations of its figures."""

    rules: TargetingRules
    portfolio: Portfolio
    explained: dict[str, Explanation]


def judged(segmentation: Segmentation) -> Judged | None:
    """What follows; none where there are no segments, or problems keep them from being judged. Never change it."""
    if segmentation.problems or not segmentation.segments:
        return None
    rules = segmentation.rules
    weights = [criterion.weight for criterion in rules.criteria]
    said = (rules.content_hash, weights, rules.own_weights, segmentation.segments, segmentation.not_attributable)
    return _kept(sha256(repr(said).encode()).hexdigest(), segmentation)


@st.cache_resource(max_entries=KEPT, ttl=SECONDS_KEPT, show_spinner=False)
def _kept(content: str, _segmentation: Segmentation) -> Judged:  # noqa: ARG001 - what it is known by
    portfolio = _segmentation.portfolio
    assert portfolio is not None, "there are segments without problems"
    return Judged(_segmentation.rules, portfolio, explain(_segmentation.rules, portfolio))
