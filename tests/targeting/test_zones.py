"""Where a company can win: the golden example, the properties that always hold, and every sentence at the edges."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.model import Bet, Border, Evidence, Portfolio, Segment, SegmentStatus, Side, TargetingRules
from assessment.targeting import ONE_SEGMENT, finding_of, normalised, problems, target
from assessment.targeting.words import close_words, lacking_words
from assessment.workflow import targeting as workflow

RULES = workflow.rules()
A, R = ([criterion.id for criterion in RULES.of(side)] for side in (Side.ATTRACTIVENESS, Side.RIGHT_TO_WIN))
# Worked by hand.
GOLDEN = (
    ("Core regional plants", "0.45", "0.25", 45, "434443", "544545"),
    ("Small workshops", "0.20", "0.15", 20, "322332", "443434"),
    ("National accounts", "0.25", "0.40", 25, "544234", "322332"),
    ("Consumer web", "0.10", "0.20", 10, "453123", "222211"),
)


def ratings(attractiveness: str, right_to_win: str) -> dict[str, int]:
    """Ratings by criterion, from their digits; a hyphen leaves one blank."""
    written = [*zip(A, attractiveness, strict=True), *zip(R, right_to_win, strict=True)]
    return {id: int(digit) for id, digit in written if digit != "-"}


def segment(attractiveness: str = "333333", right_to_win: str = "444444", **parts: object) -> Segment:
    """One segment with these ratings; half of revenue and spend unless said otherwise."""
    half = Segment("One", Fraction(1, 2), Fraction(1, 2), ratings(attractiveness, right_to_win))
    return replace(half, **parts)  # type: ignore[arg-type]


def golden() -> list[Segment]:
    """The four segments of the example."""
    return [
        Segment(name, Fraction(revenue), Fraction(spend), ratings(a, r), accessible_size=Fraction(size))
        for name, revenue, spend, size, a, r in GOLDEN
    ]


def test_the_golden_example_comes_out_as_by_hand() -> None:
    """Every figure of it."""
    portfolio = target(RULES, golden())
    findings = portfolio.findings
    assert [one.attractiveness for one in findings] == [365, 245, 380, 320]
    assert [one.right_to_win for one in findings] == [445, 365, 245, 170]
    assert [one.minimum for one in findings] == [4, 3, 2, 1]
    assert [one.zone.name for one in findings if one.zone] == ["Invest and defend", "Harvest", "Resist", "Resist"]
    assert [one.severity for one in findings] == [0, 0, Fraction(1, 2), 1]
    assert [round(one.reference_split or 0, 3) for one in findings] == [
        Fraction(680, 1000),
        Fraction(127, 1000),
        Fraction(168, 1000),
        Fraction(25, 1000),
    ]
    assert (portfolio.misallocation_index, portfolio.misallocation_severity) == (Fraction(3, 5), Fraction(2, 5))
    assert round(portfolio.distance or 0, 2) == Fraction(43, 100)
    assert portfolio.revenue_without_right_to_win == Fraction(35, 100)
    assert money(portfolio) == [Fraction(2, 5), 0, Fraction(3, 5)]
    assert portfolio.headline.startswith("60 % of customer-facing spend goes to segments where we ")
    assert "they bring 35 % of revenue" in portfolio.headline
    national = findings[2]
    assert national.close == (Border.NEAR,)
    assert close_words(RULES, national) == "A close call: right to win 2.45, cut at 2.5."
    assert ("R2", 2, 3, "build") in [(flip.criterion, flip.rating, flip.to, flip.zone) for flip in national.flips]


@st.composite
def segments(draw: st.DrawFn, least: int = 2) -> list[Segment]:
    """Two to six segments, fully rated, served or planned, whose shares sum to the whole."""
    count = draw(st.integers(least, 6))
    weights = st.lists(st.integers(0, 20), min_size=count, max_size=count).filter(any)
    planned = [draw(st.booleans()) and at > 0 for at in range(count)]
    revenue = [0 if is_planned else weight for weight, is_planned in zip(draw(weights), planned, strict=True)]
    revenue[0] += 1
    spend = draw(weights)
    digits = st.text("12345", min_size=6, max_size=6)
    return [
        Segment(
            f"Segment {at}",
            Fraction(revenue[at], sum(revenue)),
            Fraction(spend[at], sum(spend)),
            ratings(draw(digits), draw(digits)),
            status=SegmentStatus.PLANNED if planned[at] else SegmentStatus.SERVED,
            accessible_size=Fraction(draw(st.integers(0, 9))),
            bet=Bet("First customer", "Ana", date(2027, 6, 30)) if draw(st.booleans()) else Bet(),
        )
        for at in range(count)
    ]


@settings(deadline=None)
@given(segments(), st.randoms())
def test_the_order_of_segments_is_irrelevant(found: list[Segment], random: object) -> None:
    """Only the order of the findings follows it."""
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = target(RULES, found), target(RULES, mixed)
    assert replace(one, findings=()) == replace(other, findings=())
    assert sorted(one.findings, key=name_of) == sorted(other.findings, key=name_of)


def name_of(finding: object) -> str:
    """The name of a finding's segment."""
    return str(finding.segment.name)  # type: ignore[attr-defined]


