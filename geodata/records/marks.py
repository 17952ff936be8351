"""Where quotation marks, separators and the ends of lines stand in a text's bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DELETE: Final = 127
_DAMAGED_BYTES: Final = np.isin(np.arange(256), [*range(9), *range(14, 32), _DELETE])
_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'


class Marks:
    """Where quotation marks, separators and line feeds stand in some text."""

    def __init__(self, text: bytes, separator: str) -> None:
        self._bytes = np.frombuffer(text, dtype=np.uint8)
        self._separator = ord(separator)
        self._quotes = self._at(_QUOTE)
        self._line_feeds = self._at(_LINE_FEED)
        ends = self._line_feeds[self._is_outside(self._line_feeds)]
        self.has_quoted_line_feed = len(ends) < len(self._line_feeds)
        self._record_ends = ends + 1

    @property
    def end(self) -> int:
        """Where the last whole record ends."""
        return int(self._record_ends[-1]) if len(self._record_ends) else 0

    def _at(self, byte: int) -> NDArray[np.int64]:
        return np.flatnonzero(self._bytes == byte)

    def _is_outside(self, positions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which positions are not between quotation marks."""
        if not len(self._quotes):
            return np.ones(len(positions), dtype=bool)
        outside: NDArray[np.bool_] = np.searchsorted(self._quotes, positions) % 2 == 0
        return outside

    def is_well_formed(self) -> bool:
        """Tell whether every reader would find the same cells in every line."""
        returns = self._at(_RETURN)
        follows = self._bytes[np.minimum(returns + 1, len(self._bytes) - 1)]
        if not (follows == _LINE_FEED).all():
            return False
        if not len(self._quotes):
            return True
        before = self._bytes[self._quotes[0::2] - 1]
        opens = np.isin(before, [self._separator, _LINE_FEED, _QUOTE])
        opens[0] |= self._quotes[0] == 0
        closing = self._quotes[1::2]
        after = self._bytes[np.minimum(closing + 1, len(self._bytes) - 1)]
        closes = np.isin(after, [self._separator, _LINE_FEED, _RETURN, _QUOTE])
        return bool(opens.all() and closes.all())

    def records(self, width: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return where the whole records start, and which are odd: ragged, blank or damaged."""
        starts = np.concatenate([[0], self._record_ends[:-1]]) if self.end else self._record_ends
        separators = self._at(self._separator)
        separators = separators[self._is_outside(separators)]
        bounds = np.searchsorted(separators, np.append(starts, self.end))
        odd = np.diff(bounds) != width - 1
        odd[np.searchsorted(starts, self._damaged(), side="right") - 1] = True
        return starts, odd

    def _damaged(self) -> NDArray[np.int64]:
        """Return where characters stand that `geodata.records.faults.DAMAGED` finds."""
        found = []
        controls = np.count_nonzero(self._bytes < ord(" "))
        sound = sum(np.count_nonzero(self._bytes == byte) for byte in b"\t\n\v\f\r")
        if controls > sound or (self._bytes == _DELETE).any():
            found.append(np.flatnonzero(_DAMAGED_BYTES[self._bytes]))
        if (self._bytes > _DELETE).any():
            # C2 80 to C2 9F are controls but for C2 85, a line's end; EF BF BD is U+FFFD
            after = np.append(self._bytes, np.zeros(2, dtype=np.uint8))
            of_latin, special = self._at(0xC2), self._at(0xEF)
            code, second, third = after[of_latin + 1], after[special + 1], after[special + 2]
            found.append(of_latin[(code < 0xA0) & (code != 0x85)])  # noqa: PLR2004 - as above
            found.append(special[(second == 0xBF) & (third >= 0xBD)])  # noqa: PLR2004 - as above
        if not found:
            return np.zeros(0, dtype=np.int64)
        positions = np.sort(np.concatenate(found))
        return positions[positions < self.end]

    def lines_before(self, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many line feeds stand before each position."""
        return np.searchsorted(self._line_feeds, starts)
