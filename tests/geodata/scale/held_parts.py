"""What a prepared case keeps of its parts, held whole: rows, points of both clocks, numbers.

`python -m tests.geodata.scale.held_parts` writes `held/parts.json` anew. Its difference is then
what a change has changed; it is to be read before it is kept.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geodata.parts import read_parts
from geodata.scale.part_tables import described, part_tables
from tests.geodata.held_files import HeldFiles
from tests.geodata.held_readings import laid_out
from tests.geodata.messy_tables import FOLDERS, LONE
from tests.geodata.scale.scattered_case import write_scattered

if TYPE_CHECKING:
    from geodata.scale.part_tables import PartTables

HELD: Final = HeldFiles(Path(__file__).parent / "held")
NAMES: Final = ("scattered", *FOLDERS, "own-names.csv")


def written(name: str, folder: Path) -> Path:
    """Write one of the cases and return its path."""
    if name == "scattered":
        return write_scattered(folder / name, events=24, claims=40)
    if name in FOLDERS:
        return laid_out(folder / name, FOLDERS[name])
    return laid_out(folder, {name: LONE[name]}) / name


def parts_in(name: str, folder: Path) -> dict[str, Any]:
    """Give what is kept of each part of a case, four rows a part, and of all of them."""
    found, tallies, events, claims = [], [], 0, 0
    for part in read_parts(written(name, folder), 4):
        kept = part_tables(part, events, claims)
        about = part.about
        tallies.append(kept.tally)
        events, claims = events + kept.tally.events, claims + kept.tally.claims
        found.append(_lines(kept))
    return {"parts": found, "all": _plain(described(about, tallies))}


def _lines(kept: PartTables) -> dict[str, Any]:
    return {
        "tables": {
            name: [_row(row) for row in table.to_dict("records")]
            for name, table in kept.tables.items()
        },
        "columns": {name: table.columns.tolist() for name, table in kept.tables.items()},
        "points": {
            clock.value: [
                " ".join(str(getattr(points, one)[row]) for one in vars(points))
                for row in range(len(points))
            ]
            for clock, points in kept.points.items()
        },
        "kinds": kept.kinds,
        "told": {name: _plain(values.tolist()) for name, values in kept.order_told.items()},
        "undated": kept.undated.tolist(),
        "places": kept.places["place_id"].tolist(),
        "tally": _plain(asdict(kept.tally)),
    }


def _row(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(cell) for name, cell in row.items() if not _is_empty(cell)}


def _is_empty(cell: object) -> bool:
    return isinstance(cell, str) and not cell


def _plain(cell: Any) -> Any:
    if isinstance(cell, dict):
        return {name: _plain(one) for name, one in cell.items()}
    if isinstance(cell, (list, tuple)):
        return [_plain(one) for one in cell]
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, (str, bool)):
        return cell
    number = float(cell)
    return int(number) if number.is_integer() else round(number, 6)


def all_parts(folder: Path) -> dict[str, Any]:
    """Give what is held, by the names of the cases."""
    return {name: parts_in(name, folder) for name in NAMES}


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        HELD.write({"parts": all_parts(Path(made))})
