"""How one segment is rated: how attractive it is, why one should win there, and what shows it."""

from functools import partial

import streamlit as st

from assessment.model import RATINGS, Criterion, Evidence, Part, Segment, SegmentFinding, Side, TargetingRules
from assessment.targeting import finding_of
from assessment.targeting.words import close_words, lacking_words
from assessment.ui import fact_rows, segment_rows, session, tested_segment, widgets
from assessment.ui import navigation as to
from assessment.ui.literal import literal, printed
from assessment.ui.segment_rows import SEGMENT
from assessment.ui.session import Visit
from assessment.wording import listed
from assessment.workflow import segmenting
from assessment.workflow.segmenting import Segmentation

EVIDENCE_WORDS = {
    Evidence.OPINION: "Opinion",
    Evidence.INTERNAL: "Internal figures",
    Evidence.MARKET: "Customer or market evidence",
}
GROUPS = (
    (Side.ATTRACTIVENESS, None, "How attractive is this segment, whoever serves it?"),
    (Side.RIGHT_TO_WIN, Part.REASONS, "Why should you win here?"),
    (Side.RIGHT_TO_WIN, Part.PROOF, "What shows that you do?"),
)
# Counts how often a rating was taken back.
TAKEN_BACK = "ratings_taken_back"
# Hard spaces keep a rating apart from its anchor.
APART = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"


def show(visit: Visit) -> None:
    """The segment named in the address, else the first one with something left to rate."""
    standing = segmenting.segmentation_of(visit.actor, visit.place)
    if not standing.segments:
        to.go(to.SEGMENTS)
    segment = _named(standing)
    with widgets.column(gap="medium"):
        widgets.top_line(visit)
        widgets.notices()
        _head(visit, standing, segment)
        applicable = segment_rows.applicable(standing.rules, segment)
        for side, part, question in GROUPS:
            wanted = [c for c in standing.rules.of(side) if c.part is part and c.id in applicable]
            if wanted:
                with st.container(gap="small"):
                    st.header(question, anchor=False)
                    for criterion in wanted:
                        _card(visit, standing.rules, segment, criterion)
                        tested_segment.second_views(visit, standing.rules, segment, criterion)
        _left_out(standing.rules, applicable)
        _placed(visit, standing.rules, finding_of(standing.rules, segment))
        _onwards(visit, standing, segment)


def _named(standing: Segmentation) -> Segment:
    """The segment in the address. Another one is put there, so that the page stays with it."""
    named = st.query_params.get(SEGMENT)
    found = next((each for each in standing.segments if each.id == named), None)
    if found is None:
        unfinished = [each for each in standing.segments if _unrated(standing.rules, each)]
        found = (unfinished or standing.segments)[0]
        st.query_params[SEGMENT] = found.id
    return found


def _unrated(rules: TargetingRules, segment: Segment) -> list[str]:
    return [id for id in segment_rows.applicable(rules, segment) if id not in segment.ratings]


def _head(visit: Visit, standing: Segmentation, segment: Segment) -> None:
    rules, by_id = standing.rules, {each.id: each for each in standing.segments}
    count = len(segment_rows.applicable(rules, segment))
    share = 1 - len(_unrated(rules, segment)) / count
    st.progress(share, text=f":gray[{segment_rows.rated_words(rules, segment)}]")
    st.title(literal(segment.name), anchor=False)
    chosen = st.selectbox(
        "Segment to rate",
        list(by_id),
        index=list(by_id).index(segment.id),
        format_func=lambda id: f"{by_id[id].name} ({segment_rows.rated_words(rules, by_id[id])})",
        # Another key for each, so that the field follows the address.
        key=visit.key("segment_to_rate", segment.id),
    )
    if chosen != segment.id:
        to.go(to.RATE, {SEGMENT: chosen})


