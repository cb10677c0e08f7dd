"""One card a segment, most spend first: what to do there, what is lacking, and how near it is to another zone."""

from collections.abc import Mapping

import streamlit as st

from assessment.model import SegmentFinding
from assessment.targeting.facts import doubts
from assessment.targeting.words import close_words, lacking_words, whole_percent
from assessment.ui import opened, widgets
from assessment.ui.judged import Judged
from assessment.ui.literal import literal
from assessment.ui.money_line import said
from assessment.ui.opened import plain
from assessment.ui.win_words import (
    attractiveness_words,
    bet_words,
    by_spend,
    flip_rows,
    flips_title,
    reasons_and_proof,
    right_to_win_words,
    shares_words,
    under_funded,
    zone_name,
)

TITLE = "Segment by segment, most spend first"
FLIP_HEADS = ("Rating", "From and to", "Zone then")
SIDE_BY_SIDE = 2


def show(judged: Judged, tested: Mapping[str, str]) -> None:
    """Two cards side by side, on a phone one below the other; those that cannot be placed yet say only their shares.

    `tested`: by segment id, what was looked into for it, as HTML.
    """
    ordered = list(enumerate(by_spend(judged.portfolio), 1))
    with st.container(gap="small"):
        st.header(TITLE, anchor=False)
        for first in range(0, len(ordered), SIDE_BY_SIDE):
            columns = st.columns(SIDE_BY_SIDE, gap="medium")
            for column, (number, (place, finding)) in zip(columns, ordered[first : first + SIDE_BY_SIDE], strict=False):
                with column, st.container(border=True, height="stretch", gap="xsmall", key=f"segment_{number}"):
                    st.subheader(f":gray[{number}] {literal(finding.segment.name)}", anchor=False)
                    opened.block(*_lines(judged, place, finding), tested.get(finding.segment.id, ""))


def _lines(judged: Judged, place: int, finding: SegmentFinding) -> list[str]:
    """All that is said of a segment, as HTML."""
    explained = judged.explained
    shares = opened.figure(said(shares_words(finding)), [explained[f"intensity/{place}"]])
    if finding.zone is None:
        return [f"<p><b>{plain(zone_name(finding))}</b></p>", shares]
    return [
        f"<p><b>{plain(zone_name(finding))}.</b> {plain(finding.advice)}.</p>",
        *_paragraphs([under_funded(finding)]),
        shares,
        *_means(judged, place, finding),
        *_paragraphs([lacking_words(judged.rules, finding), close_words(judged.rules, finding), _bet(finding)]),
        *_doubts(judged, finding),
        _flips(judged, finding),
        _reference(judged, place, finding),
    ]


def _paragraphs(sentences: list[str]) -> list[str]:
    return [f"<p>{said(sentence)}</p>" for sentence in sentences if sentence]


def _means(judged: Judged, place: int, finding: SegmentFinding) -> list[str]:
    """Right to win, attractiveness, and reasons against proof."""
    explained, lines = judged.explained, []
    if finding.right_to_win is not None:
        mean = right_to_win_words(judged.rules, finding.right_to_win)
        shown = f"Right to win <b>{mean}</b>, lowest knock-out <b>{finding.minimum}</b>"
        figures = ["right-to-win", "minimum", "zone", "severity"]
        lines.append(opened.figure(shown, [explained[f"{figure}/{place}"] for figure in figures]))
    if finding.attractiveness is not None:
        shown = f"Attractiveness <b>{attractiveness_words(judged.rules, finding.attractiveness)}</b>"
        lines.append(opened.figure(shown, [explained[f"attractiveness/{place}"]]))
    if words := reasons_and_proof(judged.rules, finding):
        lines.append(opened.figure(plain(words), [explained[f"reasons/{place}"], explained[f"proof/{place}"]]))
    return lines


def _doubts(judged: Judged, finding: SegmentFinding) -> list[str]:
    """The ratings that facts contradict."""
    names = {criterion.id: criterion.name for criterion in judged.rules.criteria}
    found = doubts(judged.rules, finding.segment)
    return [f"<p><b>{plain(names[doubt.criterion])}.</b> {said(doubt.finding)}</p>" for doubt in found]


def _bet(finding: SegmentFinding) -> str:
    end = finding.segment.bet.end
    return bet_words(finding, widgets.date_text(end) if end else "")


def _flips(judged: Judged, finding: SegmentFinding) -> str:
    if not finding.flips:
        return ""
    return opened.disclosure(plain(flips_title(finding)), opened.table(FLIP_HEADS, flip_rows(judged.rules, finding)))


def _reference(judged: Judged, place: int, finding: SegmentFinding) -> str:
    if finding.reference_split is None:
        return ""
    shown = f"Reference split <b>{said(whole_percent(finding.reference_split))}</b>: a what-if, not an optimum"
    explanation = judged.explained.get(f"reference/{place}")
    return opened.figure(shown, [explanation] if explanation else [])
