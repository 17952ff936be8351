"""What the columns of a lone file mean, to look at and to change."""

import streamlit as st

from dashboard.served_case import served_case
from dashboard.viewer.column_choice import choose_columns

with st.container(key="page"):
    choose_columns(served_case())
