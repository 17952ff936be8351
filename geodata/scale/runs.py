"""Runs of consecutive numbers, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def runs(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the numbers from each start to before its end, one run after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    numbers: NDArray[np.int64] = np.arange(int(lengths.sum()), dtype=np.int64)
    numbers += np.repeat(starts - before, lengths)
    return numbers
