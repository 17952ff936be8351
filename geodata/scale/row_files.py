"""Rows of a prepared case by their numbers, each found without reading the others.

`events.arrow` and `claims.arrow` hold what a case has of each row, in the order of the Parquet
files beside them, as Arrow IPC files (https://arrow.apache.org/docs/format/Columnar.html) of small
compressed batches: a row is one of the few of its batch. `claim_starts.npy` tells for each event
where its claims begin.
"""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.reading.frames import CLAIM_COLUMNS, EVENT_COLUMNS
from geodata.scale.prepared_files import expected_whole
from geodata.scale.spill import begin_array

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

BATCH: Final = 512
"""Rows of a batch."""

CLAIM_STARTS: Final = "claim_starts.npy"
_COLUMNS: Final = {"events": EVENT_COLUMNS, "claims": CLAIM_COLUMNS}
_AT_ONCE: Final = 128 * BATCH


def write_row_files(folder: Path) -> None:
    """Write the rows of a prepared case's Parquet files so that each can be found by its number."""
    for name, columns in _COLUMNS.items():
        source = pq.ParquetFile(folder / f"{name}.parquet")
        wanted = [*columns]
        schema = pa.schema([source.schema_arrow.field(column) for column in wanted])
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with (
            source,
            pa.OSFile(str(folder / f"{name}.arrow"), "wb") as file,
            pa.ipc.new_file(file, schema, options=options) as writer,
        ):
            left: list[pa.RecordBatch] = []
            for part in source.iter_batches(_AT_ONCE, columns=wanted):
                whole = pa.Table.from_batches([*left, part]).combine_chunks()
                whole_batches = whole.num_rows // BATCH * BATCH
                writer.write_table(whole.slice(0, whole_batches), max_chunksize=BATCH)
                left = whole.slice(whole_batches).to_batches()
            writer.write_table(pa.Table.from_batches(left, schema), max_chunksize=BATCH)
    events = pq.read_metadata(folder / "events.parquet").num_rows
    with (folder / CLAIM_STARTS).open("wb") as file:
        begin_array(file, "i8", events + 1)
        for starts in _claim_starts(folder, events):
            file.write(starts.astype("<i8").tobytes())


def _claim_starts(folder: Path, events: int) -> Iterator[NDArray[np.int64]]:
    """Yield where the claims of each event begin, and at last where those of all end."""
    before = event = 0
    for batch in pq.ParquetFile(folder / "claims.parquet").iter_batches(_AT_ONCE, columns=["row"]):
        rows = batch["row"].to_numpy()
        if not len(rows):
            continue
        after = int(rows[-1]) + 1
        yield np.searchsorted(rows, np.arange(event, after)) + before
        before, event = before + len(rows), after
    yield np.full(events + 1 - event, before)


class RowFile:
    """The rows of one such file; may be asked from any number of threads at once.

    Parameters
    ----------
    path
        The Arrow file.
    """

    def __init__(self, path: Path) -> None:
        self._path: Final = path
        self._of_thread: Final = local()

    def take(self, numbers: NDArray[np.int64]) -> pa.Table:
        """Give rows by their numbers, which ascend.

        Raises
        ------
        geodata.errors.CaseError
            The file is not there, or not whole.
        """
        batches, starts = np.unique(numbers // BATCH, return_index=True)
        within = np.split(numbers % BATCH, starts[1:])
        with expected_whole(self._path):
            reader = self._reader
            found = [  # of each batch no more is kept than its rows
                _small(reader.get_batch(batch)).take(pa.array(rows))
                for batch, rows in zip(batches, within, strict=False)
            ]
            return pa.Table.from_batches(found, reader.schema)

    @property
    def most_rows(self) -> int:
        """How many rows it can have, by its batches.

        Raises
        ------
        geodata.errors.CaseError
            The file is not there, or not whole.
        """
        with expected_whole(self._path):
            return int(self._reader.num_record_batches) * BATCH

    @property
    def _reader(self) -> pa.ipc.RecordBatchFileReader:
        reader: pa.ipc.RecordBatchFileReader | None = getattr(self._of_thread, "reader", None)
        if reader is None:
            # a batch is small: sharing its columns out among threads takes longer than reading them
            alone = pa.ipc.IpcReadOptions(use_threads=False)
            # read, not mapped: a mapped file that is cut short by others ends the process
            reader = pa.ipc.open_file(pa.OSFile(str(self._path)), options=alone)
            self._of_thread.reader = reader
        return reader


def _small(batch: pa.RecordBatch) -> pa.RecordBatch:
    if batch.num_rows > BATCH:
        raise ValueError(f"expected batches of {BATCH} rows at most, got {batch.num_rows:,}")
    return batch