@settings(deadline=None)
@given(segments(), st.integers(0, 5), st.sampled_from(R))
def test_raising_a_criterion_never_loses_a_right_to_win(found: list[Segment], at: int, criterion: str) -> None:
    """Nor makes a segment more severe, nor the whole."""
    before = found[at % len(found)]
    raised = replace(before, ratings={**before.ratings, criterion: min(5, before.ratings[criterion] + 1)})
    one, other = finding_of(RULES, before), finding_of(RULES, raised)
    assert other.has_right_to_win >= one.has_right_to_win
    assert other.is_expected >= one.is_expected
    assert (other.severity or 0) <= (one.severity or 0)
    all_raised = [raised if each is before else each for each in found]
    assert (target(RULES, all_raised).misallocation_index or 0) <= (target(RULES, found).misallocation_index or 0)


@settings(deadline=None)
@given(segments())
def test_indices_are_shares_and_severity_is_never_above_the_index(found: list[Segment]) -> None:
    """And the parts of the money line are the whole."""
    portfolio = target(RULES, found)
    index, severity = portfolio.misallocation_index, portfolio.misallocation_severity
    assert index is not None
    assert severity is not None
    assert 0 <= severity <= index <= 1
    assert portfolio.distance is None or 0 <= portfolio.distance <= 1
    parts = (portfolio.backed, portfolio.declared_bets, portfolio.unbacked, portfolio.not_attributable)
    assert sum((part for part in parts if part is not None), Fraction(0)) == 1
    assert all(0 <= (finding.severity or 0) <= 1 for finding in portfolio.findings)


@settings(deadline=None)
@given(segments())
def test_planned_segments_are_never_in_the_index_and_never_hold_a_right_to_win(found: list[Segment]) -> None:
    """Whatever they are rated."""
    portfolio = target(RULES, found)
    planned = [one for one in portfolio.findings if one.segment.status is SegmentStatus.PLANNED]
    assert not any(one.has_right_to_win for one in planned)
    assert all(one.intensity is None for one in planned)
    outside = sum((one.segment.spend_share for one in planned), Fraction(0))
    assert (portfolio.misallocation_index or 0) <= 1 - outside


@settings(deadline=None)
@given(segments())
def test_a_flip_flips_and_what_is_no_flip_does_not(found: list[Segment]) -> None:
    """Each single rating, one up and one down."""
    for each in found:
        finding = finding_of(RULES, each)
        flips = {(flip.criterion, flip.to): flip.zone for flip in finding.flips}
        for criterion, rating in each.ratings.items():
            for to in {rating - 1, rating + 1} & {1, 2, 3, 4, 5}:
                after = finding_of(RULES, replace(each, ratings={**each.ratings, criterion: to})).zone
                assert after is not None
                assert finding.zone is not None
                assert flips.get((criterion, to), finding.zone.id) == after.id


