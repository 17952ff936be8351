"""The case's description and its table of sources."""

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from geodata.columns import CASE, SOURCES
from geodata.reading.date_cells import read_dates
from geodata.reading.sheet import Sheet
from geodata.schema_versions import FIRST
from geodata.text_files import TextTable


@dataclass(frozen=True)
class CaseDescription:
    """What a case says of itself.

    Parameters
    ----------
    title
        Neutral and short.
    timezone
        IANA name; the days of the case are told in it.
    languages
        BCP 47 codes, the page's first.
    licence
        Of the case's own words.
    limits
        What the case cannot tell, in a sentence.
    schema_version
        Of its tables.
    """

    title: str
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    licence: str = ""
    limits: str = ""
    schema_version: int = FIRST

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


def read_description(table: TextTable, fallback: CaseDescription) -> tuple[Sheet, CaseDescription]:
    """Read the one row that describes a case; without a sound one it is `fallback`."""
    sheet = Sheet.of(table, CASE)
    sheet.to_numbers()
    surplus = pd.Series(range(len(sheet))) > 0
    sheet.reject(surplus, "title", "expected one row about the case; delete the others")
    bad_zone = [not is_zone(name) for name in sheet.text["timezone"]]
    sheet.reject(pd.Series(bad_zone, dtype=bool), "timezone", _not_a_zone)
    sheet.validate()
    rows = sheet.accepted()
    if rows.empty:
        return sheet, fallback
    row = rows.iloc[0]
    version = row["schema_version"]
    languages = (language.strip() for language in row["languages"].split("|"))
    return sheet, CaseDescription(
        title=row["title"],
        timezone=row["timezone"] or fallback.timezone,
        languages=tuple(filter(None, languages)),
        licence=row["licence"],
        limits=row["limits"],
        schema_version=fallback.schema_version if pd.isna(version) else int(version),
    )


def is_zone(name: str) -> bool:
    """Tell whether a name is one of a time zone, or empty."""
    if not name:
        return True
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _not_a_zone(name: str) -> str:
    return f"expected the name of a time zone such as Asia/Baku or UTC, got “{name}”"


def read_sources(table: TextTable, zone: tzinfo) -> Sheet:
    """Check the table of sources."""
    sheet = Sheet.of(table, SOURCES)
    for column in ("published", "retrieved"):
        read_dates(sheet, column, zone, sheet.text[column] != "")
    sheet.validate()
    return sheet
