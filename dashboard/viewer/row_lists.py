"""Rows that were not taken, and what is worth a look, as tables of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geodata.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.errors import CaseWarning, RejectedRow


def list_rejected(rows: Sequence[RejectedRow]) -> None:
    """List rows that were rejected, under a heading of their own; nothing where none was."""
    if not rows:
        return
    what_to_do = gettext("What to do")
    st.subheader(gettext("Rejected"), anchor=False)
    rejected = pd.DataFrame(
        [(row.file, row.line, row.column, row.value, row.message) for row in rows],
        columns=[*_where(), gettext("Value"), what_to_do],
    )
    wide = {what_to_do: st.column_config.TextColumn(width=720)}
    st.dataframe(rejected, hide_index=True, column_config=wide)


def list_warnings(warnings: Sequence[CaseWarning]) -> None:
    """List what was taken though it is odd, under a heading of its own; nothing where none is."""
    if not warnings:
        return
    warned = gettext("Warning")
    st.subheader(gettext("Worth a look"), anchor=False)
    listed = pd.DataFrame(
        [
            (warning.file, warning.line or None, warning.column, warning.message)
            for warning in warnings
        ],
        columns=[*_where(), warned],
    )
    wide = {warned: st.column_config.TextColumn(width=900)}
    st.dataframe(listed, hide_index=True, column_config=wide)


def _where() -> list[str]:
    return [gettext("File"), gettext("Line"), gettext("Column")]
