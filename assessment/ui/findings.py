"""Gaps that matter and strengths to protect, each open to its arithmetic and in the respondent's words."""

from collections.abc import Callable, Mapping

import streamlit as st

from assessment.model import Assessment, Explanation, Quote
from assessment.ui import opened
from assessment.ui.opened import plain
from assessment.verdict import claims as claimed
from reports.verdict_words import gap_words, gaps_title, strength_words, strengths_title

# So many strengths are quoted; any more are only named.
MOST_QUOTED = 4
# The link beneath a dimension's figures, as HTML; nothing where there is nowhere to go.
Link = Callable[[str], str]


def gaps(assessment: Assessment, claims: Mapping[str, Explanation], link: Link) -> None:
    """The gaps that matter, widest first."""
    verdict = assessment.verdict
    lines = [
        _finding(assessment, gap.dimension, gap_words(gap), ("gap", "score"), gap.quote, link)
        for group in verdict.gaps
        for gap in group
    ]
    _list(gaps_title(verdict), lines, verdict.gaps_note, claims[claimed.GAPS])


def strengths(assessment: Assessment, claims: Mapping[str, Explanation], link: Link) -> None:
    """The strengths to protect, highest first; beyond a few they are only named."""
    verdict = assessment.verdict
    lines = [
        _finding(
            assessment,
            own.dimension,
            strength_words(assessment, own),
            ("score", "stage"),
            own.quote if place < MOST_QUOTED else None,
            link,
        )
        for place, own in enumerate(verdict.strengths)
    ]
    _list(strengths_title(verdict), lines, verdict.strengths_note, claims[claimed.STRENGTHS])


def _list(title: str, lines: list[str], note: str, claim: Explanation) -> None:
    with st.container(gap="small"):
        st.header(title, anchor=False)
        said = f'<p class="note">{plain(note)}</p>' if note else ""
        opened.block(*lines, said, opened.figure(plain(claim.title), [claim]))


def _finding(
    assessment: Assessment, dimension: str, value: str, figures: tuple[str, ...], quote: Quote | None, link: Link
) -> str:
    """One line that opens, and the quotation below it."""
    label = assessment.questionnaire.dimension[dimension].label
    explained = [assessment.explained[f"{figure}/{dimension}"] for figure in figures]
    line = opened.figure(f"<b>{plain(label)}</b>, {plain(value)}", explained, link(dimension))
    return line + (f'<p class="quote">“{plain(quote.words)}”</p>' if quote else "")
