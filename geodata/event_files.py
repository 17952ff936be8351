"""One file of events of any kind → tables of text, all checked in the same way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geodata.errors import CaseError, shortened
from geodata.layers import Layers
from geodata.text_files import TextTable, read_table_parts

TEXT: Final = (".csv", ".tsv", ".txt")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
FEATURES: Final = (".geojson", ".json", ".gpkg")
PARQUET: Final = (".parquet", ".geoparquet")
ENDINGS: Final = (*TEXT, *WORKBOOKS, *FEATURES, *PARQUET)


@dataclass(frozen=True)
class Names:
    """What is known of the names of columns.

    Parameters
    ----------
    known
        Given a header, how many of its names are known.
    of_headerless
        Given the first record of a text, the names of its columns where it is not they.
    """

    known: Callable[[Sequence[str]], int]
    of_headerless: Callable[[Sequence[str]], tuple[str, ...]]


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
        from geodata.feature_files import read_parquet  # noqa: PLC0415 - as above

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