def _card(visit: Visit, rules: TargetingRules, segment: Segment, criterion: Criterion) -> None:
    rating = segment.ratings.get(criterion.id)
    name = _radio_name(segment, criterion)
    with st.container(border=True, gap="xsmall", key=f"card_{criterion.id}"):
        st.subheader(literal(criterion.name), anchor=False)
        fact_rows.beside(visit, segment, criterion)
        widgets.options(
            visit,
            name,
            criterion.name,
            anchored(criterion),
            rating,
            partial(segmenting.rate, visit.actor, visit.place, segment.id, criterion.id),
        )
        fact_rows.doubt_about(rules, segment, criterion)
        if rating is not None:
            evidence = segment.evidence.get(criterion.id, Evidence.OPINION)
            save = partial(segmenting.rest_on, visit.actor, visit.place, segment.id, criterion.id)
            widgets.always_one_of(visit, f"rests_{name}", "This rests on", EVIDENCE_WORDS, evidence, save)
            # Criteria by name: whoever hears the buttons one after another must tell them apart.
            label = f":gray[Take back the rating of {literal(criterion.name)}]"
            if st.button(label, key=visit.key("take_back", name), type="tertiary"):
                _take_back(visit, segment, criterion)


def _radio_name(segment: Segment, criterion: Criterion) -> str:
    """The name of a criterion's options: another one after each rating taken back, so that they begin anew."""
    counts: dict[str, int] = st.session_state.setdefault(TAKEN_BACK, {})
    name = f"{segment.id}_{criterion.id}"
    return f"{name}_{counts[name]}" if name in counts else name


def _take_back(visit: Visit, segment: Segment, criterion: Criterion) -> None:
    if session.attempt(partial(segmenting.rate, visit.actor, visit.place, segment.id, criterion.id, None)):
        counts: dict[str, int] = st.session_state[TAKEN_BACK]
        name = f"{segment.id}_{criterion.id}"
        counts[name] = counts.get(name, 0) + 1
    st.rerun()


def anchored(criterion: Criterion) -> dict[int, str]:
    """The ratings with their anchors; those without one lie between their neighbours."""
    low, high = min(RATINGS), max(RATINGS)
    anchors = {low: criterion.low, (low + high) // 2: criterion.middle, high: criterion.high}
    return {rating: f"{rating}{APART}{anchors.get(rating, 'between')}" for rating in RATINGS}


def _left_out(rules: TargetingRules, applicable: list[str]) -> None:
    left_out = [criterion.name for criterion in rules.criteria if criterion.id not in applicable]
    if left_out:
        names = literal(listed(left_out))
        widgets.muted(f"Left out: {names}. This segment is planned; without revenue there is nothing to rate them by.")


def _placed(visit: Visit, rules: TargetingRules, finding: SegmentFinding) -> None:
    """The zone that the ratings put the segment into, or what is still to rate before they do."""
    with st.container(border=True, gap="small", key="placed"):
        if finding.zone is None:
            names = {criterion.id: criterion.name for criterion in rules.criteria}
            first, rest = finding.missing[:3], len(finding.missing[3:])
            more = [f"{rest} more"] if rest else []
            st.header("Not placed yet", anchor=False)
            st.markdown(f"Still to rate: {literal(listed([names[id] for id in first] + more))}.")
            return
        st.header(literal(finding.zone.name), anchor=False)
        st.markdown(printed(f"{finding.advice}."))
        for said in (lacking_words(rules, finding), close_words(rules, finding)):
            if said:
                st.markdown(printed(said))
        if st.button("Where to win, all segments", icon=":material/map:", key=visit.key("where_to_win")):
            to.go(to.WHERE_TO_WIN)


def _onwards(visit: Visit, standing: Segmentation, segment: Segment) -> None:
    """To the segment before and after, from the ends to the pages around."""
    ids = [each.id for each in standing.segments]
    at = ids.index(segment.id)
    before, after = ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
    forward, label = (to.RATE, "Next segment") if after else (to.WHERE_TO_WIN, "Where to win")
    chosen = widgets.back_and_next(visit, to.SEGMENTS, forward, label)
    if chosen == to.RATE and after:
        to.go(to.RATE, {SEGMENT: after})
    if chosen == to.SEGMENTS and before:
        to.go(to.RATE, {SEGMENT: before})
    if chosen:
        to.go(chosen)
    if before and st.button(":gray[All segments]", type="tertiary", key=visit.key("all_segments")):
        to.go(to.SEGMENTS)
