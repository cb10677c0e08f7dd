"""Every screen with its name and address: one line each."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assessment.ui import navigation as to
from assessment.ui import session
from assessment.ui.screens import (
    about_you,
    accounts,
    adjacency,
    asked,
    audit,
    campaign,
    customer_now,
    dimension,
    disputes,
    engagement,
    in_excel,
    peers,
    plan,
    portrait,
    presentations,
    presented,
    priorities,
    rate_blind,
    rating,
    review,
    rivals,
    segments,
    sign_in_first,
    strategy,
    targets,
    team,
    verdict,
    weights,
    welcome,
    where_to_win,
    without_response,
    workshop,
    workspace,
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
        to.RATE_BLIND: _page(to.RATE_BLIND, "Rate blind", partial(rate_blind.show, visit)),
        to.ASKED: _page(to.ASKED, "Asked of you", partial(asked.show, visit)),
        to.TEAM: _page(to.TEAM, "Team", partial(team.open_for, visit, team.show)),
        to.DISPUTES: _page(to.DISPUTES, "Disputes", partial(team.open_for, visit, disputes.show)),
        to.SHARED: _page(to.SHARED, "Verdict", partial(presented.show_shared, visit)),
        to.WORKSPACE: _page(to.WORKSPACE, "Workspace", _for_staff(visit, workspace.show)),
        to.ENGAGEMENT: _page(to.ENGAGEMENT, "Engagement", _for_staff(visit, engagement.show)),
        to.CAMPAIGN: _page(to.CAMPAIGN, "Campaign", _for_staff(visit, campaign.show)),
        to.ACCOUNTS: _page(to.ACCOUNTS, "Accounts", _for_staff(visit, accounts.show)),
        to.AUDIT: _page(to.AUDIT, "Audit log", _for_staff(visit, audit.show)),
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
        to.WEIGHTS: ("How the criteria are weighed", weights.show),
        to.STRATEGY: ("Strategy on a page", strategy.show),
        to.CUSTOMER_NOW: ("Who is your customer now", customer_now.show),
        to.RATE: ("Rate your customers", rating.show),
        to.RIVALS: ("Two rivals", rivals.show),
        to.ADJACENCY: ("Within reach", adjacency.show),
        to.WORKSHOP: ("Workshop", workshop.show),
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


def _for_staff(visit: Visit, show: Callable[[Visit], None]) -> Callable[[], None]:
    """A screen for those who are signed in; anybody else is told how to sign in."""
    return partial(_signed_in, visit, show) if visit.staff.subject else partial(sign_in_first.show, visit)


def _signed_in(visit: Visit, show: Callable[[Visit], None]) -> None:
    session.act_as_staff(visit)
    show(visit)


def _with_response(visit: Visit, show: Callable[[Visit], None]) -> Callable[[], None]:
    """A screen for those who have begun; anybody else is told how to come back or begin."""
    return partial(show if visit.sitting else without_response.show, visit)
