"""Every screen with its name and address: one line each."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assessment.ui import navigation as to
from assessment.ui.screens import (
    about_you,
    dimension,
    in_excel,
    peers,
    plan,
    portrait,
    presentations,
    presented,
    priorities,
    rating,
    review,
    segments,
    targets,
    verdict,
    welcome,
    where_to_win,
    without_response,
    your_data,
)
from assessment.ui.session import Visit


def pages_of(visit: Visit) -> dict[str, StreamlitPage]:
    """Every screen by its name, which is its address too."""
    edition = visit.sitting.edition if visit.sitting else visit.place.edition
    questionnaire = edition.questionnaire
    found = {
        to.WELCOME: st.Page(partial(welcome.show, visit), title=questionnaire.title, url_path="", default=True),
        to.ABOUT_YOU: _page(to.ABOUT_YOU, "About you", partial(about_you.show, visit)),
        to.IN_EXCEL: _page(to.IN_EXCEL, "Answer in Excel", partial(in_excel.show, visit)),
        to.YOUR_DATA: _page(to.YOUR_DATA, "Your data", partial(your_data.show, visit)),
        to.SHARED: _page(to.SHARED, "Verdict", partial(presented.show_shared, visit)),
    }
    own = {
        to.PRIORITIES: ("Priorities", priorities.show),
        to.TARGETS: ("Targets", targets.show),
        to.REVIEW: ("Review", review.show),
        to.VERDICT: ("Verdict", verdict.show),
        to.PLAN: ("Plan", plan.show),
        to.PRESENTATIONS: ("As presented", presentations.show),
        to.PRESENTED: ("As presented", presented.show_own),
        to.PEERS: ("Peers", peers.show),
        to.WHERE_TO_WIN: ("Where to win", where_to_win.show),
        to.SEGMENTS: ("Your customers", segments.show),
        to.RATE: ("Rate your customers", rating.show),
    }
    for name, (title, show) in own.items():
        found[name] = _page(name, title, _with_response(visit, show))
    for id in questionnaire.asking_order:
        show = partial(_dimension, id)
        found[to.on(id)] = _page(to.on(id), questionnaire.dimension[id].label, _with_response(visit, show))
        show = partial(_portrait, id)
        found[to.portrait(id)] = _page(to.portrait(id), questionnaire.dimension[id].label, _with_response(visit, show))
    return found


def _page(name: str, title: str, show: Callable[[], None]) -> StreamlitPage:
    return st.Page(show, title=title, url_path=name)


def _dimension(id: str, visit: Visit) -> None:
    dimension.show(visit, id)


def _portrait(id: str, visit: Visit) -> None:
    portrait.show(visit, id)


def _with_response(visit: Visit, show: Callable[[Visit], None]) -> Callable[[], None]:
    """A screen for those who have begun; anybody else is told how to come back or begin."""
    return partial(show if visit.sitting else without_response.show, visit)
