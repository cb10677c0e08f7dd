"""Whether a segment is within reach: figures by hand, exact borders, what always holds, and the cheapest step."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.model import AdjacencyFinding, AdjacencyRules, AdjacencyTest, NeededCapability
from assessment.targeting.adjacency import finding_of
from assessment.targeting.explaining_adjacency import coverage_words, explain
from assessment.ui.adjacency_words import cheapest, on_card, still_open
from assessment.workflow import targeting as workflow

RULES = workflow.rules()
Figures = Sequence[tuple[object, int | None, int | None]]


def rules() -> AdjacencyRules:
    """Those that are shipped."""
    assert RULES.adjacency is not None
    return RULES.adjacency


def looked_into(figures: Figures, new: int = 0) -> AdjacencyTest:
    """A test from weights, what is there and what is needed, with so many kinds of change."""
    capabilities = tuple(
        NeededCapability(f"Capability {at}", None if weight is None else Fraction(str(weight)), have, need, str(at))
        for at, (weight, have, need) in enumerate(figures)
    )
    return AdjacencyTest(capabilities, {kind.id: at < new for at, kind in enumerate(rules().changes)})


def found(figures: Figures, new: int = 0) -> AdjacencyFinding:
    """What follows."""
    return finding_of(rules(), looked_into(figures, new))


def verdict(figures: Figures, new: int = 0) -> str:
    """The verdict by its id."""
    finding = found(figures, new)
    assert finding.verdict is not None
    return finding.verdict.id


def test_coverage_gaps_distance_and_verdict_come_out_as_by_hand() -> None:
    """0.4 of 1, 0.3 of a half, 0.3 of three quarters: 0.775; one gap is critical."""
    finding = found([("0.4", 5, 4), ("0.3", 2, 4), ("0.3", 3, 4)], new=1)
    assert finding.coverage == Fraction(775, 1000)
    assert [each.id for each in finding.critical] == ["1"]
    assert finding.distance == 1
    assert finding.verdict is not None
    assert finding.verdict.sense == "Stretch: build or partner first"
    assert on_card(rules(), finding) == "Within reach? Stretch: coverage 0.78, one critical gap, one kind of change."
    step = finding.steps[0]
    assert (step.capability.id, step.to, step.verdict.id, step.coverage) == ("1", 3, "reachable", Fraction(85, 100))
    assert len(finding.steps) == 1
    assert cheapest(rules(), finding) == (
        "Cheapest step: “Capability 1” from 2 to 3, which makes it “Reachable” with a coverage of 0.85."
    )


def test_weights_are_brought_to_the_whole() -> None:
    """In the same proportions."""
    halves, tens = [("0.5", 1, 2), ("0.5", 3, 3)], [("0.1", 1, 2), ("0.1", 3, 3)]
    assert found(halves).coverage == found(tens).coverage == Fraction(3, 4)
    assert list(found(tens).weights.values()) == [Fraction(1, 2)] * 2


@pytest.mark.parametrize(
    ("figures", "new", "said"),
    [
        # A coverage of exactly 0.80 and 0.60, and just below.
        ([("0.5", 4, 5), ("0.5", 4, 5)], 1, "reachable"),
        ([("0.4999", 4, 5), ("0.5001", 4, 5)], 1, "reachable"),
        ([("0.8001", 4, 5), ("0.0001", 1, 5), ("0.1998", 4, 5)], 0, "stretch"),
        ([("1", 3, 5)], 0, "stretch"),
        ([("0.9999", 3, 5), ("0.0001", 2, 5)], 0, "venture"),
        # A weight of exactly a fifth is critical, a smaller one is not; one step short is not.
        ([("0.2", 3, 5), ("0.8", 5, 5)], 0, "stretch"),
        ([("0.1999", 3, 5), ("0.8001", 5, 5)], 0, "reachable"),
        ([("0.2", 4, 5), ("0.8", 5, 5)], 0, "reachable"),
        # One critical gap is a stretch, two are none.
        ([("0.25", 3, 5), ("0.75", 5, 5)], 2, "stretch"),
        ([("0.25", 3, 5), ("0.25", 3, 5), ("0.5", 5, 5)], 0, "venture"),
        # One kind of change is within reach, two are a stretch, three are none.
        ([("1", 5, 5)], 1, "reachable"),
        ([("1", 5, 5)], 2, "stretch"),
        ([("1", 5, 5)], 3, "venture"),
    ],
)
def test_every_border_is_exact(figures: Figures, new: int, said: str) -> None:
    """On both sides."""
    assert verdict(figures, new) == said


def test_a_coverage_beside_a_border_is_not_rounded_onto_it() -> None:
    """0.79999 is not shown as 0.80."""
    said = [coverage_words(rules(), Fraction(share)) for share in ("0.79999", "0.8", "0.794", "0.6", "0.59501", "0")]
    assert said == ["just under 0.80", "0.80", "0.79", "0.60", "just under 0.60", "0.00"]


@pytest.mark.parametrize(
    ("figures", "new", "said"),
    [
        ([], None, "name the capabilities that it needs"),
        ([("1", 3, None)], 0, "rate 1 more"),
        ([("1", None, None)], None, "rate 8 more"),
        ([(None, None, None), ("0", 3, 3)], 0, "rate 4 more"),
        ([("1", 3, 3)], None, "rate 6 more"),
        ([("1", 3, 3)], 0, ""),
    ],
)
def test_what_is_still_open_is_said_and_nothing_is_concluded(figures: Figures, new: int | None, said: str) -> None:
    """A weight of nothing is none; a change that nobody spoke of is not one that does not come."""
    test = looked_into(figures, new or 0)
    finding = finding_of(rules(), test if new is not None else replace(test, changes={}))
    assert still_open(finding) == said
    assert (finding.verdict is None) is bool(said)
    assert set(explain(rules(), finding)) >= ({"verdict"} if not said else set())


def test_nothing_is_said_before_anything_was() -> None:
    """And an unfinished test says what is open."""
    assert on_card(rules(), finding_of(rules(), AdjacencyTest())) == ""
    assert (
        on_card(rules(), found([("1", 3, None)])) == "Whether it is within reach is not tested to the end: rate 1 more."
    )


@pytest.mark.parametrize(
    ("figures", "new", "said"),
    [
        ([("1", 5, 5)], 0, ""),
        ([("1", 1, 5)], 4, "Four kinds of change are too many for “Stretch”, whatever is built."),
        ([("1", 5, 5)], 2, "Two kinds of change are too many for “Reachable”, whatever is built."),
        ([("0.3", 1, 5)] * 3, 0, "No single capability would change this."),
    ],
)
def test_why_no_single_capability_would_change_it_is_said(figures: Figures, new: int, said: str) -> None:
    """Nothing where it could be no better."""
    finding = found(figures, new)
    assert finding.steps == ()
    assert cheapest(rules(), finding) == said


FIGURES = st.lists(
    st.tuples(st.decimals("0.01", "1", places=2), st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=6
)


@given(FIGURES, st.integers(0, 6), st.randoms())
def test_coverage_lies_between_nothing_and_all_and_order_is_irrelevant(
    figures: list[tuple[object, int, int]], new: int, random: object
) -> None:
    """Of capabilities."""
    mixed = list(figures)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = found(figures, new), found(mixed, new)
    assert one.coverage is not None
    assert 0 < one.coverage <= 1
    assert (one.coverage, one.distance, one.verdict) == (other.coverage, other.distance, other.verdict)
    assert len(one.critical) == len(other.critical)


@settings(deadline=None)
@given(FIGURES, st.integers(0, 6))
def test_steps_are_the_shortest_ways_and_lead_nearer(figures: list[tuple[object, int, int]], new: int) -> None:
    """Found by trying every rating of every capability."""
    finding = found(figures, new)
    verdicts = rules().verdicts
    assert finding.verdict is not None
    tried = []
    for at, (weight, have, need) in enumerate(figures):
        for to in range(have + 1, 6):
            after = found([*figures[:at], (weight, to, need), *figures[at + 1 :]], new)
            assert after.verdict is not None
            assert verdicts.index(after.verdict) <= verdicts.index(finding.verdict)
            if after.verdict != finding.verdict:
                tried.append((str(at), to, after.verdict.id, after.coverage))
                break
    assert sorted((s.capability.id, s.to, s.verdict.id, s.coverage) for s in finding.steps) == sorted(tried)
    lengths = [step.to - (step.capability.have or 0) for step in finding.steps]
    assert lengths == sorted(lengths)


@settings(deadline=None)
@given(FIGURES, st.integers(0, 6))
def test_every_figure_opens_to_arithmetic_that_is_true(figures: list[tuple[object, int, int]], new: int) -> None:
    """Worked out again from its own words, within what rounding takes away."""
    finding = found(figures, new)
    explained = explain(rules(), finding)
    assert list(explained) == ["coverage", "critical", "distance", "verdict"]
    left, _, right = explained["coverage"].arithmetic.rpartition(" = ")
    worked_out = eval(left.replace(" %", " / 100").replace("×", "*"))
    assert finding.coverage is not None
    assert abs(worked_out - float(finding.coverage)) < 0.001
    assert right == coverage_words(rules(), finding.coverage)
    assert sum(term.value == "critical" for term in explained["critical"].terms) == len(finding.critical)
    assert sum(term.value == "new" for term in explained["distance"].terms) == new
    assert finding.verdict is not None
    assert explained["verdict"].arithmetic.endswith(f"“{finding.verdict.name}”")
