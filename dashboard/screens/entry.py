"""The script Streamlit runs for every page: the case, the filters, the viewer, then the page."""

import streamlit as st

from dashboard.editing_rights import why_not_edited
from dashboard.served_case import served_case
from dashboard.viewer.column_choice import choose_columns
from dashboard.viewer.layout import Stage, show_viewer, style_page
from geodata.case_files import is_empty
from geodata.errors import CaseError, UnclearColumnsError
from geodata.translation import gettext

st.set_page_config(page_title="Whenabouts", layout="wide", initial_sidebar_state="auto")
map_page = st.Page("map.py", title=gettext("Map"), default=True)
table_page = st.Page("table.py", title=gettext("Table"), url_path="table")
sources_page = st.Page("sources.py", title=gettext("Sources"), url_path="sources")
method_page = st.Page("method.py", title=gettext("Method"), url_path="method")
rows_page = st.Page("rows.py", title=gettext("Rows"), url_path="rows")
columns_page = st.Page(
    "columns.py", title=gettext("Columns"), url_path="columns", visibility="hidden"
)
served = served_case()
is_read_only = bool(why_not_edited(served, st.context.headers))
draft_page = st.Page(
    "draft.py",
    title=gettext("Draft"),
    url_path="draft",
    visibility="hidden" if is_read_only else "visible",
)
edit_page = st.Page(
    "edit.py",
    title=gettext("Edit"),
    url_path="edit",
    visibility="hidden" if is_read_only else "visible",
)
pages = [
    *(map_page, table_page, sources_page, method_page, rows_page),
    *(draft_page, edit_page, columns_page),
]
if not served.shown and is_empty(served.path):  # else it was emptied, or its disk is gone
    from dashboard.viewer.case_start import offer_start

    st.navigation(pages, position="hidden")
    style_page(None)
    with st.container(key="page"):
        offer_start(served)
    st.stop()
problem = None
try:
    opening = served.opening()
except CaseError as error:
    problem = error
is_asked = isinstance(problem, UnclearColumnsError) and served.path.is_file()
page = st.navigation(pages, position="hidden" if is_asked else "top")
if problem:
    style_page(None)
    with st.container(key="page"):
        if is_asked:
            choose_columns(served)
        else:
            st.header(gettext("This case cannot be shown"), anchor=False)
            st.text(str(problem))
    st.stop()
st.set_page_config(page_title=f"{opening.title} · Whenabouts")
stage = {map_page: Stage.MAP, table_page: Stage.TABLE}.get(page)
style_page(stage)
show_viewer(opening.version, stage)
if stage and opening.rejections:
    st.sidebar.page_link(rows_page, label=opening.rejections, icon=":material/warning:")
if stage and served.is_unkept:
    told = gettext("The columns hold while this server runs")
    st.sidebar.page_link(columns_page, label=told, icon=":material/info:")
page.run()
