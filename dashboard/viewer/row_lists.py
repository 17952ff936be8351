"""Rows that were not taken, and what is worth a look, as tables of a page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from geodata.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.errors import CaseWarning, RejectedRow

LINE_WIDTH: Final = 56
SENTENCES_WIDTH: Final = 284
"""Pixels: a phone shows both."""
A_LINE: Final = 36
"""Letters of a sentence in a line of its own."""
LINE_HEIGHT: Final = 19
MOST_LINES: Final = 8
MOST_WHOLE: Final = 20
"""Rows of a table that does not scroll by itself."""


def list_rejected(rows: Sequence[RejectedRow]) -> None:
    """List rows that were rejected, under a heading of their own; nothing where none was."""
    if not rows:
        return
    what_to_do = gettext("What to do")
    st.subheader(gettext("Rejected"), anchor=False)
    rejected = pd.DataFrame(
        [(row.line, row.message, row.file, row.column, row.value) for row in rows],
        columns=[gettext("Line"), what_to_do, gettext("File"), gettext("Column"), gettext("Value")],
    )
    _table(rejected, what_to_do)


def list_warnings(warnings: Sequence[CaseWarning]) -> None:
    """List what was taken though it is odd, under a heading of its own; nothing where none is."""
    if not warnings:
        return
    warned = gettext("Warning")
    st.subheader(gettext("Worth a look"), anchor=False)
    listed = pd.DataFrame(
        [
            (warning.line or None, warning.message, warning.file, warning.column)
            for warning in warnings
        ],
        columns=[gettext("Line"), warned, gettext("File"), gettext("Column")],
    )
    _table(listed, warned)


def _table(listed: pd.DataFrame, sentences: str) -> None:
    """Show a table that breaks its sentences into lines: a phone shows them whole."""
    wide = {
        gettext("Line"): st.column_config.NumberColumn(width=LINE_WIDTH),
        sentences: st.column_config.TextColumn(width=SENTENCES_WIDTH),
    }
    lines = min(math.ceil(listed[sentences].str.len().max() / A_LINE) + 1, MOST_LINES)
    st.dataframe(
        listed,
        height="content" if len(listed) <= MOST_WHOLE else 10 * lines * LINE_HEIGHT,
        hide_index=True,
        column_config=wide,
        row_height=lines * LINE_HEIGHT,
    )
