"""Facts of a segment: fields for them, and what they say beside the ratings that they inform."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from assessment.model import Criterion, Fact, Segment, TargetingRules
from assessment.rounding import plain, to_hundredths
from assessment.targeting.facts import doubts, facts_words
from assessment.ui import widgets
from assessment.ui.literal import printed
from assessment.ui.session import Visit
from assessment.workflow import segmenting, typed_facts

LONGEST_NUMBER = 20
# The fields of `SegmentFacts` that are numbers, with their labels.
NUMBERS = {
    "profit_share": "Share of the company’s profit, %",
    "growth": "Growth a year, %",
    "win_rate": "Win rate, %",
    "retention": "Customers kept a year, %",
}
RIVALS = "Which rivals do you compare yourself with?"


def fields(visit: Visit, segment: Segment) -> None:
    """A field for each fact; all are optional."""
    widgets.small("Facts, if you know them. They stand beside the ratings that they inform.")
    for first in range(0, len(NUMBERS), 2):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            for name, label in list(NUMBERS.items())[first : first + 2]:
                with st.container(width="stretch"):
                    stored = getattr(segment.facts, name)
                    text = "" if stored is None else plain(to_hundredths(stored * 100))
                    save = _saving(visit, segment, partial(_number, name))
                    widgets.line(visit, f"{name}_{segment.id}", label, LONGEST_NUMBER, text, save)
    _rivals(visit, segment)


def beside(visit: Visit, segment: Segment, criterion: Criterion) -> None:
    """What is known that informs the rating of a criterion; where rivals inform it, the field that names them."""
    if said := facts_words(criterion, segment):
        st.markdown(f":material/fact_check: {printed(said)}")
    if Fact.NAMED_RIVALS in criterion.facts:
        _rivals(visit, segment)


def doubt_about(rules: TargetingRules, segment: Segment, criterion: Criterion) -> None:
    """That a fact contradicts the rating of a criterion; nothing where none does."""
    for doubt in doubts(rules, segment):
        if doubt.criterion == criterion.id:
            st.markdown(f":red[:material/sync_problem:] {printed(doubt.finding)}")


def _rivals(visit: Visit, segment: Segment) -> None:
    longest, stored = segmenting.LONGEST_RIVALS, segment.facts.named_rivals
    widgets.line(visit, f"rivals_{segment.id}", RIVALS, longest, stored, _saving(visit, segment, _named_rivals))


def _number(name: str, written: str, segment: Segment) -> Segment:
    changed: dict[str, Any] = {name: typed_facts.fact_in(name, written)}
    return replace(segment, facts=replace(segment.facts, **changed))


def _named_rivals(written: str, segment: Segment) -> Segment:
    return replace(segment, facts=replace(segment.facts, named_rivals=written))


def _saving(visit: Visit, segment: Segment, changed: Callable[[str, Segment], Segment]) -> Callable[[str], None]:
    """What stores a change of a segment, as it stands then, by the words in a field."""

    def save(written: str) -> None:
        segmenting.change(visit.actor, visit.place, segment.id, partial(changed, written))

    return save
