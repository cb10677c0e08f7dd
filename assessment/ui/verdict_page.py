"""The verdict: what the answers say, in words first, every figure in its place, the overall score last.

All markdown is put together here, so everybody's words pass through `literal`, `printed` or `quoted`.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.model import Assessment, Contradiction, Decision, DimensionScore, Gap, Priority, Quote, Status, Strength
from assessment.rounding import one_decimal
from assessment.ui import charts, widgets
from assessment.ui.literal import literal, printed, quoted
from assessment.wording import counted, number_word, sentence_start
from reports.ordering import page_order
from reports.sentences import decisions_title

SYNTHETIC = "An invented company, for illustration only."
# So many strengths are quoted; any more are only named.
MOST_QUOTED = 4
TITLE_WIDTH, CARD_WIDTH = 860, 500
# With a hyphen where a narrow column needs one.
ANSWERED = "An\u00adswered"
MARKS = {Priority.STARRED: "★ ", Priority.PICKED: "✓ ", None: ""}


def show(assessment: Assessment, unit: str, synthetic: bool) -> None:
    """Render the verdict into the open container. With `synthetic` the page says that the unit is invented."""
    with st.container(gap="medium", key="verdict"):
        with st.container(width=TITLE_WIDTH, gap="xsmall"):
            if synthetic:
                widgets.small(SYNTHETIC)
            st.title(printed(assessment.verdict.headline), anchor=False)
        if _is_unfinished(assessment):
            _show_needed(assessment)
        if assessment.scorecard.scored:
            _show_findings(assessment)
        _show_basis(assessment, unit)


def _show_findings(assessment: Assessment) -> None:
    _show_contradictions(assessment)
    _show_decisions(assessment)
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(gap="small"):
        _show_profile(assessment)
    with right, st.container(gap="medium"):
        _show_gaps(assessment)
        _show_strengths(assessment)


def _is_unfinished(assessment: Assessment) -> bool:
    """Too little was answered for a verdict: what is not there yet is asked for, not reported as missing."""
    return assessment.scorecard.overall.score is None


def _show_needed(assessment: Assessment) -> None:
    """What is missing for a verdict: per dimension without a score, how many more answers it takes."""
    waiting = [score for score in assessment.scorecard.dimensions if score.score is None and score.applicable]
    if not waiting:
        return
    noun = printed(sentence_start(assessment.questionnaire.dimension_noun))
    rows = [
        {
            noun: printed(_label(assessment, score.dimension)),
            ANSWERED: f"{score.answered} of {score.applicable}",
            "Still needed": f"{answers_needed(assessment, score)} more",
        }
        for score in waiting
    ]
    with st.container(gap="small"):
        st.header("What is still needed", anchor=False)
        st.markdown("With these answers the page fills: the verdict in words, what to decide first and the profile.")
        st.table(rows, border="horizontal", hide_index=True, alt="Answers still needed")


def answers_needed(assessment: Assessment, score: DimensionScore) -> int:
    """The fewest further answers that give a dimension a score, counting the weightiest open questions first."""
    answers = assessment.response.answers
    asked = assessment.response.asked(assessment.questionnaire, score.dimension)
    applicable = [question for question in asked if answers.get(question.id) is not Status.DOES_NOT_APPLY]
    weights = sorted((q.weight for q in applicable if not isinstance(answers.get(q.id), int)), reverse=True)
    share_needed = assessment.questionnaire.scoring.thin_from - score.share
    weight_needed = share_needed * sum((question.weight for question in applicable), Fraction(0))
    return next(count for count, weight in enumerate(accumulate(weights), 1) if weight >= weight_needed)


def _show_contradictions(assessment: Assessment) -> None:
    verdict = assessment.verdict
    if not verdict.looked_for:
        if assessment.questionnaire.checks:
            widgets.muted("Too few answers to look for contradictions.")
    elif not verdict.contradictions:
        widgets.muted(f"We looked for {counted(verdict.looked_for, 'contradiction')} and found none.")
    else:
        _show_strongest(assessment, verdict.contradictions[0])


def _show_strongest(assessment: Assessment, strongest: Contradiction) -> None:
    """The two answers side by side; the sentence about them first, unless it only repeats them."""
    repeats = all(quote.words in strongest.finding for quote in strongest.quotes)
    with st.container(gap="small"):
        title = "Two of your answers do not go together" if repeats else "What does not go together"
        st.header(title, anchor=False)
        with st.container(border=True, gap="small"):
            if not repeats:
                st.markdown(printed(strongest.finding))
            columns = st.columns(len(strongest.quotes), gap="medium")
            for place, (column, quote) in enumerate(zip(columns, strongest.quotes, strict=True)):
                with column, st.container(gap="xxsmall"):
                    widgets.small(printed(_asked(assessment, quote)))
                    st.container(key=f"quote_contradiction_{place}").markdown(quoted(quote.words))
        _show_all_found(assessment)


def _show_all_found(assessment: Assessment) -> None:
    found, looked_for = assessment.verdict.contradictions, assessment.verdict.looked_for
    each = "it" if len(found) == 1 else "each"
    label = f"{counted(len(found), 'contradiction')} found, {looked_for} looked for: read {each} in full"
    with st.expander(label):
        for number, contradiction in enumerate(found, 1):
            st.markdown(f"{number}\\. {printed(contradiction.finding)}")


def _asked(assessment: Assessment, quote: Quote) -> str:
    """What was asked: the question in full, or the name of a practice."""
    question = assessment.questionnaire.question.get(quote.question)
    return question.text if question else quote.name


def _show_decisions(assessment: Assessment) -> None:
    verdict = assessment.verdict
    if not verdict.decisions and not verdict.decisions_note:
        return
    with st.container(gap="small"):
        st.header(decisions_title(verdict) or "What to decide first", anchor=False)
        if verdict.decisions:
            for number, (place, decision) in enumerate(
                zip(_places(len(verdict.decisions)), verdict.decisions, strict=True), 1
            ):
                with place.container(border=True, height="stretch", gap="xsmall"):
                    _show_decision(assessment, number, decision)
        widgets.small(printed(verdict.decisions_note))


def _places(count: int) -> Sequence[DeltaGenerator]:
    """Side by side, on a phone one below the other; a single one is no wider than a card."""
    return st.columns(count, gap="medium") if count > 1 else [st.container(width=CARD_WIDTH)]


def _show_decision(assessment: Assessment, number: int, decision: Decision) -> None:
    st.subheader(f":red[{number}] {printed(_label(assessment, decision.dimension))}", anchor=False)
    st.markdown(printed(decision.action))
    lines = [f":small[:gray[Now] {quoted(decision.now.words)}]"]
    if decision.next_step:
        lines.append(f":small[:gray[Next step] **{quoted(decision.next_step)}**]")
    for blocker in decision.blocked_by:
        stands = assessment.questionnaire.shown(assessment.scorecard.of[blocker].score or 0)
        lines.append(f":small[:red[Blocked by] {quoted(_label(assessment, blocker))} at {stands}]")
    st.markdown("  \n".join(lines))


def _show_profile(assessment: Assessment) -> None:
    st.header(printed(charts.profile_title(assessment)), anchor=False)
    st.plotly_chart(
        charts.profile(assessment), config=charts.CONFIG, key="verdict_profile", alt=charts.profile_alt(assessment)
    )
    with st.expander("The profile as a table"):
        rows = [_row(assessment, score) for score in page_order(assessment)]
        st.table(rows, border="horizontal", hide_index=True, alt="The profile as a table")


def _row(assessment: Assessment, score: DimensionScore) -> dict[str, str]:
    """One dimension of the table, in words; what there is not stays empty."""
    questionnaire, year = assessment.questionnaire, assessment.response.target_year
    stage = "too few answers" if score.applicable else "does not apply"
    if score.stage:
        stage = f"{literal(score.stage.name)}{', thin' if score.thin else ''}"
    name = printed(_label(assessment, score.dimension))
    return {
        printed(sentence_start(questionnaire.dimension_noun)): f"{MARKS[score.priority]}{name}",
        "Score": "none" if score.score is None else questionnaire.shown(score.score),
        "Stage": stage,
        f"Target {year}" if year else "Target": "" if score.target is None else questionnaire.shown(score.target),
        "Gap": "" if score.gap is None else one_decimal(score.gap),
        ANSWERED: f"{score.answered} of {score.applicable}",
    }


def _show_gaps(assessment: Assessment) -> None:
    verdict = assessment.verdict
    gaps = [gap for group in verdict.gaps for gap in group]
    if not gaps and _is_unfinished(assessment):
        return
    title = f"{_number(len(gaps))} {'gap that matters' if len(gaps) == 1 else 'gaps that matter'}"
    with st.container(gap="small"):
        st.header(title if gaps else "No gap to name", anchor=False)
        for gap in gaps:
            _show_gap(assessment, gap)
        widgets.small(printed(verdict.gaps_note))


def _show_gap(assessment: Assessment, gap: Gap) -> None:
    below = f"{one_decimal(gap.gap)} below target{', thin' if gap.thin else ''}"
    _show_finding(_label(assessment, gap.dimension), below, gap.quote)


def _show_strengths(assessment: Assessment) -> None:
    verdict = assessment.verdict
    count = len(verdict.strengths)
    if not count and _is_unfinished(assessment):
        return
    title = f"{_number(count)} {'strength' if count == 1 else 'strengths'} to protect"
    with st.container(gap="small"):
        st.header(title if count else "No strength to protect yet", anchor=False)
        for strength in verdict.strengths[:MOST_QUOTED]:
            _show_finding(_label(assessment, strength.dimension), _value(assessment, strength), strength.quote)
        others = [
            f"{_label(assessment, s.dimension)}, {_value(assessment, s)}" for s in verdict.strengths[MOST_QUOTED:]
        ]
        if others:
            widgets.muted(printed(f"And: {'; '.join(others)}."))
        widgets.small(printed(verdict.strengths_note))


def _value(assessment: Assessment, strength: Strength) -> str:
    return f"{assessment.questionnaire.shown(strength.score)}{', thin' if strength.thin else ''}"


def _show_finding(label: str, value: str, quote: Quote) -> None:
    st.markdown(f"**{printed(label)}**, {value}  \n:gray[{quoted(quote.words)}]")


def _show_basis(assessment: Assessment, unit: str) -> None:
    whose = ", ".join(part for part in (literal(unit), _day(assessment.assessed_on)) if part)
    with st.container(border=True):
        st.markdown(f"**What this rests on.** {whose}. {printed(assessment.verdict.basis.text)}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _number(count: int) -> str:
    return sentence_start(number_word(count))


def _label(assessment: Assessment, dimension: str) -> str:
    return assessment.questionnaire.dimension[dimension].label
