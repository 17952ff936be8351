"""An article becomes proposed claims, and those that the reader accepts claims of the case."""

import streamlit as st

from dashboard.viewer.components import draft_page

with st.container(key="page"):
    draft_page()
