"""Versions of the case's format, and what each changed.

A version is for what an older program would read wrongly: a column or a table that is only added
and may be left out needs none.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST: Final = 1
"""Of a case that does not say which it is, too."""

CORRECTIONS: Final = 2

WHAT_CHANGED: Final[Mapping[int, str]] = MappingProxyType(
    {
        CORRECTIONS: "claims told before can be corrected, in sources/corrections.csv",
    }
)
"""For each version after the first."""

LATEST: Final = max(WHAT_CHANGED)
