"""A case of any size, the same to the last byte each time it is made."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

SEED = 20240417
CLAIMS_EACH = 4
FIRST_DAY = date(2020, 1, 1)
DAYS = 1600
LONGITUDES = (44.0, 50.0)  # degrees, EPSG:4326; inside the detailed base map
LATITUDES = (38.6, 41.8)
KINDS = ("agreement", "deployment", "military operation", "movement", "statement")
STANCES = ("reports", "confirms", "does-not-confirm", "recalls", "infers", "denies")
SOURCES = tuple(f"source-{number}" for number in range(1, 9))
INTERVALS = 0.15  # share of events that last some days


def write_case(folder: Path, events: int) -> Path:
    """Write a case of so many events, each with four claims, into a new folder, and give it."""
    chance = random.Random(SEED)  # noqa: S311 - made-up events, not secrets
    days = [FIRST_DAY + timedelta(chance.randrange(DAYS)) for _ in range(events)]
    (folder / "sources").mkdir(parents=True)
    _write(
        folder / "sources" / "case.csv",
        ("title", "timezone", "languages", "licence", "limits", "schema_version"),
        [(f"{events} generated events", "Asia/Baku", "en", "CC0", "Made up for benchmarks.", 1)],
    )
    _write(
        folder / "sources" / "sources.csv",
        ("source_id", "title", "publisher", "published", "published_basis", "language"),
        [(name, f"Report of {name}", name, "2024-12-31", "stated", "en") for name in SOURCES],
    )
    _write(
        folder / "events.csv",
        (
            "event_id",
            "title",
            "description",
            "kind",
            "date",
            "latitude",
            "longitude",
            "coordinate_uncertainty_m",
            "geo_precision",
            "actors",
        ),
        [_event(chance, number, day) for number, day in enumerate(days)],
    )
    _write(
        folder / "sources" / "claims.csv",
        ("claim_id", "event_id", "source_id", "speaker", "stance", "reported", "says"),
        [claim for number, day in enumerate(days) for claim in _claims(chance, number, day)],
    )
    return folder


def _event(chance: random.Random, number: int, day: date) -> Sequence[object]:
    lasts = timedelta(chance.randrange(1, 20)) if chance.random() < INTERVALS else timedelta()
    return (
        f"e{number}",
        f"Event number {number}",
        "An event that was made up.",
        chance.choice(KINDS),
        f"{day}/{day + lasts}" if lasts else day,
        round(chance.uniform(*LATITUDES), 4),
        round(chance.uniform(*LONGITUDES), 4),
        500,
        1,
        f"Party {chance.randrange(6)}|Party {chance.randrange(6)}",
    )


def _claims(chance: random.Random, number: int, day: date) -> Iterable[Sequence[object]]:
    sources = chance.sample(SOURCES, CLAIMS_EACH)
    return [
        (
            f"c{number}-{order}",
            f"e{number}",
            source,
            f"spokesman of {source}",
            chance.choice(STANCES),
            day + timedelta(20 + chance.randrange(60)),
            f"Something is said about event number {number}.",
        )
        for order, source in enumerate(sources)
    ]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
