"""Which rows of the case's files were taken, which were not, and what to do about those."""

import pandas as pd
import streamlit as st

from dashboard.served_case import served_case
from geodata.translation import gettext, ngettext

case = served_case().current().case
where = [gettext("File"), gettext("Line"), gettext("Column")]
what_to_do, warned = gettext("What to do"), gettext("Warning")
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
    if case.rejected:
        st.subheader(gettext("Rejected"), anchor=False)
        rejected = pd.DataFrame(
            [(row.file, row.line, row.column, row.value, row.message) for row in case.rejected],
            columns=[*where, gettext("Value"), what_to_do],
        )
        wide = {what_to_do: st.column_config.TextColumn(width=720)}
        st.dataframe(rejected, hide_index=True, column_config=wide)
    if case.warnings:
        st.subheader(gettext("Worth a look"), anchor=False)
        warnings = pd.DataFrame(
            [
                (warning.file, warning.line or None, warning.column, warning.message)
                for warning in case.warnings
            ],
            columns=[*where, warned],
        )
        wide = {warned: st.column_config.TextColumn(width=900)}
        st.dataframe(warnings, hide_index=True, column_config=wide)
    if not case.rejected and not case.warnings:
        st.text(gettext("Every row was taken, and nothing else is worth a look."))
