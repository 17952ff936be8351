"""How the case is to be read: its rule, its vocabularies, its base map, its limits."""

import streamlit as st

from dashboard.served_case import served_case
from dashboard.viewer.components import method_page
from dashboard.viewer.layout import case_data

with st.container(key="page"):
    method_page(case_data(served_case().opening().version))
