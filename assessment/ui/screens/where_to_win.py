"""Where the company can win and where its money goes: money line, map, zones, segments, and what if spend moved."""

import streamlit as st

from assessment.targeting import weighing
from assessment.targeting.words import close_words, whole_percent
from assessment.ui import charts, money_line, opened, segment_cards, spend_what_if, tested_words, waiting_list, widgets
from assessment.ui import navigation as to
from assessment.ui.judged import Judged, judged
from assessment.ui.literal import printed
from assessment.ui.money_line import said
from assessment.ui.opened import plain
from assessment.ui.session import Visit
from assessment.ui.win_words import by_spend, hard, map_alt, map_title, title, under_funded
from assessment.wording import counted
from assessment.workflow import workshops
from assessment.workflow.segment_tests import tests_of
from assessment.workflow.segmenting import Segmentation, segmentation_of

WIDTH, TITLE_WIDTH, MAP_WIDTH = 1040, 860, 460
KEY = "Area is the share of spend. Solid: right to win held. Pale: not held. Hollow: planned, no revenue yet."
NUMBERED = "The numbers are those of the segments named beside and below."
NOT_CLOSE = "No segment lies close to a border."
INVITATION = "Where do you win, and where does the money go?"
WHY = (
    "Name your two to twelve most important groups of customers, with the share of revenue each brings and the share "
    "of customer-facing spend each takes, and rate them. This page then shows where you hold a right to win, and how "
    "much of the money goes elsewhere."
)
DO_NOT_FIT = "Your segments do not fit together yet"
RATE_FIRST = "What to rate first"
SPLIT_HEADS = ("Segment", "Spend", "Reference split")


