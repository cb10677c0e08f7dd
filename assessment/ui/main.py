"""The script that runs for every visitor at every change: who is here, and which screen to draw."""

import streamlit as st

from assessment.ui import navigation, session, theme
from assessment.ui.pages import pages_of

st.set_page_config(page_title="Customer strategy assessment", layout="wide")
theme.apply()
visit = session.visit()
pages = pages_of(visit)
navigation.register(pages)
st.navigation(list(pages.values()), position="hidden").run()
session.heard(visit)
