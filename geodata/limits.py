"""How much is read of a file, so that a small one cannot take a computer's memory or an hour.

What a user opens may be as large as a computer holds: bounds that depend on its size say only that
it must not come to far more than its bytes can mean. What is pasted or sent is held to fixed ones.
Each is told in `docs/case-format.md`.
"""

from typing import BinaryIO, Final

from geodata.errors import CaseError

# a user's own files
LONGEST_HEADER: Final = 1 << 24
"""Bytes of separated text within which its first record ends."""

LONGEST_RECORD: Final = 1 << 26
"""Bytes that one record, or all that an unclosed quotation mark swallows, may take."""

MOST_COLUMNS: Final = 4_096
"""Columns of a table: twice as many as a GeoPackage can have."""

LARGEST_READ_WHOLE: Final = 1 << 30
"""Bytes of text that has to be held whole: places, or a table that is not UTF-8."""

LARGEST_SIDE_FILE: Final = 1 << 24
"""Bytes of a summary, an original, or of what is kept beside a file of how it is read."""

MOST_UNPACKED: Final = 1 << 32
"""Bytes to which the parts of a workbook may come, unpacked."""

FREELY_UNPACKED: Final = 1 << 28
"""Bytes to which a workbook may come however small it is; above that it counts how small."""

MOST_UNPACKED_PER_BYTE: Final = 100
"""How many times its size a larger workbook may come to."""

MOST_CELLS: Final = 100_000_000
"""Cells of a sheet, empty ones between the first and the last included."""

FREELY_EMPTY: Final = 20_000_000
"""Cells of a sheet however few of them are filled; of more, one in `MOST_PER_FILLED` must be."""

MOST_PER_FILLED: Final = 20

FREELY_HELD: Final = 1 << 31
"""Bytes of memory that reading a workbook may take however small it is: `FREELY_EMPTY` cells."""

MOST_HELD_PER_BYTE: Final = 400
"""How many more a byte of it may stand for: a cell of one or two bytes, once it is read."""

FREELY_SECONDS: Final = 120
MOST_SECONDS_PER_MEGABYTE: Final = 10

FREELY_ROWS: Final = 2_000_000
"""Rows that a Parquet file may claim however small it is."""

MOST_ROWS_PER_BYTE: Final = 4
"""How many rows a byte of a larger Parquet file may stand for: repeated ones take next to none."""

MOST_REPEATED_PER_ROW: Final = 200
"""Bytes of text that a row of a Parquet file may hold on average, though the file has them once."""

MOST_POINTS: Final = 1_000_000
"""Points of one line or area; the coast of the world at 1:10m has half as many."""

MOST_REJECTED: Final = 1_000_000
"""Rows of a table, or of a part of a large one, that are told of one by one."""

# what is pasted or sent
ARTICLE_BYTES: Final = 5 * 1024 * 1024
"""A longer file is no article: pages that carry their pictures stay well below it."""

ARTICLE_CHARACTERS: Final = 500_000
"""A longer text is a book: some eighty thousand words."""

ARTICLE_TAGS: Final = 100_000
"""A page with more is a list, and takes long to read: articles have some thousands."""

LONGEST_SENTENCE: Final = 1_500
"""Characters of a sentence of an article; what goes on is taken for a sentence of its own."""

LONGEST_GAP: Final = 40
"""Blanks in a row within a sentence; more of them end it, as in a table that was pasted."""


def expect_at_most(size: int, most: int, file: str, what: str, remedy: str) -> None:
    """Refuse what is larger than a limit.

    Parameters
    ----------
    size, most
        What came, and the limit.
    file
        The name under which messages speak of it.
    what
        What is counted, such as `bytes`.
    remedy
        What to do.

    Raises
    ------
    CaseError
        Where `size` is above `most`.
    """
    if size > most:
        raise CaseError(f"{file}: expected at most {most:,} {what}, got {size:,}; {remedy}")


def bounded(binary: BinaryIO, file: str, most: int) -> bytes:
    """Return all that is left of a stream.

    Raises
    ------
    CaseError
        Where it is more than `most` bytes.
    """
    found = binary.read(most + 1)
    if len(found) > most:
        raise CaseError(f"{file}: expected at most {most:,} bytes, got more; is it the right file?")
    return found
