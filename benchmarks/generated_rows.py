"""Rows of a lone table of any length, the same each time, written as they are made."""

import csv
from pathlib import Path

import numpy as np

SEED = 20240417
AT_ONCE = 100_000
TOWNS = 3_000
FIRST_DAY, DAYS = np.datetime64("2020-01-01"), 1_600
SCATTERED = 0.2  # share of rows that lie anywhere
LASTING = 0.15  # share of rows that last some days
KINDS = np.array(["agreement", "deployment", "military operation", "movement", "statement"])
HEADER = ("event_id", "title", "kind", "date", "latitude", "longitude", "actors", "source", "url")


def write_rows(path: Path, rows: int) -> Path:
    """Write events about towns of very different sizes all over the world."""
    random = np.random.default_rng(SEED)
    towns = random.uniform((-170, -55), (170, 72), (TOWNS, 2))
    weights = random.zipf(1.4, TOWNS).clip(1, 2_000).astype(float)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for start in range(0, rows, AT_ONCE):
            count = min(AT_ONCE, rows - start)
            town = random.choice(TOWNS, count, p=weights / weights.sum())
            anywhere = random.random(count) < SCATTERED
            near = towns[town] + random.normal(0, 0.3, (count, 2))
            far = random.uniform((-180, -60), (180, 75), (count, 2))
            where = np.where(anywhere[:, None], far, near).round(4)
            days = FIRST_DAY + random.integers(0, DAYS, count)
            lasts = np.where(random.random(count) < LASTING, random.integers(1, 20, count), 0)
            kinds = KINDS[random.integers(0, len(KINDS), count)]
            party, source = random.integers(0, 40, count), random.integers(0, 60, count)
            writer.writerows(
                (
                    f"e{start + number}",
                    f"Event {start + number} near town {town[number]}",
                    kinds[number],
                    f"{days[number]}/{days[number] + lasts[number]}"
                    if lasts[number]
                    else days[number],
                    where[number, 1],
                    where[number, 0],
                    f"Party {party[number]}",
                    f"Source {source[number]}",
                    f"https://example.org/{start + number}",
                )
                for number in range(count)
            )
    return path