@settings(deadline=None)
@given(segments())
def test_the_cheapest_step_gives_a_right_to_win_and_no_shorter_one_does(found: list[Segment]) -> None:
    """By trying them all."""
    for each in found:
        step = finding_of(RULES, each).step
        ways = {
            to - rating
            for criterion, rating in each.ratings.items()
            if criterion in R
            for to in range(rating + 1, 6)
            if holds(replace(each, ratings={**each.ratings, criterion: to}))
        }
        if holds(each):
            assert step is None
        else:
            assert (step.to - step.rating if step else None) == min(ways, default=None)


def holds(each: Segment) -> bool:
    """Whether there is a right to win, or one is expected."""
    finding = finding_of(RULES, each)
    return finding.has_right_to_win or finding.is_expected


def test_a_segment_that_may_not_be_left_is_served_at_the_lowest_cost() -> None:
    """In the zones that say otherwise; in others the sense of the zone holds."""
    far, near = segment("222222", "111111", must_serve=True), segment("222222", "333333", must_serve=True)
    assert finding_of(RULES, far).advice == RULES.must_serve
    assert finding_of(RULES, near).advice == RULES.zones[3].sense
    assert finding_of(RULES, replace(far, must_serve=False)).advice == "No new effort; plan a courteous exit"


def test_what_is_lacking_is_named() -> None:
    """The knock-outs below the limit, or the average with the cheapest step."""
    assert lacking_words(RULES, finding_of(RULES, segment(right_to_win="525555"))) == (
        "Blocked by Fit of capabilities (2 of 5). Cheapest step: Fit of capabilities from 2 to 3, "
        "which makes the average 4.6."
    )
    assert lacking_words(RULES, finding_of(RULES, segment(right_to_win="333444"))) == (
        "No single blocker: average 3.4, needs 3.5. Cheapest step: Fit of the promise from 3 to 4, "
        "which makes the average 3.6."
    )
    assert lacking_words(RULES, finding_of(RULES, segment(right_to_win="334443"))).startswith(
        "No single blocker: average 3.45, needs 3.5."
    )
    assert lacking_words(RULES, finding_of(RULES, segment(right_to_win="114444"))).endswith(
        "No single rating would give it one."
    )
    assert lacking_words(RULES, finding_of(RULES, segment())) == ""


