"""Which files a case is made of, which version of it they are, and whether they have changed."""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from geodata.errors import CaseError
from geodata.own_files import is_own_file, lies_within
from geodata.read_as import ENDING, ReadAs, kept_beside
from geodata.text_files import opened, read_bytes
from geodata.whole_saves import OWN_FOLDER, finish_saving

EVENTS_FILE: Final = "events.csv"
PLACES_FILE: Final = "places.geojson"
SOURCES_FOLDER: Final = "sources"
TEXT_ENDINGS: Final = (".md", ".txt")
SOURCE_ENDINGS: Final = (".csv", *TEXT_ENDINGS)
VERSION_DIGITS: Final = 12
PREPARED_FILE: Final = "case.json"
PREPARED_BY: Final = "whenabouts build"
"""The file of a folder in which a case was prepared for serving, and who is named in it."""

PREPARED_FORMAT: Final = 4
"""Raised whenever a prepared case's files mean something else than before."""

PREPARED_FOLDER: Final = re.compile(r"[0-9a-f]{12}-\d+")
"""How the folder within is called that holds the files of a version."""

FileSignature = tuple[int, int, int, int]
Signature = tuple[tuple[str, FileSignature], ...]


def case_files(path: Path) -> list[Path]:
    """Return the files that make the case at `path`, in a fixed order.

    For a folder `events.csv`, `places.geojson` and the tables and texts under `sources/`; for a
    file that file, and what is kept beside it of how to read it.

    A saving of the folder that was broken off is finished first. Texts that links lead to outside
    the folder do not count.

    Raises
    ------
    CaseError
        Where there is nothing at `path`, a folder may not be looked into, or a table, or the
        folder of sources, is a link that leads out of it.
    """
    try:
        if not path.is_dir():
            if not path.exists():
                raise CaseError(f"{path}: there is no such file or folder")
            kept = kept_beside(path)
            return [path, kept] if kept.is_file() else [path]
        finish_saving(path)
        if not lies_within(path / SOURCES_FOLDER, path):
            raise _leads_out(path, SOURCES_FOLDER, "folder")
        listed = sorted((path / SOURCES_FOLDER).rglob("*"))
        sources = [file for file in listed if file.suffix in SOURCE_ENDINGS]
        own = [path / name for name in (EVENTS_FILE, PLACES_FILE)]
        there = [file for file in (*own, *sources) if file.is_file()]
        found = [file for file in there if _counts(file, path)]
        return found or [file for file in (path / PREPARED_FILE,) if is_own_file(file, path)]
    except OSError as error:
        raise CaseError(f"{path}: cannot be looked into ({error.strerror or error})") from None


def _counts(file: Path, path: Path) -> bool:
    if lies_within(file, path):
        return True
    if file.suffix in TEXT_ENDINGS:
        return False
    raise _leads_out(path, file.relative_to(path).as_posix(), "file")


def _leads_out(path: Path, name: str, kind: str) -> CaseError:
    return CaseError(
        f"{path}: expected {name} in the folder of the case, got a link that leads out of it; "
        f"put the {kind} itself there"
    )


def is_empty(path: Path) -> bool:
    """Tell whether a path is a folder in which nothing is but what we may have left there."""
    try:
        return path.is_dir() and all(one.name == OWN_FOLDER for one in path.iterdir())
    except OSError:  # whoever opens it is told
        return False


def case_version(path: Path, read_as: ReadAs | None = None) -> str:
    """Return 12 hex digits of a SHA-256 over the names and bytes of a case's files.

    A lone file counts with its bytes only, so that moving it changes nothing.

    Parameters
    ----------
    path
        A folder, or one file.
    read_as
        How the file is to be read: counts as if it were kept beside it, in place of what is.

    Raises
    ------
    CaseError
        Where a file cannot be read.
    """
    digest = hashlib.sha256()
    built = prepared_version(path)
    if built:
        return built
    for file in case_files(path):
        if read_as is not None and file == kept_beside(path):
            continue
        if file != path:
            digest.update(_name(file, path).encode(errors="surrogatepass"))
        with opened(file, str(file)) as binary:
            digest.update(hashlib.file_digest(binary, "sha256").digest())
    if read_as is not None:
        digest.update(ENDING.encode() + hashlib.sha256(read_as.written().encode()).digest())
    return digest.hexdigest()[:VERSION_DIGITS]


def _name(file: Path, path: Path) -> str:
    """Return the name of a further file of a case, which moving the case does not change."""
    return file.relative_to(path).as_posix() if path.is_dir() else file.suffix


def prepared_version(path: Path) -> str:
    """Return the version of the case that was prepared in a folder; "" where none was."""
    return str(prepared_manifest(path).get("version", ""))


def prepared_manifest(path: Path) -> dict[str, Any]:
    """Return what a folder tells of the case that was prepared in it; nothing where none was."""
    file = path / PREPARED_FILE
    if not path.is_dir() or not is_own_file(file, path):
        return {}
    try:
        told = json.loads(read_bytes(file, str(file)))
    except (ValueError, RecursionError):
        return {}
    is_ours = isinstance(told, dict) and told.get("made_by") == PREPARED_BY
    return told if is_ours else {}


def file_signature(file: Path) -> FileSignature:
    """Return another value where a file has changed, also to the same size at the same time.

    Raises
    ------
    OSError
        It is not there, or may not be looked at.
    """
    status = file.stat()
    # the last is set by the system alone; on Windows it is when the file was made
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns


def files_signature(path: Path) -> Signature:
    """Return what tells the files of a case from what they were: another value where one changed.

    Cheap enough to ask every second; a file that has vanished meanwhile is left out.

    Raises
    ------
    CaseError
        As of `case_files`.
    """
    found = []
    for file in [*case_files(path), *_prepared_files(path)]:
        with suppress(OSError):
            found.append((str(file), file_signature(file)))
    return tuple(found)


def _prepared_files(path: Path) -> list[Path]:
    """Return what a prepared case is read from as it is asked about."""
    folder = prepared_folder(prepared_manifest(path))
    if not folder or not lies_within(path / folder, path):
        return []
    return sorted((path / folder).rglob("*"))


def prepared_folder(told: Mapping[str, Any]) -> str:
    """Name the folder within in which the files of a prepared case lie; "" for its own.

    Parameters
    ----------
    told
        What its `PREPARED_FILE` tells; a stranger may have written it.
    """
    return next(iter(prepared_folders(told)), "")


def prepared_folders(told: Mapping[str, Any]) -> list[str]:
    """Name all folders within that hold builds of a prepared case, the newest first."""
    named = told.get("folders")
    return [
        one
        for one in (named if isinstance(named, list) else [])
        if isinstance(one, str) and PREPARED_FOLDER.fullmatch(one)
    ]
