"""Cases written to disk for tests: a small sound one, and what a test changes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SMALL_CASE = {
    "events.csv": (
        "event_id,title,kind,date,place_id\n"
        "column,Column filmed,movement,2024-04-16~,tartar\n"
        "withdrawal,Withdrawal begins,movement,2024-04-17,karabakh\n"
    ),
    "sources/case.csv": "title,timezone,languages\nA small case,Asia/Baku,en|az\n",
    "sources/sources.csv": (
        "source_id,title,publisher,published,original_source\n"
        "agency,First report,Agency,2024-04-17,\n"
        "copyist,The same report,Copyist,2024-04-17,agency\n"
    ),
    "sources/claims.csv": (
        "claim_id,event_id,source_id,speaker,stance,field,value,reported,seq,paragraph,quote,says\n"
        "a1,withdrawal,agency,Spokesman,confirms,,,2024-04-17,1,1,it had begun,It has begun\n"
        "a2,column,agency,Witness,reports,place,karabakh,2024-04-17,1,2,a column,Seen there\n"
        "b1,withdrawal,copyist,Spokesman,confirms,,,2024-04-17,2,,,It has begun\n"
    ),
    "sources/agency.md": "# agency\n\n¶1 He said that it\nhad begun.\n\n¶2 Clips show a column.\n",
    "places.geojson": (
        '{"type":"FeatureCollection","features":[\n'
        '{"type":"Feature","properties":{"place_id":"karabakh","name":"Karabakh","names":'
        '{"az":"Qarabağ"},"variants":["Artsakh"],"kind":"vague region","geo_precision":5},\n'
        '"geometry":{"type":"Point","coordinates":[46.76,39.92]}},\n'
        '{"type":"Feature","properties":{"place_id":"tartar","name":"Tartar","kind":"area"},\n'
        '"geometry":{"type":"Polygon","coordinates":[[[46.8,40.2],[47,40.2],[47,40.4],[46.8,40.2]]]}}'
        "\n]}\n"
    ),
}


def write_case(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the small case into a folder; `sources_claims="…"` replaces `sources/claims.csv`.

    A table is named without its ending, `None` leaves it out.
    """
    files: dict[str, str | bytes | None] = dict(SMALL_CASE)
    for name, content in changed.items():
        path = name.replace("sources_", "sources/")
        file = next((known for known in files if known.rpartition(".")[0] == path), f"{path}.csv")
        files[file] = content
    for file, content in files.items():
        if content is not None:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def write_lone(folder: Path, content: str | bytes, name: str = "events.csv") -> Path:
    """Write a lone table and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
