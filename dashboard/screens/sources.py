"""Every source of the case, and what it says."""

import streamlit as st

from dashboard.served_case import served_case
from dashboard.viewer.components import sources_page
from dashboard.viewer.layout import case_data

with st.container(key="page"):
    sources_page(case_data(served_case().opening().version))
