"""The script Streamlit runs for every page: the case, the filters, the viewer, then the page."""

import streamlit as st

from dashboard.filters import chosen_filters, seed_filters_once, show_filters
from dashboard.served_case import served_case
from dashboard.view_bodies import view_body
from dashboard.viewer.layout import show_viewer, style_page
from geodata.errors import CaseError

st.set_page_config(page_title="Whenabouts", layout="wide", initial_sidebar_state="auto")
rows_page = st.Page("rows.py", title="Rows", url_path="rows")
map_page = st.Page("map.py", title="Map", default=True)
page = st.navigation([map_page, rows_page], position="top")
try:
    loaded = served_case().current()
except CaseError as error:
    style_page(shows_map=False)
    with st.container(key="page"):
        st.header("This case cannot be shown", anchor=False)
        st.text(str(error))
    st.stop()
st.set_page_config(page_title=f"{loaded.case.about.title} · Whenabouts")
shows_map = page == map_page
seed_filters_once()
style_page(shows_map=shows_map)
# the events first: the browser asks for them while the sidebar is being counted
filters = chosen_filters()
show_viewer(loaded.case.version, filters, shows_map=shows_map)
view_body(loaded.case.version, filters.to_query())
if shows_map:
    # a page that found its way back to a restarted server brings filters newer than its address
    if show_filters(loaded) != filters:
        st.rerun()
    if loaded.rejections:
        st.sidebar.page_link(rows_page, label=loaded.rejections, icon=":material/warning:")
page.run()