def test_a_planned_segment_is_judged_by_what_can_be_known() -> None:
    """Without profit and share trend; good reasons make an expected right to win, which is none."""
    planned = segment("444444", "4443--", status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    finding = finding_of(RULES, planned)
    assert (finding.missing, finding.minimum, finding.right_to_win) == ((), 4, 386)
    assert (finding.has_right_to_win, finding.is_expected) == (False, True)
    assert finding.zone is not None
    assert finding.zone.name == "Build or partner"
    assert lacking_words(RULES, finding).startswith("Expected right to win, unproven")
    assert finding.intensity is None


def test_ratings_that_do_not_count_are_no_evidence() -> None:
    """A planned segment may still have those that it was given while it was served."""
    planned = segment("444444", "444455", status=SegmentStatus.PLANNED, revenue_share=Fraction(0), name="Planned")
    planned = replace(planned, evidence={"R5": Evidence.MARKET, "R6": Evidence.MARKET})
    served = segment(revenue_share=Fraction(1))
    served = replace(served, evidence=dict.fromkeys(list(served.ratings)[:10], Evidence.INTERNAL))
    assert target(RULES, [served, planned]).coverage == Fraction(10, 22)


def test_where_all_are_planned_one_served_is_asked_for() -> None:
    """No revenue can be shared out."""
    planned = segment(status=SegmentStatus.PLANNED, revenue_share=Fraction(0))
    found = problems([planned, replace(planned, name="Two")])
    assert found == ["All segments are planned; name at least one that you serve today."]


def test_a_declared_bet_is_apart_from_what_is_unbacked() -> None:
    """With milestone, owner and end, in the zone for it or planned; without one of them it is none."""
    bet = Bet("Three paying customers", "Ana", date(2027, 6, 30))
    build, core = segment("444444", "333333", bet=bet), segment("444444", "444444", name="Core")
    portfolio = target(RULES, [build, core])
    assert money(portfolio)[1:] == [Fraction(1, 2), 0]
    assert portfolio.misallocation_index == Fraction(1, 2)
    assert portfolio.headline.startswith(
        "All attributable customer-facing spend is backed by a right to win or a declared bet (evidence behind 0 %"
    )
    without = target(RULES, [replace(build, bet=replace(bet, owner=" ")), core])
    assert money(without)[1:] == [0, Fraction(1, 2)]
    resisted = target(RULES, [segment("444444", "222222", bet=bet), core])
    assert resisted.declared_bets == 0


def test_only_close_calls_that_change_the_money_count_in_it() -> None:
    """At the border of the right to win, or one knock-out away; not at other borders."""
    core = segment("444444", "555555", name="Core")

    def close(each: Segment) -> tuple[float, tuple[Border, ...]]:
        portfolio = target(RULES, [each, core])
        return float(portfolio.close or 0), portfolio.findings[0].close

    assert close(segment("444444", "443434")) == (0.5, (Border.RIGHT_TO_WIN,))
    assert close(segment("444444", "525555")) == (0.5, (Border.KNOCK_OUT,))
    assert close(segment("444444", "233333"))[1] == ()
    assert close(segment("444444", "322332")) == (0.0, (Border.NEAR,))
    assert close(segment("333333", "555555")) == (0.0, (Border.ATTRACTIVE,))
    assert close(segment("444444", "424444")) == (0.5, (Border.RIGHT_TO_WIN, Border.KNOCK_OUT))


def test_where_evidence_is_thin_it_says_what_could_not_be_shown() -> None:
    """From half of the ratings on it says what is not so."""
    two = [segment(right_to_win="222222"), segment(name="Core", right_to_win="555555")]
    assert "could not show a right to win (evidence behind 0 % of the ratings)" in target(RULES, two).headline
    known = [replace(each, evidence=dict.fromkeys(each.ratings, Evidence.INTERNAL)) for each in two]
    assert "segments where we hold no right to win; they bring 50 %" in target(RULES, known).headline
    half = [known[0], two[1]]
    assert target(RULES, half).coverage == Fraction(1, 2)
    assert "hold no right to win" in target(RULES, half).headline


def test_too_little_is_spent_where_a_funded_segment_lags_its_revenue() -> None:
    """Under 0.8 of it and by three points at least."""
    strong = segment("444444", "444444", revenue_share=Fraction("0.5"))
    assert finding_of(RULES, replace(strong, spend_share=Fraction("0.39"))).is_under_funded
    assert not finding_of(RULES, replace(strong, spend_share=Fraction("0.40"))).is_under_funded
    small = replace(strong, revenue_share=Fraction("0.10"), spend_share=Fraction("0.075"))
    assert not finding_of(RULES, small).is_under_funded


@pytest.mark.parametrize("blank", ["R1", "R5"])
def test_a_blank_knock_out_keeps_a_segment_from_being_placed(blank: str) -> None:
    """It says what to rate first, and nothing is said of all together."""
    full = segment()
    missing = replace(full, ratings={id: value for id, value in full.ratings.items() if id != blank})
    portfolio = target(RULES, [missing, segment(name="Core")])
    assert portfolio.findings[0].zone is None
    (note,) = portfolio.notes
    assert note.startswith("“One” cannot be placed yet: rate ")
    assert (portfolio.misallocation_index, portfolio.backed, portfolio.headline) == (None, None, "")


def test_a_few_other_blanks_only_change_the_weights() -> None:
    """From sixty per cent of a side's weight on."""
    finding = finding_of(RULES, segment("44-44-", "444-4-"))
    assert (finding.attractiveness, finding.right_to_win, finding.missing) == (400, 400, ())
    assert finding_of(RULES, segment("4-----", "444444")).missing == ("A2", "A3", "A4", "A5", "A6")


def test_a_forced_ranking_stands_for_attractiveness_that_was_not_rated() -> None:
    """As in the workshop; ratings go before it."""
    upper = segment("------", "444-4-", is_attractive=True)
    zone = finding_of(RULES, upper).zone
    assert zone is not None
    assert zone.name == "Invest and defend"
    rated = finding_of(RULES, segment("222222", "444444", is_attractive=True))
    assert rated.attractive is False


def test_one_segment_is_no_portfolio() -> None:
    """It is placed; nothing is said of all together."""
    portfolio = target(RULES, [segment(revenue_share=Fraction(1), spend_share=Fraction(1))])
    assert portfolio.findings[0].zone is not None
    assert portfolio.notes == (ONE_SEGMENT,)
    assert portfolio.misallocation_index is None


def test_equal_scores_and_no_size_give_no_reference_split() -> None:
    """Nor a distance."""
    nothing = [segment("111111", "444444", accessible_size=Fraction(5), name=name) for name in ("One", "Two")]
    assert target(RULES, nothing).distance is None
    some = [*golden()[:3], replace(golden()[3], accessible_size=None)]
    assert target(RULES, some).distance is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"revenue_share": Fraction("0.44")}, "Revenue shares sum to 98.99 %; they must sum to 100 %."),
        ({"spend_share": Fraction("0.3")}, "Spend shares sum to 105 %; they must sum to 100 %."),
        ({"name": "consumer web "}, "“consumer web ” stands twice; every segment has a name of its own."),
        ({"revenue_share": Fraction(-1)}, "Revenue shares cannot be negative."),
    ],
)
def test_what_does_not_fit_together_is_said(change: dict[str, object], said: str) -> None:
    """Before anything is computed."""
    first, *others = golden()
    if change.get("revenue_share") == Fraction("0.44"):
        change = {"revenue_share": Fraction("0.4399")}
    assert said in problems([replace(first, **change), *others])  # type: ignore[arg-type]


