"""Where one dimension stands: its row of the profile alone, without its name, over the same stages."""

import plotly.graph_objects as go
import streamlit as st

from assessment.model import Assessment
from assessment.ui.charts import key, stages
from assessment.ui.charts.profile import FOOT, KEPT, TRACK_BELOW, Plan, Track, compose, content, row_height
from reports.profile_words import remark_on


def standing(assessment: Assessment, dimension: str) -> go.Figure:
    """The chart of one dimension: score, target and range of answers. Cached: never change it."""
    return _cached(content(assessment), dimension, assessment)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _cached(content: str, dimension: str, _assessment: Assessment) -> go.Figure:  # noqa: ARG001 - what it is known by
    return draw(_assessment, dimension)


def draw(assessment: Assessment, dimension: str) -> go.Figure:
    """The chart, drawn anew."""
    score = assessment.scorecard.of[dimension]
    remark = remark_on(score)
    top = key.HEIGHT + stages.label_height(assessment.questionnaire)
    bottom = top + row_height((), remark)
    return compose(assessment, Plan((Track(score, (), remark, bottom - TRACK_BELOW),), (), top, bottom + FOOT))
