"""What can be wrong with a record of separated text, in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DAMAGED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]")
"""Characters that are no text: controls, and what stands for bytes that could not be decoded."""


def is_record(cells: Sequence[str]) -> bool:
    """Whether a line holds more than blanks; one with separators is a record all the same."""
    return len(cells) > 1 or (len(cells) == 1 and bool(cells[0].strip()))


def damage_in(text: str) -> str:
    """Say what in a record is no text, and what to do; `""` where it is sound."""
    found = DAMAGED.search(text)
    if found is None:
        return ""
    if found[0] == "\ufffd":
        return "expected text, got bytes that are not text in its encoding; save it as UTF-8"
    return f"expected text, got the control character U+{ord(found[0]):04X}; delete it"


def raggedness(cells: Sequence[str], width: int, separator: str) -> str:
    """Say what is wrong with the number of cells; surplus ones may be there if they are empty."""
    surplus = cells[width:]
    if len(cells) >= width and not any(map(str.strip, surplus)):
        return ""
    hint = (
        f"put quotation marks round a cell that holds “{separator}”"
        if surplus
        else "write every separator, also round empty cells"
    )
    return f"expected {width} cells, as in the first row, got {len(cells)}; {hint}"
