"""The verdict: what the answers say, in words first, every figure in its place, the overall score last.

All markdown is put together here, so everybody's words pass through `literal`, `printed` or `quoted`.
"""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from assessment.model import Assessment, Contradiction, Explanation, PlanEntry, Quote
from assessment.progress import answers_needed
from assessment.ui import charts, decisions, findings, opened, profile_table, widgets
from assessment.ui.literal import printed, quoted
from assessment.ui.opened import plain
from assessment.ui.profile_table import ANSWERED
from assessment.ui.session import Visit
from assessment.verdict import claims as claimed
from assessment.wording import counted, sentence_start
from reports.verdict_words import (
    CONTRADICTION_TITLE,
    SYNTHETIC,
    is_unfinished,
    without_contradictions,
)

TITLE_WIDTH = 860
# Explanations of what is claimed, by figure id.
Claims = Mapping[str, Explanation]


def show(
    assessment: Assessment,
    unit: str,
    synthetic: bool,
    visit: Visit | None = None,
    plan: tuple[PlanEntry, ...] = (),
) -> None:
    """Render the verdict into the open container. With `synthetic` the page says that the unit is invented.

    `visit`: that of whoever answered; figures then lead to the questions, and decisions take owner and date.
    Without one the page is only read, with what the `plan` says of the decisions.
    """
    claims, link = claimed.claims(assessment), _to_answers if visit else _nowhere
    with st.container(gap="medium", key="verdict"):
        with st.container(width=TITLE_WIDTH, gap="xsmall"):
            if synthetic:
                widgets.small(SYNTHETIC)
            st.title(printed(assessment.verdict.headline), anchor=False)
            if assessment.scorecard.scored:
                opened.block(_claim(claims[claimed.HEADLINE]))
        if is_unfinished(assessment):
            _show_needed(assessment)
        if assessment.scorecard.scored:
            _show_findings(assessment, claims, link, visit, plan)
        _show_basis(assessment, unit, claims)


def _claim(claim: Explanation) -> str:
    return opened.figure(plain(claim.title), [claim])


def _to_answers(dimension: str) -> str:
    return opened.to_questions(dimension, "Read these questions and answers")


def _nowhere(_: str) -> str:
    """Whoever only reads a verdict has no answers to go to."""
    return ""


def _show_findings(
    assessment: Assessment, claims: Claims, link: findings.Link, visit: Visit | None, plan: tuple[PlanEntry, ...]
) -> None:
    _show_contradictions(assessment, claims[claimed.CONTRADICTIONS])
    decisions.show(assessment, visit, plan)
    if assessment.verdict.decisions:
        opened.block(_claim(claims[claimed.DECISIONS]))
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(gap="small"):
        _show_profile(assessment, link)
    with right, st.container(gap="medium"):
        if assessment.verdict.gaps or not is_unfinished(assessment):
            findings.gaps(assessment, claims, link)
        if assessment.verdict.strengths or not is_unfinished(assessment):
            findings.strengths(assessment, claims, link)


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
        st.markdown("With these answers the page says all it can. What can be said already stands below.")
        st.table(rows, border="horizontal", hide_index=True, alt="Answers still needed")


def _show_contradictions(assessment: Assessment, claim: Explanation) -> None:
    found, none_found = assessment.verdict.contradictions, without_contradictions(assessment)
    if found:
        _show_strongest(assessment, found[0], claim)
    elif assessment.verdict.looked_for:
        opened.block(opened.figure(plain(none_found), [claim]))
    elif none_found:
        widgets.muted(none_found)


def _show_strongest(assessment: Assessment, strongest: Contradiction, claim: Explanation) -> None:
    """The sentence, and the two answers side by side."""
    with st.container(gap="small"):
        st.header(CONTRADICTION_TITLE, anchor=False)
        with st.container(border=True, gap="small"):
            st.markdown(printed(strongest.finding))
            columns = st.columns(len(strongest.quotes), gap="medium")
            for place, (column, quote) in enumerate(zip(columns, strongest.quotes, strict=True)):
                with column, st.container(gap="xxsmall"):
                    widgets.small(printed(_asked(assessment, quote)))
                    st.container(key=f"quote_contradiction_{place}").markdown(quoted(quote.words))
        opened.block(_all_found(assessment, claim))


def _all_found(assessment: Assessment, claim: Explanation) -> str:
    """Every finding in full, and what was looked for."""
    found, looked_for = assessment.verdict.contradictions, assessment.verdict.looked_for
    each = "it" if len(found) == 1 else "each"
    label = f"{counted(len(found), 'contradiction')} found, {looked_for} looked for: read {each} in full"
    listed = "".join(f"<li>{plain(contradiction.finding)}</li>" for contradiction in found)
    return opened.figure(label, [claim], f"<ol>{listed}</ol>")


def _asked(assessment: Assessment, quote: Quote) -> str:
    """What was asked: the question in full, or the name of a practice."""
    question = assessment.questionnaire.question.get(quote.question)
    return question.text if question else quote.name


def _show_profile(assessment: Assessment, link: findings.Link) -> None:
    st.header(printed(charts.profile_title(assessment)), anchor=False)
    st.plotly_chart(
        charts.profile(assessment), config=charts.CONFIG, key="verdict_profile", alt=charts.profile_alt(assessment)
    )
    with st.expander("The profile as a table"):
        profile_table.show(assessment, link)


def _show_basis(assessment: Assessment, unit: str, claims: Claims) -> None:
    """On what it all rests, the overall score last; each of its numbers opens."""
    whose = ", ".join(part for part in (plain(unit), _day(assessment.assessed_on)) if part)
    rests = f"<p><b>What this rests on.</b> {whose}. {plain(assessment.verdict.basis.text)}</p>"
    figures = [claims[claimed.ANSWERED], claims[claimed.KNOWN]]
    if assessment.scorecard.scored:
        figures += [claims[claimed.LOWEST], assessment.explained["overall"]]
    with st.container(border=True):
        opened.block(rests, *(_claim(explained) for explained in figures))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _label(assessment: Assessment, dimension: str) -> str:
    return assessment.questionnaire.dimension[dimension].label
