"""How every figure of a team came about, in the words of the screen and the workbook."""

from assessment.alignment.measures import distance_cut
from assessment.model import (
    CampaignMode,
    Explanation,
    PerceptionGap,
    Questionnaire,
    TeamRow,
    TeamView,
    Term,
)
from assessment.rounding import HUNDREDTHS, to_hundredths, two_decimals

WITHHELD = "Single answers are withheld, so that the sum behind it is not shown."


def row_explanations(questionnaire: Questionnaire, view: TeamView, row: TeamRow) -> tuple[Explanation, ...]:
    """The mean of a row, and how far what is behind it spreads; nothing where neither may be shown."""
    if row.mean is None:
        return ()
    found = [_mean(view, row)]
    if row.distance is not None and row.deviation is not None:
        found.append(_spread(questionnaire, row))
    return tuple(found)


def _mean(view: TeamView, row: TeamRow) -> Explanation:
    assert row.mean is not None, "only a row with a mean is explained"
    named = view.mode is CampaignMode.NAMED
    terms = tuple(Term(dot.name if named else "One person", "", two_decimals(dot.value), "1") for dot in row.dots)
    if row.is_mean_of_lenses:
        arithmetic = f"mean of the lenses' means = {two_decimals(row.mean)}"
        rule = "Each lens counts once, whatever the number of its people, as declared before the first answer."
    elif row.dots:
        total = sum(dot.value for dot in row.dots)
        arithmetic = f"{two_decimals(total)} ÷ {row.n} = {two_decimals(row.mean)}"
        rule = "The mean of the respondents' own scores, one vote each."
    else:
        arithmetic = f"mean of {row.n} = {two_decimals(row.mean)}"
        rule = f"The mean of the respondents' own scores, one vote each. {WITHHELD}"
    return Explanation(f"team/mean/{row.subject}", "Mean", terms, arithmetic, rule)


def _spread(questionnaire: Questionnaire, row: TeamRow) -> Explanation:
    assert row.deviation is not None, "only a row with a spread is explained"
    assert row.distance is not None, "only a row with a spread is explained"
    cut = two_decimals(to_hundredths(distance_cut(questionnaire.scale) / HUNDREDTHS))
    parts = [f"SD {two_decimals(row.deviation)}", f"AD_M {two_decimals(row.distance)}"]
    if row.answer_distance is not None:
        parts.append(f"AD_M of the answers {two_decimals(row.answer_distance)}")
    if row.low is not None and row.high is not None:
        parts.append(f"from {two_decimals(row.low)} to {two_decimals(row.high)}")
    rule = (
        "SD: standard deviation with n - 1. AD_M: mean distance from the mean. Up to half of "
        f"{cut} answers are agreed, beyond {cut} they spread wide: a sixth of the number of levels, in steps of the "
        "scale (Burke and Dunlap, 2002)."
    )
    return Explanation(f"team/spread/{row.subject}", "Spread", (), ", ".join(parts), rule)


def gap_explanation(gap: PerceptionGap) -> Explanation:
    """How a perception gap came about."""
    return Explanation(
        f"team/gap/{gap.partition}/{gap.group}/{gap.dimension}",
        gap.label,
        (),
        f"{two_decimals(gap.mean)} ({gap.n}) - {two_decimals(gap.others)} ({gap.others_n}) = {two_decimals(gap.gap)}",
        "The mean of the group minus the mean of all others who have a score.",
    )
