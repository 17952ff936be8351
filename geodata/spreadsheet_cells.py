"""Cells that a spreadsheet does not take for formulas, and the way back.

An apostrophe stands before what could begin a formula: at the start of a cell, and after what
spreadsheets of other countries take for the end of one. Quotation marks may stand between: of
the two that a file has for one, such a spreadsheet drops both where they begin a cell.
`static/table/downloads.js` does the same.
"""

import re
from typing import Any, Final

FORMULA: Final = r"['\"]*[=+\-@\t\r\n＝＋－＠]"
_START: Final = r"(?:(?<=[;\t\r\n])|\A)"
_FORMULA: Final = re.compile(f"{_START}(?={FORMULA})")
_MARKED: Final = re.compile(f"{_START}'(?={FORMULA})")


def spreadsheet_cell(value: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return _FORMULA.sub("'", value) if isinstance(value, str) else value


def cell_as_it_was(text: str) -> str:
    """Take off what `spreadsheet_cell` put there."""
    return _MARKED.sub("", text)
