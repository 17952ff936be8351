"""Columns of dates in a sheet: read, or their rows rejected."""

from datetime import tzinfo

import pandas as pd

from geodata.dates import parse_dates
from geodata.reading.everyday_dates import ambiguity
from geodata.reading.sheet import Sheet


def read_dates(sheet: Sheet, column: str, zone: tzinfo, rows: "pd.Series[bool]") -> pd.DataFrame:
    """Read a column's dates in those `rows`; a row whose date cannot be read is rejected.

    Returns
    -------
    pandas.DataFrame
        As of `geodata.dates.parse_dates`, without `problem`.
    """
    found = parse_dates(sheet.frame[column].where(rows, ""), zone)
    wrong = found["problem"] != ""
    problems = dict(zip(sheet.text[column][wrong], found["problem"][wrong], strict=True))
    sheet.reject(wrong, column, lambda text: ambiguity(text) or problems[text])
    return found.drop(columns="problem")
