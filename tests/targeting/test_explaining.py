"""Every figure on segments and their spend has one explanation, and its arithmetic is true."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from assessment.model import Evidence, Portfolio, Segment, SegmentStatus
from assessment.rounding import percent, to_hundredths, two_decimals
from assessment.targeting import target
from assessment.targeting.explaining import rating_words
from assessment.targeting.explaining_spend import explain
from tests.targeting.test_zones import RULES, golden, ratings, segment, segments

OF_A_SEGMENT = ("attractiveness", "right-to-win", "reasons", "proof", "minimum", "zone", "severity", "intensity")
OF_ALL = {
    "backed": "backed",
    "declared-bets": "declared_bets",
    "unbacked": "unbacked",
    "not-attributable": "not_attributable",
    "close": "close",
    "index": "misallocation_index",
    "severity": "misallocation_severity",
    "unbacked-revenue": "unbacked_revenue",
    "coverage": "coverage",
    "distance": "distance",
}


def worked_out(expression: str) -> Fraction:
    """An expression of figures as they are shown, worked out by a reader of their own."""
    plain = re.sub(r"\|([^|]+)\|", r"abs(\1)", expression.replace("×", "*"))
    plain = re.sub(r"([\d.]+) %", r"(\1 / 100)", plain)
    assert re.fullmatch(r"(abs|[\d.()+*/ e-])+", plain), plain
    exact = re.sub(r"[\d.]+(e[+-]?\d+)?", lambda number: f"Fraction('{number.group()}')", plain)
    return Fraction(eval(exact, {"Fraction": Fraction, "abs": abs}))


def both_sides(arithmetic: str) -> tuple[Fraction, Fraction]:
    """What an equation works out to, and what it says."""
    left, _, right = arithmetic.rpartition(" = ")
    for word, chosen in (("least of ", min), ("most of ", max)):
        if left.startswith(word):
            return chosen(worked_out(part) for part in left.removeprefix(word).split(", ")), worked_out(right)
    return worked_out(left), worked_out(right)


def tolerance(equation: str, said: Fraction) -> Fraction:
    """What the shown parts may miss of the shown whole, as every part is rounded: more where one divides another."""
    if "%" not in equation:
        return Fraction(501, 100000)
    of_parts = Fraction(1, 10000) * (1 + equation.count("+"))
    of_factors = Fraction(501, 100000) if "×" in equation or " / " in equation else Fraction(0)
    return of_parts + of_factors + (abs(said) / 100 if " / " in equation else 0)


@settings(deadline=None)
@given(segments())
def test_the_arithmetic_of_every_figure_is_true(found: list[Segment]) -> None:
    """Worked out again from its own words, each gives the figure that it ends in."""
    equations = 0
    for explanation in explain(RULES, target(RULES, found)).values():
        for part in explanation.arithmetic.split("; "):
            if " = " in part:
                result, said = both_sides(part)
                assert abs(result - said) <= tolerance(part, said), explanation
                equations += 1
    assert equations >= 4 * len(found)


@settings(deadline=None)
@given(segments())
def test_every_figure_is_explained_and_the_explanation_ends_in_it(found: list[Segment]) -> None:
    """Of each segment and of all together; the figures are those of the engine."""
    portfolio = target(RULES, found)
    explained = explain(RULES, portfolio)
    for place, finding in enumerate(portfolio.findings):
        assert all(f"{figure}/{place}" in explained for figure in OF_A_SEGMENT)
        assert explained[f"right-to-win/{place}"].arithmetic.endswith(f"= {two_decimals(finding.right_to_win or 0)}")
        assert explained[f"attractiveness/{place}"].arithmetic.endswith(
            f"= {two_decimals(finding.attractiveness or 0)}"
        )
        assert explained[f"minimum/{place}"].arithmetic.endswith(f"= {finding.minimum}")
        assert finding.zone is not None
        assert explained[f"zone/{place}"].arithmetic.endswith(f"“{finding.zone.name}”")
        if finding.intensity is not None:
            ratio = two_decimals(to_hundredths(finding.intensity))
            assert explained[f"intensity/{place}"].arithmetic.endswith(f"= {ratio}")
    for figure, name in OF_ALL.items():
        value = getattr(portfolio, name)
        assert (figure in explained) == (value is not None)
        if value is not None:
            assert explained[figure].arithmetic.endswith(percent(value))


def test_the_golden_example_explains_itself() -> None:
    """Word by word."""
    explained = explain(RULES, target(RULES, golden()))
    assert explained["right-to-win/2"].arithmetic == (
        "(0.2 × 3 + 0.2 × 2 + 0.2 × 2 + 0.1 × 3 + 0.15 × 3 + 0.15 × 2) / 1 = 2.45"
    )
    assert explained["minimum/2"].arithmetic == "least of 3, 2, 2, 3 = 2"
    assert explained["zone/2"].arithmetic == (
        "right to win 2.45 < 3.5; right to win 2.45 < 2.5; lowest knock-out 2 < 3; attractiveness 3.80 > 3: “Resist”"
    )
    assert explained["severity/2"].arithmetic == "most of (3.5 - 2.45) / 2.5, (3 - 2) / 2, 0 = 0.50"
    assert explained["severity/0"].arithmetic == "a right to win is held: 0"
    assert explained["intensity/2"].arithmetic == "40 % / 25 % = 1.60"
    assert explained["backed"].arithmetic == "25 % + 15 % = 40 %"
    assert explained["declared-bets"].arithmetic == "no segment: 0 %"
    assert explained["unbacked"].arithmetic == "40 % + 20 % = 60 %"
    assert explained["index"].arithmetic == "40 % + 20 % = 60 %"
    assert explained["severity"].arithmetic == "40 % × 0.50 + 20 % × 1.00 = 40 %"
    assert explained["close"].arithmetic == "15 % = 15 %"
    assert explained["spend-in/resist"].arithmetic == "40 % + 20 % = 60 %"
    assert explained["revenue-in/resist"].arithmetic == "25 % + 10 % = 35 %"
    assert explained["coverage"].arithmetic == "0 / 48 = 0 %"
    split = explained["reference/0"].arithmetic
    assert split.startswith("45 × (3.65 - 1) / 4 × (4.45 - 1) / 4 = 25.7133; ")
    assert split.endswith(" = 67.98 %")
    assert explained["distance"].rule.endswith("A what-if, not an optimum.")
    term = explained["right-to-win/2"].terms[1]
    assert (term.name, term.value, term.weight) == ("Fit of capabilities", "2", "0.2")
    assert term.words.startswith("Between “Most of the capabilities needed are missing” and ")
    assert term.words.endswith("(opinion)")


def test_words_of_a_rating_are_its_anchor_or_lie_between_two() -> None:
    """One, three and five have sentences of their own."""
    criterion = RULES.criteria[0]
    assert [rating_words(criterion, rating) for rating in (1, 3, 5)] == [
        criterion.low,
        criterion.middle,
        criterion.high,
    ]
    assert rating_words(criterion, 4) == f"Between “{criterion.middle}” and “{criterion.high}”"


def test_what_is_not_rated_or_not_applicable_is_explained_too() -> None:
    """Too few ratings, no revenue, a forced ranking."""
    blank = replace(segment(), ratings={})
    explained = explain(RULES, target(RULES, [blank, segment(name="Two")]))
    assert explained["right-to-win/0"].arithmetic == "no right to win, as too little is rated"
    assert explained["zone/0"].arithmetic == "no zone, as too little is rated"
    assert explained["minimum/0"].arithmetic == "no lowest rating, as not all of these are rated"
    assert {term.value for term in explained["right-to-win/0"].terms} == {"not rated"}
    assert not {"backed", "index", "distance"} & set(explained)
    planned = segment(
        right_to_win="4444--", status=SegmentStatus.PLANNED, revenue_share=Fraction(0), is_attractive=True
    )
    ranked = replace(planned, ratings=ratings("------", "4444--"))
    explained = explain(RULES, target(RULES, [ranked, segment(name="Two", revenue_share=Fraction(1))]))
    assert explained["intensity/0"].arithmetic == "new: no revenue to compare with"
    assert "ranked in the upper half by attractiveness" in explained["zone/0"].arithmetic
    assert "planned, so not held yet" in explained["zone/0"].arithmetic
    assert [term.name for term in explained["minimum/0"].terms] == [
        "Fit of the promise",
        "Fit of capabilities",
        "Advantage over named rivals",
    ]


@pytest.mark.parametrize(
    ("grade", "said"), [(Evidence.INTERNAL, "1 / 24 = 4.17 %"), (Evidence.OPINION, "0 / 24 = 0 %")]
)
def test_coverage_counts_ratings_with_evidence(grade: Any, said: str) -> None:
    """Opinion is none."""
    known = replace(segment(), evidence={"R1": grade})
    portfolio: Portfolio = target(RULES, [known, segment(name="Two")])
    assert explain(RULES, portfolio)["coverage"].arithmetic == said
