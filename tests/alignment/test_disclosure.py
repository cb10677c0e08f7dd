"""Nothing about too few people follows from what is shown, whatever an attacker computes from it."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.alignment import align, gaps
from assessment.alignment.agreement import Circle, scored
from assessment.alignment.disclosure import LEAST, LEAST_FOR_COUNTS, Ledger, is_safe, of_set, shuffled
from assessment.alignment.gaps import admit, groups_of
from assessment.alignment.measures import mean_distance
from assessment.model import Basis, CampaignMode, ScoringRule, TeamView, Voice
from tests.alignment.people import EDITION, FIRST, LENSES, RANKS, campaign, of_level, team, voice

Row = tuple[Fraction, ...]
HIDING = (CampaignMode.CONFIDENTIAL, CampaignMode.ANONYMOUS)


def reduced(rows: list[Row]) -> int:
    """The rank of a system, exactly: the attacker's own elimination, not the product's."""
    left, rank = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in range(rank, len(left)) if left[row][column]), None)
        if pivot is None:
            continue
        left[rank], left[pivot] = left[pivot], left[rank]
        for row in range(rank + 1, len(left)):
            factor = left[row][column] / left[rank][column]
            left[row] = [a - factor * b for a, b in zip(left[row], left[rank], strict=True)]
        rank += 1
    return rank


def derived(rows: list[Row], people: int, fewer_than: int) -> list[frozenset[int]]:
    """Every set of fewer people than that of which some combination of the rows tells, and of nobody else."""
    whole = reduced(rows)
    found = []
    for size in range(1, min(fewer_than, people)):
        for chosen in combinations(range(people), size):
            outside = [tuple(w for at, w in enumerate(row) if at not in chosen) for row in rows]
            if reduced(outside) < whole:
                found.append(frozenset(chosen))
    return found


@st.composite
def teams(draw: st.DrawFn) -> list[Voice]:
    """Up to eleven people in lenses and ranks, some of whom answered only a part."""
    voices = []
    for at in range(draw(st.integers(0, 11))):
        answers = of_level(draw(st.integers(0, 3)))
        if draw(st.integers(0, 4)) == 0:
            answers = {id: level for id, level in answers.items() if draw(st.booleans())}
        lens, rank = draw(st.sampled_from([*LENSES, None])), draw(st.sampled_from([*RANKS, None]))
        voices.append(voice(f"p{at}", answers, lens, rank))
    return voices


def attacked(view: TeamView, circle: Circle, dimension: str) -> list[Row]:
    """What is shown of a dimension as a linear system in the scores of those who have one."""
    voices = [who for who, _ in scored(circle, dimension)]
    place = {who.id: at for at, who in enumerate(voices)}
    row, people = view.of(dimension), len(voices)
    rows: list[Row] = []
    if row.mean is not None and (not row.is_mean_of_lenses or row.dots):
        rows.append(of_set(range(people), people))
    if row.mean is not None and row.is_mean_of_lenses:
        lenses = [who.lens for who in voices]
        rows.append(tuple(Fraction(1, len(set(lenses)) * lenses.count(lens)) for lens in lenses))
    groups = {(group.partition, group.id): group for group in groups_of(circle)}
    for gap in view.gaps:
        if gap.dimension == dimension:
            inside = {place[id] for id in groups[gap.partition, gap.group].voices if id in place}
            assert gap.n == len(inside)
            rows += [of_set(inside, people), of_set(set(range(people)) - inside, people)]
    return rows


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(teams(), st.sampled_from(HIDING), st.sampled_from(ScoringRule), st.booleans())
def test_no_smaller_set_follows_from_what_is_shown(
    voices: list[Voice], mode: CampaignMode, rule: ScoringRule, announced: bool
) -> None:
    """The attacker knows everybody’s group and solves the whole system."""
    blocs = {"sales": "Front", "finance": "Back", "it": "Back"} if announced else {}
    circle = Circle(EDITION, campaign(mode, rule, blocs), tuple(voices))
    view = align(EDITION, circle.campaign, voices)
    for dimension in EDITION.questionnaire.dimensions:
        rows = attacked(view, circle, dimension.id)
        assert derived(rows, len(scored(circle, dimension.id)), LEAST) == [], rows
        if mode is CampaignMode.CONFIDENTIAL:
            # Dots may tell which values a group has: so nobody may be in fewer than five alike as to all groups.
            alike = Counter(zip(*rows, strict=True))
            assert all(count >= LEAST for count in alike.values()), rows


@settings(deadline=None, max_examples=60)
@given(st.lists(st.frozensets(st.integers(0, 8), min_size=1), min_size=1, max_size=5))
def test_the_audit_finds_what_elimination_finds(sets: list[frozenset[int]]) -> None:
    """Two independent ways to the same answer, on any sets."""
    rows = [of_set(places, 9) for places in sets]
    assert is_safe(rows, LEAST) is (derived(rows, 9, LEAST) == [])


def test_the_tracker_is_refused() -> None:
    """Ten people, groups of five and six that overlap in all but one: their difference is one person."""
    ledger = Ledger(10, LEAST)
    assert ledger.admit(of_set(range(10), 10))
    assert ledger.admit(of_set(range(5), 10))
    assert not ledger.admit(of_set(range(6), 10))
    assert not ledger.admit(of_set({*range(4), 5}, 10))


def test_beside_dots_groups_that_overlap_in_few_people_are_refused() -> None:
    """Twelve people, two groups of six that share three: no mean of few people follows, yet dots may tell them."""
    groups = of_set(range(12), 12), of_set(range(6), 12), of_set(range(3, 9), 12)
    assert Ledger(12, LEAST).admit(*groups)
    beside_dots = Ledger(12, LEAST, beside_dots=True)
    assert beside_dots.admit(*groups[:2])
    assert not beside_dots.admit(groups[2])


def test_beside_dots_no_group_below_five_is_compared_and_means_have_one_decimal() -> None:
    """Which three of eight dots are those of a bloc followed from its mean; of five people it is never shown."""
    blocs = {"sales": "Front", "finance": "Back"}
    some = team([0, 1, 2, 3, 0, 1, 2, 3], ["sales"] * 3 + ["finance"] * 5)
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL, blocs=blocs), some)
    assert view.of(FIRST).dots
    assert not view.gaps
    many = team([0, 1, 2, 3, 0, 1, 2, 3, 3, 3, 1], ["sales"] * 6 + ["finance"] * 5)
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL, blocs=blocs), many)
    (front,) = [gap for gap in view.gaps if gap.label == "Front" and gap.dimension == FIRST]
    assert (front.mean, front.others, front.gap) == (100, 230, -130)


def test_a_group_whose_rest_is_too_small_is_withheld_with_the_reason() -> None:
    """Five and three: the five would give the three away."""
    voices = team([0, 1, 2, 3, 0, 1, 2, 3], ["sales"] * 5 + ["finance"] * 3)
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL), voices)
    assert not view.gaps
    reasons = {group.label: group.why for group in view.withheld}
    assert reasons["Finance"] == "shown from 5 answers on; there are 3"
    assert reasons["Sales"].startswith("not shown: together with what is shown")


@pytest.mark.parametrize("mode", HIDING)
@pytest.mark.parametrize("size", [3, 4, 5])
def test_announced_blocs_are_shown_from_five_as_other_groups(mode: CampaignMode, size: int) -> None:
    """Of both, so that the others are none too few."""
    voices = team([0, 1, 2, 3, 0, 1, 2, 3, 0, 1][: 2 * size], ["sales"] * size + ["finance"] * size)
    view = align(EDITION, campaign(mode, blocs={"sales": "Front", "finance": "Back"}), voices)
    assert ({gap.label for gap in view.gaps} >= {"Front", "Back"}) is (size == 5)
    assert bool(view.gaps) is (size == 5)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_a_confidential_team_shows_nothing_before_five_have_answered(count: int) -> None:
    """As respondents are told; with the reason for what is missing."""
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL), team([0, 3, 1, 2, 0][:count]))
    for row in (*view.dimensions, *view.questions, view.overall):
        assert (row.mean is not None) is bool(row.dots) is (row.distance is not None) is (count == 5)
        assert all(dot.name == "" and dot.bloc == "" for dot in row.dots)
        assert row.withheld == ("" if count == 5 else f"shown from 5 answers on; there are {count}")


@pytest.mark.parametrize("count", [5, 6, 7, 8])
def test_of_a_small_anonymous_team_means_alone_are_shown(count: int) -> None:
    """With SD and AD_M as well, five to seven answers nearly always follow one by one; so do they with counts."""
    voices = team([0, 3, 1, 2, 0, 3, 0, 3][:count])
    said = [voice(one.id, one.response.answers, one.lens, basis={FIRST: Basis.DOCUMENTS}) for one in voices]
    view = align(EDITION, campaign(CampaignMode.ANONYMOUS), said)
    is_large = count >= LEAST_FOR_COUNTS
    assert bool(view.disputes) is is_large
    assert bool(view.of(FIRST).basis) is is_large
    for row in (*view.dimensions, *view.questions, view.overall):
        assert row.mean is not None
        assert (row.deviation is not None) is (row.distance is not None) is is_large
        assert row.agreement is None or is_large
        assert row.cannot_judge is None or is_large
        assert (row.withheld == "") is is_large


@pytest.mark.parametrize("mode", HIDING)
def test_figures_over_questions_leave_out_those_withheld(mode: CampaignMode) -> None:
    """Two of nine answered the first question, as different as can be: else its AD_M and theirs follow."""
    first, *others = [q for q in EDITION.questionnaire.questions if q.dimension == FIRST and not q.optional]

    def seen(*levels: int) -> TeamView:
        voices = []
        for at in range(9):
            answers = {**of_level(1 + at % 2), first.id: first.levels[levels[at]].value if at < len(levels) else None}
            voices.append(voice(f"p{at}", {id: level for id, level in answers.items() if level is not None}, "sales"))
        return align(EDITION, campaign(mode), voices)

    apart, alike = seen(0, 3).of(FIRST), seen(1, 1).of(FIRST)
    assert seen(0, 3).of(first.id).distance is None
    assert apart.answer_distance == alike.answer_distance
    assert (apart.agreement, apart.rwg) == (alike.agreement, alike.rwg)
    if mode is CampaignMode.CONFIDENTIAL:
        exact = [mean_distance([dot.value for dot in seen(0, 3).of(q.id).dots]) for q in others]
        assert apart.answer_distance == round(sum(exact) / len(exact))


@pytest.mark.parametrize("count", [4, 5, 8])
def test_an_anonymous_team_shows_aggregates_from_five_and_never_a_single_answer(count: int) -> None:
    """Nor the lowest or highest; counts by level from eight."""
    view = align(EDITION, campaign(CampaignMode.ANONYMOUS), team([0, 3, 1, 2, 0, 3, 0, 3][:count]))
    for row in (*view.dimensions, *view.questions, view.overall):
        assert (row.mean is not None) is (count >= 5)
        assert not row.dots
        assert row.low is None
        assert row.high is None
        assert bool(row.counts) is (count >= 8 and row in view.questions)


def test_named_teams_show_everything_however_small() -> None:
    """As everybody was told."""
    view = align(EDITION, campaign(CampaignMode.NAMED), team([0, 3], ["sales", "finance"]))
    assert [dot.name for dot in view.of(FIRST).dots] == ["P0", "P1"]
    assert {gap.label for gap in view.gaps} == {"Sales", "Finance"}
    assert view.withheld == ()


def test_a_question_that_not_all_answered_is_left_out_where_no_single_answer_is_shown() -> None:
    """Else the mean of the dimension minus those of its questions would be about that one person."""
    voices = team([0, 1, 2, 3, 0, 1])
    question = next(q for q in EDITION.questionnaire.questions if q.dimension == FIRST)
    partly = {id: level for id, level in of_level(2).items() if id != question.id}
    voices.append(voice("partly", partly, "sales"))
    view = align(EDITION, campaign(CampaignMode.ANONYMOUS), voices)
    assert view.of(FIRST).n == 7
    assert view.of(question.id).mean is None
    assert "single answer could be computed" in view.of(question.id).withheld
    others = [q.id for q in EDITION.questionnaire.questions if q.dimension == FIRST and q.id != question.id]
    assert all(view.of(id).mean is not None for id in others)


def test_the_mean_of_lenses_is_withheld_where_a_single_answer_follows_from_it() -> None:
    """Five of one lens and one of another: the mean of all and that of the lenses give the one away."""
    alone = team([0, 1, 2, 3, 0, 1], ["sales"] * 5 + ["finance"])
    row = align(EDITION, campaign(CampaignMode.CONFIDENTIAL, ScoringRule.LENSES), alone).of(FIRST)
    assert not row.is_mean_of_lenses
    assert gaps.LENSES_WITHHELD in row.withheld
    enough = team([0, 1, 2, 3, 0, 1, 1, 1, 1, 1], ["sales"] * 5 + ["finance"] * 5)
    assert align(EDITION, campaign(CampaignMode.CONFIDENTIAL, ScoringRule.LENSES), enough).of(FIRST).is_mean_of_lenses


def test_dots_are_drawn_in_an_order_that_says_nothing() -> None:
    """It follows from the values alone, not from who gave them, and is another one in another row."""
    values = list(range(20))
    assert shuffled(values, "row") == shuffled(values[::-1], "row")
    assert shuffled(values, "row") != shuffled(values, "other")
    assert sorted(dot.value for dot in shuffled(values, "row")) == values
    assert [dot.value for dot in shuffled(values, "row")] != values


def test_the_same_groups_are_admitted_whatever_the_order_of_voices() -> None:
    """Else two downloads could be set against each other."""
    voices = team([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], ["sales"] * 6 + ["finance"] * 6)
    there = Circle(EDITION, campaign(CampaignMode.CONFIDENTIAL), tuple(voices))
    back = Circle(EDITION, there.campaign, tuple(voices[::-1]))
    assert admit(there, voices, groups_of(there)) == admit(back, voices[::-1], groups_of(back))
