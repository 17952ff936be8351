"""The cells of a workbook, read in a process of its own.

A small file can be made to take a reader's memory or hours, or to end its process: what a byte of
it stands for is known only once it is read. Whoever reads here has as much memory and time as a
file of that size may take, and where it wants more, ends alone.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from geodata.errors import CaseError
from geodata.limits import (
    FREELY_HELD,
    FREELY_SECONDS,
    MOST_HELD_PER_BYTE,
    MOST_SECONDS_PER_MEGABYTE,
)
from geodata.old_workbooks import expect_old_bounded
from geodata.unpacking import expect_bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

OLE: Final = b"\xd0\xcf\x11\xe0"
ZIP: Final = b"PK\x03\x04"
OLDEST: Final = ".xls"

_MEGABYTE: Final = 1_000_000
_TOO_LITTLE_MEMORY: Final = 3
_ROOT: Final = str(Path(__file__).parents[1])
_START: Final = (
    "import sys, pathlib, geodata.workbook_cells as own; "
    "sys.exit(own.main(pathlib.Path(sys.argv[1]), sys.argv[2]))"
)

Sheets = dict[str, list[tuple[int, list[object]]]]
"""By the name of a sheet, of each row that holds something its number, from 1, and its cells."""


class ProtectedError(Exception):
    """A password is needed."""


class DamagedError(Exception):
    """It is no workbook that can be read; the message says why."""


_ERRORS: Final = {
    "too large": CaseError,
    "protected": ProtectedError,
    "damaged": DamagedError,
}


def sheets_of(path: Path, file: str) -> Sheets:
    """Give the rows of each sheet that hold something, without columns that hold nothing.

    Parameters
    ----------
    path, file
        A workbook, and the name under which messages speak of it.

    Raises
    ------
    ProtectedError
        A password is needed.
    DamagedError
        It is no workbook that can be read.
    CaseError
        It comes to far more than its bytes can mean, or takes more memory or time than its size
        explains.
    """
    size = path.stat().st_size
    seconds = FREELY_SECONDS + MOST_SECONDS_PER_MEGABYTE * size / _MEGABYTE
    # -P: what lies in the current folder, which may be a stranger's, is no module
    command = [sys.executable, "-P", "-c", _START, str(path), file]
    try:
        done = subprocess.run(  # noqa: S603 - this module
            command,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)])},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CaseError(
            f"{file}: expected a workbook that is read within {seconds:,.0f} seconds, got one that "
            "is not; save its sheet as CSV"
        ) from None
    if done.returncode < 0 or done.returncode == _TOO_LITTLE_MEMORY:
        raise CaseError(
            f"{file}: expected a workbook that takes at most {_most_held(size):,} bytes of memory "
            "to read, got one that takes more; save its sheet as CSV"
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    wrong, found = pickle.loads(done.stdout)  # noqa: S301 - what this module has written, below
    if wrong:
        raise _ERRORS[wrong](found)
    sheets: Sheets = found
    return sheets


def _most_held(size: int) -> int:
    return FREELY_HELD + MOST_HELD_PER_BYTE * size


def main(path: Path, file: str) -> int:
    """Write the cells to standard output, or what is wrong; give the exit code."""
    _hold_at_most(_most_held(path.stat().st_size))
    try:
        found = _read(path, file)
        pickle.dump(found, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return _TOO_LITTLE_MEMORY
    return 0


def _read(path: Path, file: str) -> tuple[str, Sheets | str]:
    """Give the cells after nothing, or after what is wrong a sentence."""
    try:
        _expect_bounded(path, file)
        book = CalamineWorkbook.from_path(str(path))
        return "", {name: _cells(book, name) for name in book.sheet_names}
    except CaseError as error:
        return "too large", str(error)
    except PasswordError as error:
        return "protected", str(error)
    except CalamineError as error:
        return "damaged", str(error)


def _expect_bounded(path: Path, file: str) -> None:
    """Say of most that come to too much by how much they do."""
    with path.open("rb") as binary:
        start = binary.read(len(ZIP))
    if start == ZIP:
        expect_bounded(path, file)
    elif start == OLE and path.suffix.lower() == OLDEST:
        expect_old_bounded(path, file)


def _cells(book: CalamineWorkbook, name: str) -> list[tuple[int, list[object]]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    filled = [(number, row) for number, row in enumerate(rows, 1) if _holds_something(row)]
    columns = [_holds_something(column) for column in zip(*(row for _, row in filled), strict=True)]
    return [(number, list(compress(row, columns))) for number, row in filled]


def _holds_something(cells: Sequence[object]) -> bool:
    # most of a large sheet is one and the same empty text
    return any(not isinstance(cell, str) or cell.strip() for cell in set(cells))


def _hold_at_most(held: int) -> None:
    """Have no more memory from now on; where a system cannot do that, it is as large as it is."""
    try:
        import resource  # noqa: PLC0415 - of Unix alone
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = held if hard == resource.RLIM_INFINITY else min(held, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
