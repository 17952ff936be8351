"""One file of events of any kind → tables of text, all checked in the same way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from geodata.errors import CaseError, shortened
from geodata.layers import Layers
from geodata.text_files import Names, TextTable, cut_table, read_table_parts

TEXT: Final = (".csv", ".tsv", ".txt")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
FEATURES: Final = (".geojson", ".json", ".gpkg")
PARQUET: Final = (".parquet", ".geoparquet")
ENDINGS: Final = (*TEXT, *WORKBOOKS, *FEATURES, *PARQUET)


def read_event_file(
    path: Path, file: str, names: Names, layers: Layers, rows: int
) -> Iterator[TextTable]:
    """Yield a file of events as tables of at most so many rows, at least one.

    Parameters
    ----------
    path, file
        The file, and the name under which messages speak of it.
    names
        Tells the separator of a text, and whether it begins with names.
    layers
        Tells which sheet or layer to read.
    rows
        How many records a table has at most.

    Raises
    ------
    CaseError
        Where nothing could be read.
    """
    ending = path.suffix.lower()
    if layers.wanted and ending in (*TEXT, *PARQUET):
        wanted = shortened(layers.wanted)
        raise CaseError(f"{file}: is a single table; leave out the sheet or layer “{wanted}”")
    if ending in TEXT:
        yield from read_table_parts(path, file, names.known, rows, names.of_headerless)
    elif ending in WORKBOOKS:
        from geodata.workbooks import read_workbook  # noqa: PLC0415 - a CSV needs none of these

        yield from read_workbook(path, file, layers, rows)
    elif ending in FEATURES:
        from geodata.feature_files import read_features  # noqa: PLC0415 - as above

        yield from read_features(path, file, layers, rows)
    elif ending in PARQUET:
        from geodata.parquet_files import read_parquet  # noqa: PLC0415 - as above

        yield from read_parquet(path, file, rows)
    else:
        raise CaseError(f"{file}: expected a file that ends in {', '.join(ENDINGS)}")


def layer_headers(path: Path, file: str) -> dict[str, tuple[str, ...]]:
    """Return the sheets or layers of a file with their columns; none for a single table.

    Raises
    ------
    CaseError
        Where nothing could be read.
    """
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        from geodata.workbooks import sheet_headers  # noqa: PLC0415 - as above

        return sheet_headers(path, file)
    if ending in FEATURES:
        from geodata.feature_files import feature_headers  # noqa: PLC0415 - as above

        return feature_headers(path, file)
    return {}


class TablePart(Protocol):
    """Some rows of a file of events, to be read by themselves."""

    def read(self) -> TextTable:
        """Read the rows; errors are those of `read_event_file`."""


def cut_event_file(
    path: Path, file: str, names: Names, rows: int, spare: Path
) -> Iterator[TablePart]:
    """Yield the parts that `read_event_file` would, not read yet.

    Parameters
    ----------
    path, file, names, rows
        As of `read_event_file`.
    spare
        Where the text is written if it is not UTF-8.

    Raises
    ------
    CaseError
        Where nothing could be read, or the file is of a kind that cannot be read in parts.
    """
    ending = path.suffix.lower()
    if ending in TEXT:
        yield from cut_table(path, file, names, rows, spare)
    elif ending in PARQUET:
        from geodata.parquet_files import cut_parquet  # noqa: PLC0415 - as above

        yield from cut_parquet(path, file, rows)
    else:
        kinds = ", ".join((*TEXT, *PARQUET))
        raise CaseError(
            f"{file}: cannot be read in parts that lie apart; expected a file that ends in {kinds}:"
            " save it as one, or build it without an engine"
        )
