"""A case published as a static folder, for any host of files: what is in it, written whole or not.

    index.html, service-worker.js, manifest.json    replaced last, each in one step
    program/<digest>/                               modules, Leaflet, the base map
    data/<digest>/                                  the case's files

What has a digest in its address never changes, so a browser keeps it for good. The publication
before the present one stays, for pages that are open.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import shutil
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dashboard.publishing.case_answers import as_json, case_answers
from dashboard.publishing.page import (
    ENTRY,
    STYLESHEETS,
    basemap_files,
    clips_in_reach,
    file_text,
    modules,
    page_html,
    parts_files,
    what_is_told,
)
from geodata.case_files import case_files
from geodata.casebook import open_case
from geodata.store import Store
from geodata.whole_files import beside, clear_up, is_partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geodata.casebook import Case
    from geodata.read_as import ReadAs

PAGE, WORKER, MANIFEST = "index.html", "service-worker.js", "manifest.json"
PROGRAM, DATA = "program", "data"
MADE_BY: Final = "whenabouts"
DIGITS: Final = 12
_OURS: Final = re.compile(rf"[0-9a-f]{{{DIGITS}}}")
_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; "
    "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'"
)


NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class PublishingError(Exception):
    """The folder cannot be published to: where, and what to do, in one line."""


@dataclass(frozen=True)
class Publication:
    """What a folder holds of one version of a case.

    Attributes
    ----------
    id
        Digest of everything in it.
    version
        Of the case.
    rejected
        How many rows of the case could not be read.
    versioned
        Files whose addresses hold a digest, by address.
    replaced
        Files that the next publication replaces, by address, in the order in which to do so.
    """

    id: str
    version: str
    rejected: int
    versioned: Mapping[str, bytes]
    replaced: Mapping[str, bytes]

    @property
    def folders(self) -> list[str]:
        """The folders that hold the versioned files, relative to the publication's."""
        return sorted({"/".join(address.split("/")[:2]) for address in self.versioned})


def publish(
    case_path: Path, directory: Path, *, made: str = "", read_as: ReadAs | None = None
) -> Publication:
    """Publish a case into a folder, which is made where there is none.

    Parameters
    ----------
    case_path
        A case folder or a lone file.
    directory
        Empty, or one that a case was published into before.
    made
        When the case was brought up to date, in ISO 8601; else when its newest file was changed.
    read_as
        How to read a lone file; by default what is kept beside it.

    Raises
    ------
    geodata.errors.CaseError
        Nothing could be read; the folder is as it was.
    PublishingError
        The folder holds something else or cannot be written; what was published before stays.
    """
    case = open_case(case_path, read_as)
    found = publication(case, Store(case), made or newest_change(case))
    write(found, directory)
    return found


def newest_change(case: Case) -> str:
    """Give when the newest of a case's files was changed, by the case's clock, to the minute."""
    newest = max(file.stat().st_mtime for file in case_files(case.path))
    return datetime.fromtimestamp(newest, case.about.zone).strftime("%Y-%m-%dT%H:%M")


def publication(case: Case, store: Store, made: str) -> Publication:
    """Put together what is published of a case; the same bytes for the same case and `made`."""
    program = {f"viewer/{name}": text.encode() for name, text in modules().items()}
    program |= {name: text.encode() for name, text in parts_files().items()}
    program |= {name: file_text(name).encode() for name in (*STYLESHEETS, "leaflet/leaflet.js")}
    program |= basemap_files(clips_in_reach(case))
    answers = case_answers(case, store)
    program_folder, data_folder = f"{PROGRAM}/{_digest(program)}/", f"{DATA}/{_digest(answers)}/"
    versioned = {program_folder + name: content for name, content in program.items()}
    versioned |= {data_folder + name: content for name, content in answers.items()}
    told = what_is_told(
        case, data=data_folder, basemap=f"{program_folder}basemap/", query="", made=made
    )
    number = _digest({**versioned, "told": as_json(told)})
    told |= {"publication": number}
    manifest = {
        "made_by": MADE_BY,
        "publication": number,
        "title": case.about.title,
        "version": case.version,
        "made": made,
        "updated": told["about"]["updated"],
        "folders": [program_folder.rstrip("/"), data_folder.rstrip("/")],
    }
    replaced = {
        PAGE: _page(told, program_folder).encode(),
        WORKER: _worker(number, list(versioned)).encode(),
        MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(),
    }
    return Publication(number, case.version, len(case.rejected), versioned, replaced)


