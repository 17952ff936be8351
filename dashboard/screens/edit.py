"""The tables of the case, to be edited by whoever may."""

import streamlit as st

from dashboard.served_case import served_case
from dashboard.viewer.components import edit_page
from dashboard.viewer.layout import case_data

with st.container(key="edit_box"):
    edit_page(case_data(served_case().opening().version))
