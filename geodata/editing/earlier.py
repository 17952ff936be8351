"""Earlier versions of a case: what each saving replaced, and how to go back to it."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from geodata.case_files import case_version
from geodata.errors import CaseError
from geodata.own_files import is_own_file
from geodata.whole_files import PARTIAL, beside, clear_up
from geodata.whole_saves import is_inside, own_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EARLIER: Final = "earlier"
MOST_KEPT: Final = 100
_TOLD: Final = "replaced.json"
_STAMP: Final = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class EarlierVersion:
    """What one saving replaced.

    Parameters
    ----------
    version_id
        Names it.
    version
        Of the case before that saving.
    saved
        When it was replaced, as an instant in UTC (ISO 8601).
    files
        Which files of the case it was; those that did not exist are among them.
    """

    version_id: str
    version: str
    saved: str
    files: tuple[str, ...]


def keep_earlier(folder: Path, names: Iterable[str]) -> None:
    """Keep files of a case as they are, before they are replaced.

    A link that leads out of the folder counts as no file: what it leads to is not the case's.

    Raises
    ------
    OSError
        They cannot be kept.
    """
    kept = own_folder(folder) / EARLIER
    kept.mkdir(parents=True, exist_ok=True)
    clear_up(kept)
    now = datetime.now(UTC)
    version = case_version(folder)
    there = [name for name in names if is_own_file(folder / name, folder)]
    told = {
        "version": version,
        "saved": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "files": list(names),
        "kept": there,
    }
    place = kept / f"{_after_others(now, folder):{_STAMP}}-{version}"
    with beside(place) as partial:
        for name in there:
            (partial / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, partial / name)
        partial.mkdir(exist_ok=True)
        (partial / _TOLD).write_text(json.dumps(told), encoding="utf-8")
        partial.rename(place)
    for old in _folders(folder)[MOST_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _after_others(now: datetime, folder: Path) -> datetime:
    """Give an instant after all savings before: names tell their order, whatever the clock."""
    for place in _folders(folder)[:1]:
        with suppress(ValueError):
            newest = datetime.strptime(place.name.partition("-")[0], _STAMP).replace(tzinfo=UTC)
            return max(now, newest + timedelta(microseconds=1))
    return now


def earlier_versions(folder: Path) -> tuple[EarlierVersion, ...]:
    """List what savings replaced, the newest first."""
    return tuple(
        EarlierVersion(place.name, told["version"], told["saved"], tuple(told["files"]))
        for place in _folders(folder)
        if (told := _told_of(folder, place)) is not None
    )


def contents_of(folder: Path, version_id: str) -> dict[str, bytes | None]:
    """Give the files that make a case what it was before a saving; None where there was none.

    What later savings replaced is among them.

    Raises
    ------
    CaseError
        No such version is kept.
    """
    contents: dict[str, bytes | None] = {}
    for place in _folders(folder):
        told = _told_of(folder, place)
        if told is None:
            continue
        for name in told["files"]:
            is_kept = name in told["kept"] and is_inside(place, name)
            contents[name] = (place / name).read_bytes() if is_kept else None
        if place.name == version_id:
            return contents
    raise CaseError(f"{folder}: no earlier version is kept under that name")


def _folders(folder: Path) -> list[Path]:
    kept = own_folder(folder) / EARLIER
    if not kept.is_dir():
        return []
    found = [one for one in kept.iterdir() if one.suffix != PARTIAL and one.is_dir()]
    return sorted(found, key=lambda one: one.name, reverse=True)


def _told_of(folder: Path, place: Path) -> dict[str, Any] | None:
    """Read what was kept of a version; None where it is none that we can have kept."""
    try:
        told = json.loads((place / _TOLD).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    is_ours = isinstance(told, dict) and all(
        isinstance(told.get(name), kind)
        for name, kind in (("version", str), ("saved", str), ("files", list), ("kept", list))
    )
    if not is_ours or not all(
        isinstance(one, str) and is_inside(folder, one) for one in told["files"]
    ):
        return None
    return dict(told)
