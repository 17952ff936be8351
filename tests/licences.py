"""The licences of what is installed to run Whenabouts: `python -m tests.licences` lists them anew.

What a package says of itself is read by pip-licenses. Packages for one platform alone (a condition
in requirements.txt) are left out, so that the list is the same everywhere.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.txt"
FIRST_LINE = "| package | licence |"

UNSAID = {
    "streamlit-folium": "MIT",  # the LICENSE file of its repository
    "XStatic-Leaflet": "BSD-2-Clause",  # Leaflet's own
}
"""Of packages that do not name theirs."""


def packages() -> list[str]:
    """Name the packages that requirements.txt installs on every platform."""
    return re.findall(r"^([\w.-]+)==\S+ *\\?$", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def rows() -> dict[str, str]:
    """Each of those packages with its licence in its own words, as they are installed here."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json"]
    told = subprocess.run(
        [*command, "--packages", *packages()], check=True, capture_output=True, text=True
    )
    licences = {one["Name"]: one["License"] for one in json.loads(told.stdout)} | UNSAID
    return dict(sorted(licences.items(), key=lambda one: one[0].casefold()))


def table() -> str:
    """What stands in the document."""
    lines = (f"| {name} | {' '.join(licence.split())} |" for name, licence in rows().items())
    return "\n".join((FIRST_LINE, "| --- | --- |", *lines)) + "\n"


if __name__ == "__main__":
    before, _, listed = DOCUMENT.read_text(encoding="utf-8").partition(FIRST_LINE)
    _, _, after = listed.partition("\n\n")
    DOCUMENT.write_text(f"{before}{table()}\n{after}", encoding="utf-8")
