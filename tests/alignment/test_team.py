"""What is said of a team: figures worked by hand, disputes in order, sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.alignment import MINUTES, MINUTES_FOR_CAMPS, align
from assessment.alignment.agreed import agenda, agreed_scores
from assessment.alignment.agreement import agreement_of
from assessment.alignment.explaining import gap_explanation, row_explanations
from assessment.alignment.verdict import team_verdict
from assessment.model import Agreement, Basis, CampaignMode, ScoringRule, Settlement, Status
from tests.alignment.people import EDITION, FIRST, QUESTIONNAIRE, campaign, of_level, team, voice
from tests.storage.samples import NOW

NAMED = campaign(CampaignMode.NAMED)


def test_one_respondent_is_one_vote() -> None:
    """Levels 0, 0 and 3 in every question: the mean of the scores is 1, AD_M 1.33, SD 1.73."""
    row = align(EDITION, NAMED, team([0, 0, 3])).of(FIRST)
    assert (row.n, row.mean, row.distance, row.deviation) == (3, 100, 133, 173)
    assert (row.low, row.high) == (0, 300)


def test_lenses_count_alike_where_the_campaign_declared_it() -> None:
    """Two of sales at 0 and one of finance at 3."""
    voices = team([0, 0, 3], ["sales", "sales", "finance"])
    declared = campaign(CampaignMode.NAMED, ScoringRule.LENSES)
    assert align(EDITION, declared, voices).of(FIRST).mean == 150
    assert align(EDITION, declared, voices).overall.mean == 150


def test_a_group_is_compared_with_all_others() -> None:
    """Not with the mean that holds the group itself."""
    view = align(EDITION, NAMED, team([3, 3, 0, 2], ["sales", "sales", "finance", "finance"]))
    (gap,) = [gap for gap in view.gaps if gap.dimension == FIRST and gap.label == "Sales"]
    assert (gap.mean, gap.n, gap.others, gap.others_n, gap.gap) == (300, 2, 75, 2, 225)
    assert gap_explanation(gap).arithmetic == "3.00 (2) - 0.75 (2) = 2.25"


def test_management_is_the_two_highest_ranks_where_somebody_is_below_them() -> None:
    """Else the highest that occurs against the others."""
    voices = [voice("a", of_level(3), rank="c-suite"), voice("b", of_level(2), rank="director")]
    view = align(EDITION, NAMED, [*voices, voice("c", of_level(0), rank="manager")])
    (gap,) = [gap for gap in view.gaps if gap.label == "Management" and gap.dimension == FIRST]
    assert (gap.n, gap.others_n, gap.gap) == (2, 1, 225)
    (top,) = [g for g in align(EDITION, NAMED, voices).gaps if g.label == "Management" and g.dimension == FIRST]
    assert (top.n, top.others_n) == (1, 1)


def test_disputes_are_answers_two_levels_apart_that_spread() -> None:
    """Worked by hand on four levels."""
    assert agreement_of(QUESTIONNAIRE, [0, 0, 300, 300]) is Agreement.CAMPS
    assert agreement_of(QUESTIONNAIRE, [0, 75, 150, 150, 300]) is Agreement.SPREAD
    assert agreement_of(QUESTIONNAIRE, [75, 75, 150, 150]) is Agreement.CLOSE
    assert agreement_of(QUESTIONNAIRE, [75, 75, 75, 75, 75, 150]) is Agreement.AGREED


def test_the_widest_dispute_comes_first_with_its_minutes() -> None:
    """Of two questions one splits the team from end to end, the other less."""
    first, second = [question.id for question in QUESTIONNAIRE.questions[:2]]
    wide, less = [0, 0, 300, 300], [0, 0, 150, 150]
    voices = [voice(f"p{at}", {**of_level(1), first: less[at], second: wide[at]}) for at in range(4)]
    view = align(EDITION, NAMED, voices)
    assert [dispute.question for dispute in view.disputes] == [second, first]
    assert [(dispute.low, dispute.high) for dispute in view.disputes] == [(0, 300), (0, 150)]
    assert dict(view.disputes[0].row.counts) == {0: 2, 75: 0, 150: 0, 300: 2}
    points = agenda(view)
    assert [(point.number, point.starts_at) for point in points] == [(1, 0), (2, MINUTES_FOR_CAMPS)]
    assert {dispute.minutes for dispute in view.disputes} <= {MINUTES, MINUTES_FOR_CAMPS}


def test_statuses_and_basis_are_counted_apart() -> None:
    """They are no levels, and nothing is imputed."""
    question = QUESTIONNAIRE.questions[0].id
    voices = [
        voice("a", {**of_level(2), question: Status.CANNOT_JUDGE}, basis={FIRST: Basis.DOCUMENTS}),
        voice("b", of_level(2), basis={FIRST: Basis.IMPRESSION}),
    ]
    view = align(EDITION, NAMED, voices)
    assert (view.of(question).cannot_judge, view.of(question).could_judge_of, view.of(question).n) == (1, 2, 1)
    assert (view.of(FIRST).cannot_judge, view.of(FIRST).could_judge_of) == (1, 6)
    assert view.of(FIRST).basis == {Basis.DOCUMENTS: 1, Basis.IMPRESSION: 1}


def test_agreement_within_groups_is_said_from_eight_people_on() -> None:
    """Before that chance alone often reaches it."""
    assert align(EDITION, NAMED, team([1] * 7)).of(FIRST).rwg is None
    assert align(EDITION, NAMED, team([1] * 8)).of(FIRST).rwg == 1


def test_what_was_agreed_moves_the_score_by_its_weight() -> None:
    """Weights 2, 1 and 1.5; the first question moves from 1.5 to 3: 2 × 1.5 / 4.5 = 0.67."""
    view = align(EDITION, NAMED, team([0, 3, 0, 3]))
    question = QUESTIONNAIRE.questions[0].id
    settled = {question: Settlement(question, 300, "We read the minutes.", NOW)}
    (score,) = agreed_scores(QUESTIONNAIRE, view, settled)
    assert (score.dimension, score.original, score.agreed, score.questions) == (FIRST, 150, 217, (question,))
    assert agreed_scores(QUESTIONNAIRE, view, {question: Settlement(question, None, "We differ.", NOW)}) == ()


def test_the_verdict_quotes_where_answers_run_from_and_to() -> None:
    """With how many hold either end."""
    view = align(EDITION, NAMED, team([0, 0, 3, 3], ["sales", "sales", "finance", "finance"]))
    verdict, question = team_verdict(QUESTIONNAIRE, view), QUESTIONNAIRE.question[view.disputes[0].question]
    assert verdict.headline == f"The team splits in two over “{question.name}”."
    assert f"“{question.levels[0].text}” (2 people) to “{question.levels[-1].text}” (2 people)" in verdict.lead
    assert any(finding.startswith("Read as unsettled: ") for finding in verdict.findings)
    assert any(
        "The widest gap between groups: " in finding and "with Sales, at" in finding for finding in verdict.findings
    )


def test_the_verdict_says_when_there_is_too_little_or_nothing_to_say() -> None:
    """Nobody, one, too few, and no dispute."""

    def headline(mode: CampaignMode, ranks: list[int]) -> str:
        return team_verdict(QUESTIONNAIRE, align(EDITION, campaign(mode), team(ranks))).headline

    assert headline(CampaignMode.NAMED, []) == "Nobody has submitted answers yet."
    assert headline(CampaignMode.NAMED, [1]).startswith("One person has answered")
    assert headline(CampaignMode.CONFIDENTIAL, [0, 3, 0, 3]) == (
        "Four people have answered: too few to show how far they agree."
    )
    assert headline(CampaignMode.NAMED, [1, 1, 1]) == "No question divides the team."


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 3), max_size=9), st.randoms(), st.sampled_from(CampaignMode))
def test_the_order_of_voices_plays_no_part(ranks: list[int], random: object, mode: CampaignMode) -> None:
    """In no mode."""
    voices = team(ranks, ["sales", "finance", "it"])
    again = sorted(voices, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert align(EDITION, campaign(mode), voices) == align(EDITION, campaign(mode), again)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 3), max_size=9), st.sampled_from(CampaignMode))
def test_whatever_is_shown_can_be_explained(ranks: list[int], mode: CampaignMode) -> None:
    """And without names where none was promised."""
    view = align(EDITION, campaign(mode), team(ranks))
    for row in (*view.dimensions, *view.questions, view.overall):
        explained = row_explanations(QUESTIONNAIRE, view, row)
        assert bool(explained) is (row.mean is not None)
        names = {term.name for explanation in explained for term in explanation.terms}
        assert mode is CampaignMode.NAMED or names <= {"One person"}
    assert team_verdict(QUESTIONNAIRE, view).headline
