"""Which rows of the case's files were taken, which were not, and what to do about those."""

import streamlit as st

from dashboard.editing_rights import may_change
from dashboard.served_case import served_case
from dashboard.viewer.row_lists import list_rejected, list_warnings
from geodata.translation import gettext, ngettext

COLUMNS = "columns.py"
served = served_case()
case = served.current().case
with st.container(key="page"):
    st.header(gettext("Rows of the case"), anchor=False)
    taken = ngettext(
        "{accepted} accepted, {rejected} rejected of {count} row read.",
        "{accepted} accepted, {rejected} rejected of {count} rows read.",
        case.rows_read,
    )
    st.text(
        taken.format(
            accepted=f"{case.accepted:,}",
            rejected=f"{case.rows_read - case.accepted:,}",
            count=f"{case.rows_read:,}",
        )
    )
    if served.path.is_file() and may_change(served, st.context.headers):
        st.page_link(COLUMNS, label=gettext("What its columns mean"))
    list_rejected(case.rejected)
    list_warnings(case.warnings)
    if not case.rejected and not case.warnings:
        st.text(gettext("Every row was taken, and nothing else is worth a look."))
