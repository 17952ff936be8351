"""The script Streamlit runs for every page: the case, the filters, the viewer, then the page."""

import streamlit as st

from dashboard.served_case import served_case
from dashboard.viewer.layout import show_viewer, style_page
from geodata.errors import CaseError

st.set_page_config(page_title="Whenabouts", layout="wide", initial_sidebar_state="auto")
rows_page = st.Page("rows.py", title="Rows", url_path="rows")
map_page = st.Page("map.py", title="Map", default=True)
page = st.navigation([map_page, rows_page], position="top")
try:
    opening = served_case().opening()
except CaseError as error:
    style_page(shows_map=False)
    with st.container(key="page"):
        st.header("This case cannot be shown", anchor=False)
        st.text(str(error))
    st.stop()
st.set_page_config(page_title=f"{opening.title} · Whenabouts")
shows_map = page == map_page
style_page(shows_map=shows_map)
show_viewer(opening.version, shows_map=shows_map)
if shows_map and opening.rejections:
    st.sidebar.page_link(rows_page, label=opening.rejections, icon=":material/warning:")
page.run()
