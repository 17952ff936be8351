"""The atlas's file: written once, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from geodata.drafting.atlas.entries import OTHER, OWN, SHORTEST_KEY, Feature
from geodata.drafting.atlas.listed_places import all_entries
from geodata.drafting.folding import name_key, sound_key
from geodata.whole_files import beside

if TYPE_CHECKING:
    from pathlib import Path

CODE_LETTERS: Final = 4
LAST_LATIN: Final = "\u0370"
LAST_LETTER: Final = "\u06ff"
"""Up to here scripts are read: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic; and Georgian."""

GEORGIAN: Final = ("\u10a0", "\u10ff")
_TABLES: Final = """
CREATE TABLE places (place INTEGER PRIMARY KEY, place_id TEXT, name TEXT, feature TEXT,
    latitude REAL, longitude REAL, population INTEGER, country TEXT, first TEXT, second TEXT,
    bounds TEXT, basis TEXT);
CREATE TABLE names (key TEXT, place INTEGER, rank INTEGER, spellings TEXT,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX ids ON places (place_id);
CREATE INDEX airports ON places (feature, country);
CREATE TABLE sounds (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def build(path: Path) -> None:
    """Write the atlas to a file, which is there whole or not at all.

    Raises
    ------
    OSError
        It cannot be written there.
    """
    try:
        with beside(path) as partial:
            with closing(sqlite3.connect(partial)) as connection:
                connection.executescript(
                    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES
                )
                _fill(connection)
                connection.commit()
            partial.replace(path)
    except sqlite3.Error as error:
        raise OSError(f"{path}: the atlas of places could not be written: {error}") from error


def _fill(connection: sqlite3.Connection) -> None:
    names: list[tuple[str, int, int, str]] = []
    sounds: set[tuple[str, int]] = set()
    rows = []
    key_of, sound_of = name_key.__wrapped__, sound_key.__wrapped__
    for number, (entry, variants) in enumerate(all_entries()):
        bounds = json.dumps(entry.bounds) if entry.bounds else ""
        rows.append((number, *entry[:-2], bounds, entry.basis))
        own = key_of(entry.name)
        spelled: dict[str, set[str]] = {own: set()}
        for variant in (entry.name, *filter(_is_readable, variants)):
            marked = spelled.setdefault(key_of(variant), set())
            if not variant.isascii() and variant[:2] < LAST_LATIN:
                marked.add(variant.casefold())
        least = 1 if entry.feature is Feature.COUNTRY else SHORTEST_KEY
        names += [
            (key, number, OWN if key == own else OTHER, "|".join(sorted(marked)))
            for key, marked in spelled.items()
            if len(key) >= least
        ]
        if entry.feature is not Feature.AIRPORT:
            sounds.add((sound_of(own), number))
    connection.executemany(f"INSERT INTO places VALUES ({','.join('?' * 12)})", rows)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", sorted(names))
    connection.executemany("INSERT INTO sounds VALUES (?, ?)", sorted(sounds))


def _is_readable(name: str) -> bool:
    """Tell whether a spelling is in a script that is read here, and is no airline's code."""
    if name.isupper() and name.isascii() and len(name) <= CODE_LETTERS:
        return False
    return all(
        letter <= LAST_LETTER or GEORGIAN[0] <= letter <= GEORGIAN[1] or not letter.isalpha()
        for letter in name[:3]
    )
