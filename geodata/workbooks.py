"""Excel workbooks and OpenDocument sheets → tables; rows are numbered as the program shows them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.encodings import described
from geodata.errors import CaseError, CaseWarning
from geodata.layers import Layers, chosen_layer
from geodata.limits import MOST_COLUMNS, expect_at_most
from geodata.text_files import TextTable, opened
from geodata.typed_cells import cell_text, typed_table
from geodata.workbook_cells import OLDEST, OLE, ZIP, DamagedError, ProtectedError, Sheets, sheets_of

_OLD = (OLDEST, ".xlsb")


def read_workbook(path: Path, file: str, layers: Layers, rows: int) -> Iterator[TextTable]:
    """Yield the sheet with the events as tables of at most so many rows, at least one.

    Its first row that is not empty holds the names of the columns.

    Raises
    ------
    CaseError
        Where it is no workbook or protected, has no sheet with events, or more than one.
    """
    sheets = _sheets(path, file)
    headers = {name: _header(cells) for name, cells in sheets.items()}
    name, warnings = chosen_layer(file, "sheet", headers, layers)
    if not headers[name]:
        raise CaseError(f"{file}: is empty; expected a first row with the names of the columns")
    remedy = "delete those that hold no facts about events"
    expect_at_most(len(headers[name]), MOST_COLUMNS, file, "columns", remedy)
    yield from _tables(file, sheets[name], rows, warnings)


def sheet_headers(path: Path, file: str) -> dict[str, tuple[str, ...]]:
    """Return the column names of each sheet; none for one that is empty.

    Raises
    ------
    CaseError
        Where it is no workbook, or protected.
    """
    return {name: _header(cells) for name, cells in _sheets(path, file).items()}


def _sheets(path: Path, file: str) -> Sheets:
    with opened(path, file) as binary:
        start = binary.read(8)
    protected = CaseError(
        f"{file}: is protected by a password, or an old workbook under a new name; "
        "open it, take the protection off and save it as .xlsx"
    )
    # of protected ones calamine says no more than that they are no archive
    if start.startswith(OLE) and path.suffix.lower() not in _OLD:
        raise protected
    try:
        return sheets_of(path, file)
    except ProtectedError:
        raise protected from None
    except DamagedError as error:
        is_one = start.startswith((ZIP, OLE))
        got = "a damaged one" if is_one else described(start) or "another file"
        raise CaseError(
            f"{file}: expected a workbook, got {got} ({error}); open it and save it again"
        ) from None


def _header(rows: Sequence[tuple[int, Sequence[object]]]) -> tuple[str, ...]:
    first = next((cells for _, cells in rows), ())
    return tuple(cell_text(cell).strip() for cell in first)


def _tables(
    file: str,
    sheet: Sequence[tuple[int, Sequence[object]]],
    rows: int,
    warnings: Sequence[CaseWarning],
) -> Iterator[TextTable]:
    names, below = _header(sheet), sheet[1:]
    for start in range(0, max(len(below), 1), rows):
        part = below[start : start + rows]
        texts = zip(*(map(cell_text, cells) for _, cells in part), strict=True)
        columns = [pd.Series(column, dtype="str") for column in texts]
        columns = columns or [pd.Series([], dtype="str") for _ in names]
        numbers = np.array([line for line, _ in part], dtype=np.int64)
        yield typed_table(file, list(zip(names, columns, strict=True)), numbers, warnings)
        warnings = ()
