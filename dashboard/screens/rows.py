"""Which rows of the case's files were taken, which were not, and what to do about those."""

import pandas as pd
import streamlit as st

from dashboard.served_case import served_case

case = served_case().current().case
with st.container(key="page"):
    st.header("Rows of the case", anchor=False)
    taken = f"{case.accepted:,} accepted, {len(case.rejected):,} rejected"
    st.text(f"{taken} of {case.rows_read:,} rows read.")
    if case.rejected:
        st.subheader("Rejected", anchor=False)
        rejected = pd.DataFrame(
            [(row.file, row.line, row.column, row.value, row.message) for row in case.rejected],
            columns=["File", "Line", "Column", "Value", "What to do"],
        )
        wide = {"What to do": st.column_config.TextColumn(width=720)}
        st.dataframe(rejected, hide_index=True, column_config=wide)
    if case.warnings:
        st.subheader("Worth a look", anchor=False)
        warnings = pd.DataFrame(
            [
                (warning.file, warning.line or None, warning.column, warning.message)
                for warning in case.warnings
            ],
            columns=["File", "Line", "Column", "Warning"],
        )
        wide = {"Warning": st.column_config.TextColumn(width=900)}
        st.dataframe(warnings, hide_index=True, column_config=wide)
    if not case.rejected and not case.warnings:
        st.text("Every row was taken, and nothing else is worth a look.")
