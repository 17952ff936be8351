"""Cases for the browser tests: the shipped one copied, or small ones written down."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

from tests.browser.running_app import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def copy_shipped_case(to: Path) -> Path:
    """Copy the shipped case's files."""
    to.mkdir()
    for name in ("events.csv", "places.geojson"):
        shutil.copy(ROOT / name, to)
    shutil.copytree(ROOT / "sources", to / "sources")
    return to


def write_table(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows as a CSV whose columns are those of the first row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def append_row(path: Path, **cells: object) -> None:
    """Append a row to a CSV; cells not given stay empty."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="").writerow(cells)


HOSTILE = {
    "image": "<img src=x onerror=window.__pwned=1>",
    "close": "</script><script>window.__pwned=2</script>",
    "template": "`${window.__pwned=3}` {{7*7}} {% raw %}",
    "markdown": "![x](http://other.test/x.png) [go](javascript:window.__pwned=4) :smile: $x$",
    "quotes": "\"'><svg onload=window.__pwned=5>",
}


ACTORS_OF_A_LIST = 20  # too many for pills


def write_hostile_case(to: Path) -> Path:
    """Write a case whose every text tries to be more than text."""
    crowd = [f"Actor {number}" for number in range(ACTORS_OF_A_LIST)]
    sources = to / "sources"
    write_table(
        to / "events.csv",
        [
            {
                "event_id": f"event-{number}",
                "title": f"{words} title",
                "description": f"{words} description",
                "kind": f"{words} kind",
                "date": f"2024-04-1{number}",
                "verbatim_date": words,
                "date_basis": words,
                "place_id": "trap",
                "geo_precision": "1",
                "verbatim_locality": words,
                "actors": "|".join([words, *crowd]),
            }
            for number, words in enumerate(HOSTILE.values())
        ],
    )
    write_table(
        sources / "case.csv",
        [
            {
                "title": f"{HOSTILE['image']} case",
                "timezone": "Asia/Baku",
                "languages": "en",
                "licence": HOSTILE["quotes"],
                "limits": HOSTILE["template"],
                "schema_version": "1",
            }
        ],
    )
    write_table(
        sources / "sources.csv",
        [
            {
                "source_id": "trap",
                "title": HOSTILE["image"],
                "publisher": f"{HOSTILE['close']} publisher",
                "published": "2024-04-20",
                "published_basis": f"inferred: {HOSTILE['quotes']}",
                "language": "en",
                "url": "javascript:window.__pwned=6",
                "archived_url": "data:text/html,<script>window.__pwned=7</script>",
                "note": HOSTILE["template"],
            }
        ],
    )
    write_table(
        sources / "claims.csv",
        [
            {
                "claim_id": f"claim-{number}",
                "event_id": f"event-{number}",
                "source_id": "trap",
                "speaker": f"{words} speaker",
                "stance": "reports",
                "field": "occurrence",
                "reported": "2024-04-20",
                "paragraph": "1",
                "quote": words,
                "says": f"{words} says",
                "url": "javascript:window.__pwned=8",
            }
            for number, words in enumerate(HOSTILE.values())
        ],
    )
    (sources / "trap.md").write_text(
        "# trap\n\n¶1 " + " and ".join(HOSTILE.values()) + "\n", encoding="utf-8"
    )
    properties = {
        "place_id": "trap",
        "name": HOSTILE["image"],
        "names": {"en": HOSTILE["quotes"]},
        "variants": list(HOSTILE.values()),
        "kind": "point",
        "uncertainty_m": 500,
        "geo_precision": 1,
        "mark_latitude": 40.0,
        "mark_longitude": 47.0,
        "basis": HOSTILE["template"],
    }
    geometry = {"type": "Point", "coordinates": [47.0, 40.0]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (to / "places.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return to
