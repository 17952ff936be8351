"""The ids of a table that comes in parts: whether an earlier part has one already."""

from typing import Self

import numpy as np
import pandas as pd

from geodata.reading.sheet import Sheet, stands_already

Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]
Lines = np.ndarray[tuple[int], np.dtype[np.int64]]


class IdsBefore:
    """Remembers ids by a hash of 64 bits and the line on which each first stood.

    Ten million ids take 160 MB. That any two of so many different ids are taken for one has a
    chance of three in a million; the later row is then rejected, and told as any other.

    Parameters
    ----------
    column
        The column that holds them.
    """

    def __init__(self, column: str) -> None:
        self._column = column
        self._runs: list[tuple[Hashes, Lines]] = []

    @classmethod
    def known(cls, column: str, hashes: Hashes, lines: Lines) -> Self:
        """Remember ids by their hashes; `lines` are those on which each first stood."""
        ids = cls(column)
        ids._remember(hashes, lines)
        return ids

    def reject_repeated(self, sheet: Sheet) -> None:
        """Reject the rows of a part whose id an earlier part has, and remember the others'.

        Those that repeat an id of the same part are for the sheet itself to reject. Ids that were
        made from lines repeat nothing.
        """
        if self._column not in sheet.present:
            return
        ids = _once(sheet.text[self._column])
        hashes = _hashed(ids)
        lines = self._lines_of(hashes)
        before = dict(zip(ids[lines > 0], lines[lines > 0].tolist(), strict=True))
        if before:
            message = {text: stands_already(text, line) for text, line in before.items()}
            repeated = sheet.text[self._column].isin([*before])
            sheet.reject(repeated, self._column, lambda text: message[text])
        self._remember(hashes[lines == 0], sheet.lines[ids.index[lines == 0]])

    def _lines_of(self, hashes: Hashes) -> Lines:
        """Return for each hash the line on which it stood, 0 where it has not."""
        found = np.zeros(len(hashes), dtype=np.int64)
        for known, lines in self._runs:
            at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
            found = np.where(known[at] == hashes, lines[at], found)
        return found

    def _remember(self, hashes: Hashes, lines: Lines) -> None:
        if not len(hashes):
            return
        # runs of like size are merged, so that of any number of parts only a few runs are searched
        while self._runs and len(self._runs[-1][0]) <= 2 * len(hashes):
            known, known_lines = self._runs.pop()
            hashes, lines = np.concatenate([known, hashes]), np.concatenate([known_lines, lines])
        order = np.argsort(hashes)
        self._runs.append((hashes[order], lines[order]))


def ids_of(sheet: Sheet, column: str) -> tuple[Hashes, Lines]:
    """Return the hash of each id of a part, and the line on which it first stands there."""
    ids = _once(sheet.text[column])
    return _hashed(ids), sheet.lines[ids.index]


def _once(ids: "pd.Series[str]") -> "pd.Series[str]":
    return ids[(ids != "") & ~ids.duplicated()]


def _hashed(ids: "pd.Series[str]") -> Hashes:
    hashed = pd.util.hash_pandas_object(ids, index=False, categorize=False)
    return hashed.to_numpy().astype(np.uint64, copy=False)
