"""Two rivals in one segment: totals by hand, borders of the margins, what always holds, and what is still open."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import (
    Evidence,
    Par,
    Player,
    RivalElement,
    RivalFinding,
    RivalRules,
    RivalScorecard,
    Segment,
)
from assessment.targeting.explaining_rivals import explain, margin_ranges
from assessment.targeting.rivals import finding_of, suggested
from assessment.ui.rival_words import leader, on_card, still_open
from assessment.workflow import targeting as workflow

RULES = workflow.rules()
PARS = {"-": Par.BELOW, "0": Par.AT, "+": Par.ABOVE}
NAMES = {Player.FIRST: "Alpha", Player.SECOND: "Beta"}
# Worked by hand: 2 + 2 + 0, 1, 1 - 1 = 5; 0 + 2 - 1, 0, 1 + 1 = 3; 0 + 0 + 2, -1, -1 + 1 = 1.
BY_HAND = (
    ("capability", "+00"),
    ("capability", "++0"),
    ("capability", "0-+"),
    ("asset", "+0-"),
    ("table-stake", "00-"),
    ("table-stake", "-+0"),
)


def rules() -> RivalRules:
    """Those that are shipped."""
    assert RULES.rivals is not None
    return RULES.rivals


def scorecard(elements: Sequence[tuple[str, str]] = BY_HAND) -> RivalScorecard:
    """A comparison from kinds and three signs each; a full stop leaves a rating blank."""
    return RivalScorecard(
        NAMES,
        tuple(
            RivalElement(
                kind,
                f"Element {at}",
                {player: PARS[sign] for player, sign in zip(Player, signs, strict=True) if sign != "."},
                str(at),
            )
            for at, (kind, signs) in enumerate(elements)
        ),
    )


def found(elements: Sequence[tuple[str, str]] = BY_HAND) -> RivalFinding:
    """What follows."""
    return finding_of(rules(), scorecard(elements))


def test_totals_margin_and_suggestion_come_out_as_by_hand() -> None:
    """And who leads."""
    finding = found()
    assert finding.totals == {Player.OWN: 5, Player.FIRST: 3, Player.SECOND: 1}
    assert (finding.margin, finding.suggested, finding.leaders) == (2, 4, (Player.OWN,))
    assert leader(finding) == "Your company leads"


def test_the_range_is_that_of_the_published_rule() -> None:
    """From -12 to 18 with six capabilities, three assets and three table stakes."""
    kinds = ["capability"] * 6 + ["asset"] * 3 + ["table-stake"] * 3
    finding = found([(kind, "+-0") for kind in kinds])
    assert finding.totals == {Player.OWN: 18, Player.FIRST: -12, Player.SECOND: 3}


@pytest.mark.parametrize(
    ("margin", "rating"),
    [(-30, 1), (-5, 1), (-4, 2), (-2, 2), (-1, 3), (0, 3), (1, 3), (2, 4), (4, 4), (5, 5), (30, 5)],
)
def test_a_margin_suggests_a_rating(margin: int, rating: int) -> None:
    """On both sides of every border."""
    assert suggested(rules(), margin) == rating
    assert list(margin_ranges(rules()).values()) == [
        "-5 or less",
        "from -4 to -2",
        "from -1 to 1",
        "from 2 to 4",
        "5 or more",
    ]


def test_the_margin_is_to_the_better_rival_and_level_is_said() -> None:
    """Whichever of the two it is."""
    finding = found([("capability", "0+-"), ("capability", "0-+"), ("capability", "0++")])
    assert (finding.margin, finding.suggested) == (-3, 2)
    assert leader(finding) == "Alpha and Beta are level"
    level = found([("capability", "000")] * 3)
    assert (level.margin, leader(level)) == (0, "Your company, Alpha and Beta are level")


@pytest.mark.parametrize(
    ("elements", "names", "said"),
    [
        ((), {}, "name 2 rivals and add 3 to “Differentiating capabilities”"),
        (BY_HAND[:2], NAMES, "add 1 to “Differentiating capabilities”"),
        ((("capability", "..."), *BY_HAND[1:]), NAMES, "rate 3 more"),
        ((("asset", "+.."), *BY_HAND), {Player.FIRST: "Alpha"}, "name 1 rival and rate 2 more"),
        (BY_HAND, NAMES, ""),
    ],
)
def test_what_is_still_open_is_said_and_nothing_is_concluded(
    elements: tuple[tuple[str, str], ...], names: dict[Player, str], said: str
) -> None:
    """A blank is no par."""
    finding = finding_of(rules(), replace(scorecard(elements), names=names))
    assert still_open(finding) == said
    assert bool(finding.totals) is not bool(said)
    assert (finding.margin is None, finding.suggested is None, not finding.leaders) == (bool(said),) * 3


def test_the_card_says_the_outcome_in_one_sentence() -> None:
    """Against the rating given; nothing before anything was said."""
    criterion = next(each for each in RULES.criteria if each.id == rules().criterion)
    segment = Segment("One", Fraction(1), Fraction(1))

    def said(finding: RivalFinding, rating: int | None = None) -> str:
        rated = {} if rating is None else {"R3": rating}
        return on_card(
            finding, criterion, replace(segment, ratings=rated, evidence=dict.fromkeys(rated, Evidence.MARKET))
        )

    assert said(found(), 3) == "Against Alpha and Beta: 5 to 3; the exercise suggests 4, you rated 3."
    assert said(found(), 4) == "Against Alpha and Beta: 5 to 3; the exercise suggests 4, as you rated."
    assert said(found()) == "Against Alpha and Beta: 5 to 3; the exercise suggests 4, you have not rated it yet."
    assert said(found([("asset", "...")])).startswith("The comparison with two rivals is not complete: add 3 to")
    assert said(finding_of(rules(), RivalScorecard())) == ""


COMPLETE = st.lists(
    st.tuples(st.sampled_from(["asset", "table-stake"]), st.text("-0+", min_size=3, max_size=3)), max_size=6
).flatmap(
    lambda rest: st.lists(
        st.tuples(st.just("capability"), st.text("-0+", min_size=3, max_size=3)), min_size=3, max_size=6
    ).map(lambda first: [*first, *rest])
)


@given(COMPLETE, st.data())
def test_raising_an_own_rating_never_lowers_the_margin_nor_the_suggestion(
    elements: list[tuple[str, str]], data: st.DataObject
) -> None:
    """And raising a rival's never raises them."""
    at = data.draw(st.integers(0, len(elements) - 1))
    player = data.draw(st.integers(0, 2))
    kind, signs = elements[at]
    raised = signs[:player] + {"-": "0", "0": "+", "+": "+"}[signs[player]] + signs[player + 1 :]
    before, after = found(elements), found([*elements[:at], (kind, raised), *elements[at + 1 :]])
    assert before.margin is not None
    assert after.margin is not None
    assert before.suggested is not None
    assert after.suggested is not None
    sign = 1 if player == 0 else -1
    assert sign * (after.margin - before.margin) >= 0
    assert sign * (after.suggested - before.suggested) >= 0


@given(COMPLETE, st.randoms())
def test_the_order_of_what_is_compared_is_irrelevant(elements: list[tuple[str, str]], random: object) -> None:
    """Only the order on the page follows it."""
    mixed = list(elements)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = found(elements), found(mixed)
    assert (one.totals, one.margin, one.suggested) == (other.totals, other.margin, other.suggested)


@given(COMPLETE)
def test_every_figure_opens_to_arithmetic_that_is_true(elements: list[tuple[str, str]]) -> None:
    """Worked out again from its own words."""
    finding = found(elements)
    explained = explain(rules(), finding)
    assert set(explained) == {*(f"total/{player.value}" for player in Player), "margin", "suggested"}
    for figure, value in {
        **{f"total/{p.value}": t for p, t in finding.totals.items()},
        "margin": finding.margin,
    }.items():
        left, _, right = explained[figure].arithmetic.rpartition(" = ")
        assert eval(left) == int(right) == value
    for player in Player:
        assert sum(int(term.value) for term in explained[f"total/{player.value}"].terms) == finding.totals[player]
    assert explained["suggested"].arithmetic.endswith(f": {finding.suggested}")
    assert "our own proposal" in explained["suggested"].rule
    assert "Strategy&" in explained["total/own"].rule
