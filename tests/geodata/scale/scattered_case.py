"""A case scattered over the world and about the date line, made the same each time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

KINDS, ACTORS, SOURCES = ("march", "talk", "strike"), ("A", "B", "C"), ("one", "two", "three")
FIRST, DAYS = date(2023, 12, 20), 400
WORDS = ("road", "bridge", "Gəncə", "harbour")
STANCES = ("reports", "confirms", "denies", "recalls", "infers", "does-not-confirm", "no-statement")


def write_scattered(folder: Path, events: int = 150, claims: int = 320, seed: int = 3) -> Path:
    """Write events with and without day, place and claims; some only placed by a claim."""
    random = np.random.default_rng(seed)
    (folder / "sources").mkdir(parents=True)

    def day(offset: int) -> str:
        return (FIRST + timedelta(int(offset))).isoformat()

    def dates() -> str:
        start = int(random.integers(0, DAYS))
        end = start + int(random.integers(0, 40))
        forms = ("", day(start), f"{day(start)}/{day(end)}", f"../{day(end)}", f"{day(start)}/..")
        return str(random.choice(forms, p=(0.1, 0.55, 0.25, 0.05, 0.05)))

    placed = random.random(events) < 0.85
    longitudes = np.where(
        random.random(events) < 0.5,
        random.uniform(-180, 180, events),
        (random.uniform(170, 190, events) + 180) % 360 - 180,
    ).round(4)
    table = pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in random.permutation(events)],
            "title": random.choice(WORDS, events),
            "kind": random.choice(KINDS, events),
            "date": [dates() for _ in range(events)],
            "longitude": np.where(placed, longitudes, np.nan),
            "latitude": np.where(placed, random.uniform(-80, 80, events).round(4), np.nan),
            "actors": ["|".join(random.choice(ACTORS, random.integers(0, 3))) for _ in placed],
        }
    )
    table.to_csv(folder / "events.csv", index=False)
    fields = random.choice(["", "place"], claims, p=(0.75, 0.25))
    pd.DataFrame(
        {
            "claim_id": [f"c{number}" for number in range(claims)],
            "event_id": random.choice(table["event_id"], claims),
            "source_id": random.choice(SOURCES, claims),
            "speaker": random.choice(["X", "Y", "Z"], claims),
            "stance": random.choice(STANCES, claims),
            "field": fields,
            "value": np.where(fields == "place", random.choice(["isle", "bay"], claims), ""),
            "reported": [day(offset) for offset in random.integers(0, DAYS, claims)],
            "says": random.choice(WORDS, claims),
        }
    ).to_csv(folder / "sources" / "claims.csv", index=False)
    pd.DataFrame(
        {"source_id": SOURCES, "title": SOURCES, "publisher": "P", "published": "2025-02-01"}
    ).to_csv(folder / "sources" / "sources.csv", index=False)
    (folder / "places.geojson").write_text(
        '{"type":"FeatureCollection","features":['
        + ",".join(
            f'{{"type":"Feature","properties":{{"place_id":"{name}","name":"{name}",'
            f'"kind":"point"}},"geometry":{{"type":"Point","coordinates":{where}}}}}'
            for name, where in (("isle", "[179.5,-17]"), ("bay", "[-176.25,12.5]"))
        )
        + "]}",
        encoding="utf-8",
    )
    return folder
