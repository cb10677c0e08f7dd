"""Nothing about too few people follows from what is shown, whatever an attacker computes from it."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.alignment import align, gaps
from assessment.alignment.agreement import Circle, scored
from assessment.alignment.disclosure import LEAST, LEAST_OF_BLOC, Ledger, is_safe, of_set, shuffled
from assessment.alignment.gaps import admit, groups_of
from assessment.model import CampaignMode, Partition, ScoringRule, TeamView, Voice
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


def attacked(view: TeamView, circle: Circle, dimension: str) -> tuple[list[Row], list[frozenset[int]]]:
    """What is shown of a dimension as a linear system in the scores of those who have one; the blocs announced."""
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
    blocs = [
        frozenset(place[id] for id in group.voices if id in place)
        for group in groups.values()
        if group.partition is Partition.BLOC
    ]
    return rows, [bloc for bloc in blocs if len(bloc) >= LEAST_OF_BLOC]


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
        rows, exempt = attacked(view, circle, dimension.id)
        people = len(scored(circle, dimension.id))
        allowed = exempt if mode is CampaignMode.CONFIDENTIAL else []
        for known in derived(rows, people, LEAST):
            is_announced = any(bloc <= known for bloc in allowed)
            is_whole = mode is CampaignMode.CONFIDENTIAL and len(known) == people >= LEAST_OF_BLOC
            assert is_announced or is_whole, (known, rows)


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


def test_of_an_announced_bloc_its_mean_alone_may_be_known() -> None:
    """No other combination of its three answers, and nothing of two of them."""
    bloc = frozenset({0, 1, 2})
    uneven = (Fraction(2), Fraction(1), Fraction(1), *[Fraction(0)] * 7)
    assert Ledger(10, LEAST, [bloc]).admit(of_set(range(10), 10), of_set(bloc, 10))
    assert not Ledger(10, LEAST, [bloc]).admit(of_set(range(10), 10), uneven)
    assert not Ledger(10, LEAST, [bloc]).admit(of_set(bloc, 10), of_set({0, 1}, 10))
    assert not Ledger(10, LEAST, [bloc]).admit(of_set(bloc, 10), uneven)


def test_a_group_whose_rest_is_too_small_is_withheld_with_the_reason() -> None:
    """Five and three: the five would give the three away."""
    voices = team([0, 1, 2, 3, 0, 1, 2, 3], ["sales"] * 5 + ["finance"] * 3)
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL), voices)
    assert not view.gaps
    reasons = {group.label: group.why for group in view.withheld}
    assert reasons["Finance"] == "shown from 5 answers on; there are 3"
    assert reasons["Sales"].startswith("not shown: together with what is shown")


def test_announced_blocs_are_shown_from_three_in_a_confidential_campaign_alone() -> None:
    """People knew of them before they answered."""
    voices = team([0, 1, 2, 3, 0, 1], ["sales"] * 3 + ["finance"] * 3)
    blocs = {"sales": "Front", "finance": "Back"}
    view = align(EDITION, campaign(CampaignMode.CONFIDENTIAL, blocs=blocs), voices)
    assert {gap.label for gap in view.gaps} == {"Front", "Back"}
    assert not align(EDITION, campaign(CampaignMode.CONFIDENTIAL), voices).gaps
    assert not align(EDITION, campaign(CampaignMode.ANONYMOUS, blocs=blocs), voices).gaps


@pytest.mark.parametrize(("count", "shows"), [(2, ""), (3, "mean"), (4, "mean"), (5, "dots")])
def test_a_confidential_team_shows_means_from_three_and_dots_from_five(count: int, shows: str) -> None:
    """Each with the reason for what is missing."""
    row = align(EDITION, campaign(CampaignMode.CONFIDENTIAL), team([0, 3, 1, 2, 0][:count])).of(FIRST)
    assert (row.mean is not None) is (shows != "")
    assert bool(row.dots) is (shows == "dots")
    assert (row.distance is not None) is (shows == "dots")
    assert all(dot.name == "" and dot.bloc == "" for dot in row.dots)
    assert (
        row.withheld
        == {
            "": "shown from 3 answers on; there are 2",
            "mean": f"spread and single answers are shown from 5 answers on; there are {count}",
            "dots": "",
        }[shows]
    )


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
