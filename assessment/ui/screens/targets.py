"""Where the priorities must be, in the words of the stages, and by when."""

from functools import partial

import streamlit as st

from assessment.ui import navigation as to
from assessment.ui import widgets
from assessment.ui.literal import literal, titled
from assessment.ui.screens import frame
from assessment.ui.session import Visit
from assessment.workflow import answering

YEARS_AHEAD = 5


def show(visit: Visit) -> None:
    """A stage for each dimension picked, and one year for all."""
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    with widgets.column():
        widgets.top_line(visit)
        widgets.notices()
        with st.container(gap="xxsmall"):
            st.title("Where must your priorities be, and by when?", anchor=False)
            widgets.muted("Not everything has to be at the top: choose what the strategy needs.")
        if not visit.here.is_draft:
            frame.closed(visit)
        if response.priorities:
            _year(visit)
            for id in response.priorities:
                _target(visit, id)
        else:
            with st.container(border=True, gap="small"):
                st.markdown(
                    f"You have picked no {literal(questionnaire.dimension_noun)} yet; only priorities have targets."
                )
                if st.button("Pick priorities", key=visit.key("pick")):
                    to.go(to.PRIORITIES)
        frame.foot(visit, to.TARGETS)


def _year(visit: Visit) -> None:
    this_year = visit.place.now().year
    stored = visit.here.stored.response.target_year
    years = sorted({*range(this_year + 1, this_year + YEARS_AHEAD + 1), *([stored] if stored else [])})
    widgets.one_of(
        visit,
        "year",
        "By the end of which year?",
        {year: str(year) for year in years},
        stored,
        partial(answering.aim_by, visit.actor, visit.place),
        disabled=not visit.here.is_draft,
    )


def _target(visit: Visit, id: str) -> None:
    questionnaire, response = visit.here.edition.questionnaire, visit.here.stored.response
    dimension = questionnaire.dimension[id]
    stored = response.targets.get(id)
    with st.container(border=True, gap="xsmall", key=f"card_target_{id}"):
        star = "★ " if response.starred == id else ""
        st.header(f"{star}{titled(dimension.title)}", anchor=False)
        if dimension.mature:
            widgets.small(f"At its best: {literal(dimension.mature)}")
        widgets.options(
            visit,
            f"target_{id}",
            f"Target for {dimension.title}",
            {stage.id: stage.name for stage in questionnaire.stages},
            questionnaire.stage_of(stored).id if stored is not None else None,
            partial(answering.aim, visit.actor, visit.place, id),
            disabled=not visit.here.is_draft,
        )