def show(visit: Visit) -> None:
    """The page, or what it takes to fill it."""
    segmentation = segmentation_of(visit.actor, visit.place)
    found = judged(segmentation)
    with widgets.column(WIDTH, gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        if not segmentation.segments:
            _invite(visit)
        elif found is None:
            _problems(visit, segmentation)
        else:
            _show(visit, found, segmentation)
        _onwards(visit, segmentation)


def _invite(visit: Visit) -> None:
    """No segments yet: what they are good for."""
    with st.container(width=TITLE_WIDTH, gap="small"):
        st.title(INVITATION, anchor=False)
        st.markdown(WHY)
        if st.button("Name your customers", type="primary", icon=":material/groups:", key=visit.key("name_segments")):
            to.go(to.SEGMENTS)


def _problems(visit: Visit, segmentation: Segmentation) -> None:
    with st.container(width=TITLE_WIDTH, gap="small"):
        st.title(DO_NOT_FIT, anchor=False)
        opened.block(f"<ul>{''.join(f'<li>{said(problem)}</li>' for problem in segmentation.problems)}</ul>")
        if st.button("Put this right", type="primary", icon=":material/edit:", key=visit.key("mend_segments")):
            to.go(to.SEGMENTS)


def _show(visit: Visit, found: Judged, segmentation: Segmentation) -> None:
    portfolio = found.portfolio
    with st.container(width=TITLE_WIDTH, gap="small"):
        st.title(printed(hard(title(portfolio))), anchor=False)
        _first_pass(visit, segmentation)
        _notes(visit, found)
        if words := weighing.own_weights_words(found.rules, portfolio):
            widgets.muted(printed(hard(words)))
    if portfolio.backed is not None:
        money_line.show(found)
    if any(finding.zone for finding in portfolio.findings):
        _map(found)
    if portfolio.backed is not None:
        money_line.zones(found)
    segment_cards.show(found, tested_words.by_segment(found.rules, portfolio, tests_of(visit.actor, visit.place)))
    waiting_list.show(visit, found)
    if portfolio.backed is not None:
        _reference(found)
        spend_what_if.show(visit, found)


def _first_pass(visit: Visit, segmentation: Segmentation) -> None:
    """What a workshop's ratings are worth, and the way to the rest."""
    basis = workshops.first_pass_of(visit.actor, visit.place, segmentation)
    if basis is None:
        return
    people = counted(basis.people, "person", "people")
    with st.container(border=True, gap="xsmall", key="first_pass"):
        st.markdown(
            f"**First pass:** rated on {basis.rated} of {counted(basis.criteria, 'criterion', 'criteria')} in a "
            f"workshop with {people} on {widgets.day(basis.on)}."
        )
        if st.button("Rate the rest: the full pass", icon=":material/star_half:", key=visit.key("full_pass")):
            to.go(to.RATE)


def _notes(visit: Visit, found: Judged) -> None:
    """What cannot be said, why, and the way to mend it."""
    portfolio = found.portfolio
    if not portfolio.notes:
        return
    unrated = any(finding.zone is None for finding in portfolio.findings)
    if unrated:
        st.header(RATE_FIRST, anchor=False)
    opened.block(*(f"<p>{plain(note)}</p>" for note in portfolio.notes))
    if unrated:
        if st.button("Rate the segments", type="primary", icon=":material/star_half:", key=visit.key("rate_first")):
            to.go(to.RATE)
    elif st.button("Name more segments", type="primary", icon=":material/groups:", key=visit.key("more_segments")):
        to.go(to.SEGMENTS)


def _map(found: Judged) -> None:
    rules, portfolio = found.rules, found.portfolio
    by_name = charts.is_by_name(rules, portfolio)
    with st.container(gap="small"):
        st.header(printed(map_title(rules, portfolio)), anchor=False)
        widgets.muted(KEY if by_name else f"{KEY} {NUMBERED}")
        left, right = st.columns([1, 1], gap="large")
        with left, st.container(width=MAP_WIDTH):
            figure, told = charts.win_map(rules, portfolio), hard(map_alt(rules, portfolio))
            st.plotly_chart(figure, config=charts.CONFIG, key="win_map", alt=told)
        with right, st.container(gap="xsmall"):
            st.subheader("What would change this picture", anchor=False)
            opened.block(*(_changes(found, by_name) or [f"<p>{NOT_CLOSE}</p>"]))


def _changes(found: Judged, by_name: bool) -> list[str]:
    """Close calls and what may be under-funded, by name, most spend first; with a map of numbers every segment."""
    lines = []
    for number, (_, finding) in enumerate(by_spend(found.portfolio), 1):
        sentences = [under_funded(finding), close_words(found.rules, finding)]
        told = " ".join(sentence for sentence in sentences if sentence)
        if told or not by_name:
            name = f"{'' if by_name else f'{number} '}<b>{plain(finding.segment.name)}.</b>"
            lines.append(f"<p>{name} {said(told)}</p>")
    return lines


def _reference(found: Judged) -> None:
    """How spend would be split by size, attractiveness and right to win, where sizes are recorded."""
    portfolio = found.portfolio
    if portfolio.distance is None:
        return
    with st.container(gap="small"):
        st.header("A what-if, not an optimum: spend in proportion to the chances", anchor=False)
        st.markdown("Accessible size times attractiveness and right to win would split the spend like this.")
        ordered = [finding for _, finding in by_spend(portfolio)]
        rows = [
            (one.segment.name, hard(whole_percent(one.segment.spend_share)), hard(whole_percent(one.reference_split)))
            for one in ordered
        ]
        distance = f"<b>{said(whole_percent(portfolio.distance))}</b> of the attributable spend would have to move"
        opened.block(opened.table(SPLIT_HEADS, rows), opened.figure(distance, [found.explained["distance"]]))


def _onwards(visit: Visit, segmentation: Segmentation) -> None:
    """Back, and to what this page rests on."""
    with st.container(horizontal=True, key="onwards"):
        name, label = (to.REVIEW, "To the review") if visit.here.is_draft else (to.VERDICT, "To the verdict")
        if st.button(label, icon=":material/arrow_back:", key=visit.key("back")):
            to.go(name)
        if segmentation.segments:
            if st.button("Change the segments", icon=":material/edit:", key=visit.key("segments")):
                to.go(to.SEGMENTS)
            if st.button("The weights", icon=":material/balance:", key=visit.key("weights")):
                to.go(to.WEIGHTS)
            if st.button("Change the ratings", icon=":material/star_half:", key=visit.key("rate")):
                to.go(to.RATE)
