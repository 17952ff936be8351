"""Records as they are found in separated text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.errors import RejectedRow


@dataclass(frozen=True)
class Records:
    """Consecutive records as text.

    Parameters
    ----------
    columns
        The cells of the sound ones, a column each.
    lines
        For each sound record the line, from 1, on which it starts.
    rejected
        The others.
    """

    columns: tuple[pa.Array, ...]
    lines: NDArray[np.int64]
    rejected: tuple[RejectedRow, ...] = ()

    def split(self, rows: int) -> tuple[Records, Records]:
        """Return the first `rows` sound records, and what is rejected before; and the rest."""
        last = self.lines[rows - 1]
        first, rest = (
            [cells[:rows] for cells in self.columns],
            [cells[rows:] for cells in self.columns],
        )
        before = tuple(row for row in self.rejected if row.line < last)
        return (
            Records(tuple(first), self.lines[:rows], before),
            Records(tuple(rest), self.lines[rows:], self.rejected[len(before) :]),
        )


def joined(parts: Sequence[Records]) -> Records:
    """Put records together, in the order of their lines."""
    lines = np.concatenate([part.lines for part in parts])
    columns = [
        pa.concat_arrays(pieces) for pieces in zip(*(part.columns for part in parts), strict=True)
    ]
    if (np.diff(lines) < 0).any():
        order = np.argsort(lines, kind="stable")
        lines, columns = lines[order], [column.take(pa.array(order)) for column in columns]
    rejected = sorted((row for part in parts for row in part.rejected), key=lambda row: row.line)
    return Records(tuple(columns), lines, tuple(rejected))