def _page(told: dict[str, Any], folder: str) -> str:
    sheets = [f'<link rel="stylesheet" href="{folder}{name}">' for name in STYLESHEETS]
    early = [f'<link rel="modulepreload" href="{folder}viewer/{name}">' for name in modules()]
    return page_html(
        told,
        policy=_POLICY,
        head="\n".join([*sheets, *early]),
        scripts=f'<script src="{folder}leaflet/leaflet.js"></script>\n'
        f'<script type="module" src="{folder}viewer/{ENTRY}"></script>',
    )


def _worker(number: str, files: list[str]) -> str:
    told = json.dumps({"id": number, "files": files})
    return f"const publication = {told};\n{file_text('viewer/reference/service_worker.js')}"


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:DIGITS]


def write(found: Publication, directory: Path) -> None:
    """Write a publication: new versioned folders first, then what names them, each in one step.

    Raises
    ------
    PublishingError
        See `publish`.
    """
    try:
        before = _published_before(directory)
        for half in (directory, directory / PROGRAM, directory / DATA):
            clear_up(half)
        if _is_there(found, directory):
            return
        with _made(directory, found):
            for folder in found.folders:
                _write_folder(found, directory, folder)
            _replace(found, directory)
        _remove_older(directory, {*found.folders, *before})
    except OSError as error:
        advice = "make room" if error.errno in NO_ROOM else "choose a folder that you may write to"
        raise PublishingError(
            f"{directory}: cannot be written ({error.strerror or error}); {advice}"
        ) from None


@contextmanager
def _made(directory: Path, found: Publication) -> Iterator[None]:
    """Take back what was made, where not all of it can be: a full disk is left as it was."""
    places = [directory / folder for folder in found.folders]
    parents = [directory, *directory.parents]
    new = [path for path in (*places, *(one.parent for one in places)) if not path.exists()]
    new += [path for path in parents if not path.exists()]
    try:
        yield
    except BaseException:
        for path in new:
            if path in places:
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):  # others have put something there
                    path.rmdir()
        raise


def _replace(found: Publication, directory: Path) -> None:
    """Replace what names the versioned folders: all of it is written before any is put in place."""
    with ExitStack() as stack:
        laid = {name: stack.enter_context(beside(directory / name)) for name in found.replaced}
        for name, partial in laid.items():
            partial.write_bytes(found.replaced[name])
        for name, partial in laid.items():
            partial.replace(directory / name)


def _is_there(found: Publication, directory: Path) -> bool:
    """Tell whether it was published already; then the one before it may stay, too."""
    whole = all((directory / folder).is_dir() for folder in found.folders)
    return whole and all(
        (directory / name).is_file() and (directory / name).read_bytes() == content
        for name, content in found.replaced.items()
    )


def _published_before(directory: Path) -> list[str]:
    """Give the folders of the publication that a directory holds; none where it is empty."""
    if not directory.exists():
        return []
    if not directory.is_dir():
        raise PublishingError(f"{directory}: this is a file; expected a folder to publish into")
    manifest = directory / MANIFEST
    try:
        before = json.loads(manifest.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        before = None
    if isinstance(before, dict) and before.get("made_by") == MADE_BY:
        return [str(folder) for folder in before["folders"]]
    found = [path for path in directory.iterdir() if not is_partial(path)]
    is_begun = (directory / PROGRAM).is_dir()  # its page and its worker may be there already
    ours = {PAGE, WORKER} if is_begun else set()
    strangers = [path.name for path in found if path.name not in ours and not _is_left_over(path)]
    if strangers:
        raise PublishingError(
            f"{directory}: holds {min(strangers)} and no published case; choose an empty folder"
        )
    return []


def _is_left_over(path: Path) -> bool:
    """Tell whether a publication that was broken off may have left this: folders of digests."""
    return path.name in {PROGRAM, DATA} and all(
        _OURS.fullmatch(child.name) or is_partial(child) for child in path.iterdir()
    )


def _write_folder(found: Publication, directory: Path, folder: str) -> None:
    """Write a versioned folder beside its place, then put it there whole."""
    place = directory / folder
    if place.is_dir():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with beside(place) as partial:
        for address, content in found.versioned.items():
            if address.startswith(f"{folder}/"):
                file = partial / address.removeprefix(f"{folder}/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        partial.replace(place)


def _remove_older(directory: Path, kept: set[str]) -> None:
    for parent in (PROGRAM, DATA):
        for folder in (directory / parent).iterdir():
            if _OURS.fullmatch(folder.name) and f"{parent}/{folder.name}" not in kept:
                shutil.rmtree(folder, ignore_errors=True)
