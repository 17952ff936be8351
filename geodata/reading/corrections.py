"""The table of corrections: what has been changed of claims, when and why."""

from geodata import schema_versions
from geodata.columns import CORRECTIONS
from geodata.reading.date_cells import read_dates
from geodata.reading.sheet import Sheet
from geodata.reading.sources import CaseDescription
from geodata.text_files import TextTable


def read_corrections(table: TextTable, about: CaseDescription) -> Sheet:
    """Check a table of corrections; a claim that it names may have been taken out since."""
    sheet = Sheet.of(table, CORRECTIONS)
    read_dates(sheet, "corrected", about.zone, sheet.text["corrected"] != "")
    if len(sheet) and about.schema_version < schema_versions.CORRECTIONS:
        text = (
            f"version {about.schema_version} of the format has no corrections; make it "
            f"{schema_versions.CORRECTIONS}: python -m dashboard migrate CASE"
        )
        sheet.warn(0, "claim_id", text)
    sheet.validate()
    return sheet
