"""A label, and what a person's review made of it.

`reviewed_names.csv` holds the names read and corrected by hand; an empty name there means that the
source's own was found right. Its coordinates move a label within a detailed clip.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from geodata.basemap import BASEMAP_DIRECTORY, LABEL_LANGUAGES
from geodata.basemap.vectors import Feature

Kind = Literal["country", "sea", "lake", "district", "town"]


@dataclass(frozen=True)
class Label:
    """A name at a point; fields as in `docs/basemap.md`, `weight` settles ties."""

    kind: Kind
    identifier: str
    point: tuple[float, float]
    names: Mapping[str, str]
    rank: int
    min_zoom: int
    weight: float = 0.0
    reviewed: bool = False

    def feature(self, decimals: int) -> Feature:
        """Turn into a GeoJSON point feature."""
        longitude, latitude = (round(value, decimals) for value in self.point)
        return {
            "type": "Feature",
            "properties": {
                "id": self.identifier,
                "kind": self.kind,
                "rank": self.rank,
                "min_zoom": self.min_zoom,
                "reviewed": self.reviewed,
                "names": dict(self.names),
            },
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }


@cache
def review() -> dict[tuple[str, str], dict[str, str]]:
    """Read `reviewed_names.csv`: (kind, id) → row."""
    path = BASEMAP_DIRECTORY / "reviewed_names.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["kind"], row["id"]): row for row in csv.DictReader(stream)}


def reviewed(label: Label, *, move: bool = True) -> Label:
    """Apply what was settled by hand, if anything was; `move` to its coordinates as well."""
    row = review().get((label.kind, label.identifier))
    if row is None:
        return label
    names = {**label.names, **{code: row[code] for code in LABEL_LANGUAGES if row[code]}}
    moved = move and row["longitude"] != ""
    return replace(
        label,
        names={code: names[code] for code in LABEL_LANGUAGES if code in names},
        point=(float(row["longitude"]), float(row["latitude"])) if moved else label.point,
        rank=int(row["rank"] or label.rank),
        min_zoom=int(row["min_zoom"] or label.min_zoom),
        reviewed=True,
    )
