"""A case prepared for serving: sorted, counted and indexed in a folder of files.

    case.json                 what the case is, and which folder holds it; replaced last, at once
    <version>-<format>/
        events.parquet        along the curve, see `geodata.scale.world`; without a place last
        claims.parquet        as their events, then in the order told
        events.arrow, claims.arrow, claim_starts.npy (their rows by number)
        sources.parquet, corrections.parquet, places.parquet (GeoParquet)
        values.parquet        what can be filtered by
        event_sources.parquet, event_actors.parquet
        happened/, told/      the points of each clock, a NumPy file for each column
        overview.json         what all of it comes to at a glance
        undated.npy, rejected.csv, warnings.csv, sources/ (summaries and originals)

The folder before stays until the next build, for servers that read it.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import duckdb

from geodata.case_files import (
    PREPARED_BY,
    PREPARED_FILE,
    PREPARED_FOLDER,
    PREPARED_FORMAT,
    SOURCES_FOLDER,
    TEXT_ENDINGS,
    case_version,
    files_signature,
    prepared_folders,
    prepared_manifest,
)
from geodata.errors import CaseError
from geodata.own_files import is_own_file
from geodata.scale.built import BuiltCase
from geodata.scale.gathering import EMBEDDED
from geodata.scale.manifest import manifest_of
from geodata.scale.overview import OVERVIEW, overview
from geodata.scale.row_files import write_row_files
from geodata.text_files import opened
from geodata.view import View
from geodata.whole_files import beside, clear_up, is_partial, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodata.read_as import ReadAs

_READ_AT_ONCE: Final = 2**20


class Engine(Protocol):
    """Does the work of a build."""

    def gather(
        self, path: Path, read_as: ReadAs | None, folder: Path, tell: Callable[[int], None]
    ) -> dict[str, Any]:
        """Write the files of a prepared case into a folder.

        Parameters
        ----------
        path, read_as, tell
            As of `build`.
        folder
            Is there and empty.

        Returns
        -------
        What a description tells of the case.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        BuildError
            The engine does not answer, or failed.
        """


class BuildError(Exception):
    """The case cannot be prepared there: why, and what to do, in one line."""


@dataclass(frozen=True)
class Built:
    """What a build has made.

    Attributes
    ----------
    folder
        That holds the files.
    version
        Of the case.
    events, claims
        How many there are.
    rows_read, rejected
        Over all tables.
    """

    folder: Path
    version: str
    events: int
    claims: int
    rows_read: int
    rejected: int


def build(
    path: Path,
    out: Path,
    *,
    tell: Callable[[int], None] = lambda _: None,
    read_as: ReadAs | None = None,
    engine: Engine = EMBEDDED,
) -> Built:
    """Prepare a case for serving.

    The same case makes the same files, byte for byte. A build that is broken off leaves what was
    there before as it was; the next one clears up after it.

    Parameters
    ----------
    path
        The case: a folder or a file.
    out
        Empty, or one that a case was prepared in before.
    tell
        Is told the number of rows read so far, after each part.
    read_as
        How to read one file; by default what is kept beside it.
    engine
        Does the work.

    Raises
    ------
    geodata.errors.CaseError
        Nothing could be read.
    BuildError
        The folder holds something else, or cannot be written; or the case changed meanwhile.
    """
    signature = files_signature(path)
    version = case_version(path, read_as)
    name = f"{version}-{PREPARED_FORMAT}"

    def gathered(folder: Path) -> dict[str, Any]:
        about = engine.gather(path, read_as, folder, tell)
        _copy_texts(path, folder / SOURCES_FOLDER)
        if files_signature(path) != signature:
            raise BuildError(f"{path}: the case changed while it was prepared; build again")
        return about

    with _told_in_one_line(out, path):
        _prepared_before(out)
        clear_up(out)
        if not _is_whole(out / name):
            _make(out, name, gathered)
        told = manifest_of(out / name)
        others = [one for one in _prepared_before(out) if one != name]
        _name_it(out, {**prepared_manifest(out / name), "folders": [name, *others[:1]]})
        _remove_older(out, {name, *others[:1]})
    return Built(out / name, version, told.events, told.claims, told.rows_read, told.rejected)


@contextmanager
def spare_folder(out: Path) -> Iterator[Path]:
    """Give a folder within `out` for what a build needs on the way, and remove it at the end.

    Raises
    ------
    BuildError
        As of `build`.
    """
    with _told_in_one_line(out):
        _prepared_before(out)
        clear_up(out)
        out.mkdir(parents=True, exist_ok=True)
        with beside(out / "copied") as folder:
            folder.mkdir()
            yield folder


@contextmanager
def _told_in_one_line(out: Path, case: Path | None = None) -> Iterator[None]:
    is_new = not out.exists()
    try:
        yield
    except (CaseError, BuildError, OSError, duckdb.Error) as error:
        if is_new:
            with suppress(OSError):  # there is something in it
                out.rmdir()
        if isinstance(error, CaseError | BuildError):
            raise
        why = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]
        named = error.filename if isinstance(error, OSError) else None
        if case and isinstance(named, str) and _is_of(Path(named), case, out):
            raise CaseError(f"{named}: cannot be read ({why or error})") from None
        raise BuildError(
            f"{out}: cannot be written ({why or error}); what was there before stays: "
            "make room or choose another folder, and build again"
        ) from None


def _is_of(file: Path, case: Path, out: Path) -> bool:
    """Tell whether a file is one of the case and none that a build writes."""
    return file.is_relative_to(case) and not file.is_relative_to(out)


def _make(out: Path, name: str, gathered: Callable[[Path], dict[str, Any]]) -> None:
    """Make the folder beside its place, then put it there whole."""
    out.mkdir(parents=True, exist_ok=True)
    with beside(out / name) as partial:
        partial.mkdir()
        about = gathered(partial)
        told = {
            "made_by": PREPARED_BY,
            "format": PREPARED_FORMAT,
            "version": name.partition("-")[0],
        }
        write_row_files(partial)
        _name_it(partial, told | about)
        counted = json.dumps(overview(BuiltCase(partial).counter, View()), separators=(",", ":"))
        (partial / OVERVIEW).write_text(counted, "utf-8")
        _put(partial, out / name)


def _put(partial: Path, place: Path) -> None:
    """Put a folder in its place, unless another process has put the same there meanwhile."""
    if place.exists() and not _is_whole(place):
        _remove(place)
    try:
        partial.replace(place)
    except OSError:
        if not _is_whole(place):
            raise


def _is_whole(folder: Path) -> bool:
    """Tell whether a folder holds what its name says: named last, it loses its name first."""
    try:
        return folder.name == f"{manifest_of(folder).version}-{PREPARED_FORMAT}"
    except CaseError:
        return False


def _remove(folder: Path) -> None:
    with beside(folder) as leaving:
        folder.replace(leaving)


def _copy_texts(path: Path, folder: Path) -> None:
    texts = sorted(
        file
        for ending in TEXT_ENDINGS
        for file in ((path / SOURCES_FOLDER).glob(f"*{ending}") if path.is_dir() else ())
        if is_own_file(file, path)
    )
    folder.mkdir()
    for text in texts:
        with (folder / text.name).open("wb") as copy:
            copy.writelines(_parts_of(text))


def _parts_of(text: Path) -> Iterator[bytes]:
    """Yield the bytes of a text, so that what is wrong with it is not told of its copy."""
    with opened(text, str(text)) as binary:
        while part := binary.read(_READ_AT_ONCE):
            yield part


def _name_it(folder: Path, told: dict[str, Any]) -> None:
    content = json.dumps(told, ensure_ascii=False, indent=1, default=asdict)
    write_whole(folder / PREPARED_FILE, content.encode())


def _prepared_before(out: Path) -> list[str]:
    """Give the folders that `out` holds of builds before, the newest first."""
    if str(out) != str(out).encode(errors="replace").decode():
        raise BuildError(f"{out}: expected a folder whose name is UTF-8; choose another")
    if not out.exists():
        return []
    if not out.is_dir():
        raise BuildError(f"{out}: this is a file; expected a folder to prepare the case in")
    if told := prepared_manifest(out):
        return prepared_folders(told)
    strangers = [one.name for one in out.iterdir() if not _is_ours(one)]
    if strangers:
        raise BuildError(
            f"{out}: holds {min(strangers)} and no prepared case; choose an empty folder"
        )
    return []


def _is_ours(path: Path) -> bool:
    return bool(PREPARED_FOLDER.fullmatch(path.name)) or is_partial(path)


def _remove_older(out: Path, kept: set[str]) -> None:
    for folder in out.iterdir():
        if folder.is_dir() and PREPARED_FOLDER.fullmatch(folder.name) and folder.name not in kept:
            with suppress(OSError):
                _remove(folder)
