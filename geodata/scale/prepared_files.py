"""The files of a prepared case, which a stranger may have written: what is wrong with them.

None is read whole that claims more than its bytes can mean.
"""

from __future__ import annotations

import csv
from contextlib import contextmanager
from tokenize import TokenError
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from shapely.errors import ShapelyError

from geodata.case_files import TEXT_ENDINGS
from geodata.errors import CaseError, shortened
from geodata.own_files import lies_within, strangers_in
from geodata.parquet_files import expect_parquet_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_WRONG: Final = (
    *(OSError, EOFError, ValueError, LookupError, TypeError, AttributeError),
    *(MemoryError, RecursionError, SyntaxError, TokenError),
    *(pa.ArrowException, ShapelyError, csv.Error),
)
"""What reading a file raises whose content is not what we would have written; NumPy reads what
one says of itself as Python's own words."""

_NUMBERS_OR_FLAGS: Final = "biu"
_HEADERS: Final = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}


def expect_own_files(folder: Path, path: Path) -> None:
    """Refuse a prepared case whose files lie elsewhere, or are pipes; such texts do not count.

    Raises
    ------
    CaseError
        It is one.
    """
    if not lies_within(folder, path):
        raise _leads_out(folder, path)
    for one, kind in strangers_in(folder):
        if one.suffix in TEXT_ENDINGS:
            continue
        if kind:
            name = shortened(one.relative_to(path).as_posix())
            raise CaseError(f"{path}: expected a file at {name}, got {kind}; build the case again")
        if not lies_within(one, path):
            raise _leads_out(one, path)


def _leads_out(file: Path, path: Path) -> CaseError:
    name = shortened(file.relative_to(path).as_posix())
    return CaseError(
        f"{path}: expected {name} in the folder of the prepared case, got a link that leads out of "
        "it; build the case again"
    )


@contextmanager
def expected_whole(path: Path) -> Iterator[None]:
    """Read a file of a prepared case; a CaseError where it is not there, or not whole."""
    try:
        yield
    except _WRONG as error:
        told = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        why = f"it has no {told}" if isinstance(error, KeyError) else told
        raise CaseError(f"{path}: {why or 'too large'}; build the case again") from None


@contextmanager
def expected_rows(path: Path) -> Iterator[None]:
    """Read a Parquet file as `expected_whole`, if it does not claim far too much."""
    with expected_whole(path):
        path.stat()
        expect_parquet_bounded(path, str(path))
        yield


def expect_at_most_rows(path: Path, most: int) -> None:
    """Refuse a Parquet file of more rows than its case tells of.

    Raises
    ------
    CaseError
        For such a one, or where it is not whole.
    """
    with expected_whole(path):
        found = pq.read_metadata(path).num_rows
        if found > most:
            raise ValueError(f"expected {most:,} rows at most, got {found:,}")


def read_numbers(path: Path, length: int | None = None) -> NDArray[Any]:
    """Read a NumPy file of one column, which is as long as its bytes are.

    Parameters
    ----------
    path
        The file.
    length
        How many numbers it has; by default as many as it says.

    Raises
    ------
    CaseError
        It holds something else, is not there, or not whole.
    """
    with expected_whole(path), path.open("rb") as file:
        read_header = _HEADERS.get(np.lib.format.read_magic(file))
        if read_header is None:
            raise ValueError("a NumPy file of an unknown version")
        shape, _, kind = read_header(file)
        if len(shape) != 1 or kind.kind not in _NUMBERS_OR_FLAGS:
            raise ValueError(f"expected one column of numbers, got {kind} of {shape}")
        if length is not None and shape[0] != length:
            raise ValueError(f"expected {length:,} numbers, got {shape[0]:,}")
        held = (path.stat().st_size - file.tell()) // kind.itemsize
        if not 0 <= shape[0] <= held:
            raise ValueError(f"expected {shape[0]:,} numbers, got {held:,}")
        found: NDArray[Any] = np.fromfile(file, kind, shape[0])
        if len(found) != shape[0]:
            raise ValueError(f"expected {shape[0]:,} numbers, got {len(found):,}")
        return found