def test_shares_may_miss_the_whole_by_a_hundredth_and_can_be_brought_to_it() -> None:
    """In the same proportions, the not attributable part too."""
    first, *others = golden()
    assert problems([replace(first, spend_share=Fraction("0.24")), *others]) == []
    found, rest = normalised([replace(each, spend_share=each.spend_share * 2) for each in golden()], Fraction(2))
    assert sum((each.spend_share for each in found), rest) == 1
    assert rest == Fraction(1, 2)
    assert problems(found, rest) == []
    assert problems([], Fraction(0))[0].startswith("There are 0 segments")


def test_where_nothing_is_unbacked_the_headline_says_why() -> None:
    """All of it backed, or none of it attributed."""
    strong = [segment("444444", "555555", name=name) for name in ("One", "Two")]
    known = [replace(each, evidence=dict.fromkeys(each.ratings, Evidence.MARKET)) for each in strong]
    assert target(RULES, known).headline == "All attributable customer-facing spend is backed by a right to win."
    idle = [replace(each, spend_share=Fraction(0)) for each in known]
    assert target(RULES, idle, Fraction(1)).headline == "No customer-facing spend is attributed to a segment."


def test_spend_that_belongs_to_no_segment_is_a_part_of_the_money_line() -> None:
    """And outside the reference split."""
    found = [replace(each, spend_share=each.spend_share * Fraction(4, 5)) for each in golden()]
    portfolio = target(RULES, found, Fraction(1, 5))
    assert (portfolio.not_attributable, portfolio.unbacked) == (Fraction(1, 5), Fraction(12, 25))
    assert portfolio.distance == target(RULES, golden()).distance


def money(portfolio: Portfolio) -> list[Fraction]:
    """The money line."""
    return [part for part in (portfolio.backed, portfolio.declared_bets, portfolio.unbacked) if part is not None]


def test_rules_are_data() -> None:
    """Another cut gives another zone."""
    strict: TargetingRules = replace(RULES, thresholds=replace(RULES.thresholds, right_to_win=460))
    assert money(target(strict, golden())) == [0, 0, 1]
