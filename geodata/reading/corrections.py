"""The table of corrections: what has been changed of claims, when and why."""

from datetime import tzinfo

from geodata.columns import CORRECTIONS
from geodata.reading.date_cells import read_dates
from geodata.reading.sheet import Sheet
from geodata.text_files import TextTable


def read_corrections(table: TextTable, zone: tzinfo) -> Sheet:
    """Check a table of corrections; a claim that it names may have been taken out since."""
    sheet = Sheet.of(table, CORRECTIONS)
    read_dates(sheet, "corrected", zone, sheet.text["corrected"] != "")
    sheet.validate()
    return sheet
