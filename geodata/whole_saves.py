"""Several files of a folder replaced together: whoever reads finds all of them new, or none.

The new files are laid beside the old ones, then a plan of where they belong; with the plan the
saving has happened. Then each is put in its place, which whoever reads finishes where it was
broken off.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from geodata.errors import CaseError, shortened
from geodata.own_files import is_own_file, own_bytes, resolved, strangers_in
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_FOLDER: Final = ".whenabouts"
"""What we keep in a case's folder besides the case."""

_SAVING: Final = "saving-"
_PLAN: Final = "plan.json"
_UNFINISHED: Final = "plan.unfinished"
_LAID: Final = re.compile(r"[0-9]{1,6}")
_LONGEST_SHOWN: Final = 200
_NAME: Final = re.compile(r"(?:(sources)/)?[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""Of a file that a case keeps; see `geodata.case_files`."""


def own_folder(folder: Path) -> Path:
    """Give our folder in a case's, whether it is there or not.

    Raises
    ------
    CaseError
        It, or something in it, is a link: whoever made the case could have us read or write
        elsewhere. Or it is a pipe, on which we would wait for ever.
    """
    own = folder / OWN_FOLDER
    for one, kind in [(own, "")] if own.is_symlink() else strangers_in(own):
        name = shortened(one.relative_to(folder).as_posix(), _LONGEST_SHOWN)
        if kind:
            raise CaseError(f"{folder}: expected a file at {name}, got {kind}; delete it")
        raise CaseError(
            f"{folder}: expected no link at {name}, got one that leads to "
            f"{shortened(str(one.readlink()))}; delete it"
        )
    return own


def replace_together(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    """Write files, or take them away, all or none.

    Parameters
    ----------
    folder
        In which they lie.
    contents
        Their bytes by their names relative to `folder`; None where a file is to go.

    Raises
    ------
    OSError
        They cannot be written; nothing has changed then.
    CaseError
        A name leads out of the folder, or our own folder is a link.
    """
    for name in contents:
        _expect_inside(folder, name)
    before = {name: own_bytes(folder / name, folder) for name in contents}
    laid = own_folder(folder) / f"{_SAVING}{uuid.uuid4().hex}"
    laid.mkdir(parents=True)
    try:
        plan: dict[str, str | None] = {}
        for nth, (name, content) in enumerate(contents.items()):
            plan[name] = None if content is None else str(nth)
            if content is not None:
                _write_through(laid / str(nth), content)
        _write_through(laid / _UNFINISHED, json.dumps(plan).encode())
        _sync_folder(laid)
        _sync_folder(laid.parent)
        (laid / _UNFINISHED).replace(laid / _PLAN)
    except BaseException:
        shutil.rmtree(laid, ignore_errors=True)
        raise
    _sync_folder(laid)
    try:
        _place(folder, laid / _PLAN)
    except FileNotFoundError:  # whoever reads has finished it meanwhile
        return
    except OSError:
        (laid / _PLAN).unlink(missing_ok=True)
        _put_back(folder, before)
        raise
    finally:
        if not (laid / _PLAN).exists():
            shutil.rmtree(laid, ignore_errors=True)


def finish_saving(folder: Path) -> None:
    """Put in place what a saving that was broken off had laid out; where none was, do nothing.

    Raises
    ------
    CaseError
        It cannot be put in place, or our own folder is a link.
    """
    for plan in own_folder(folder).glob(f"{_SAVING}*/{_PLAN}"):
        try:
            _place(folder, plan)
        except FileNotFoundError:  # whoever else reads has finished it meanwhile
            continue
        except OSError as error:
            raise CaseError(
                f"{folder}: a saving was broken off here and cannot be finished "
                f"({error.strerror}); open the case once where it may be written"
            ) from None
        shutil.rmtree(plan.parent, ignore_errors=True)


def _place(folder: Path, plan: Path) -> None:
    """Put in place what a plan tells of, then forget the plan."""
    files = _files_of(plan)
    for name in files:
        _expect_inside(folder, name)
    for name, laid in files.items():
        _put_in_place(folder / name, plan.with_name(laid) if laid is not None else None)
    for touched in {folder, *((folder / name).parent for name in files)}:
        _sync_folder(touched)
    plan.unlink(missing_ok=True)  # whoever else reads may be as far


def _put_back(folder: Path, before: Mapping[str, bytes | None]) -> None:
    for name, content in before.items():
        place = folder / name
        if content is None:
            if is_own_file(place, folder):  # a link that leads out has not been replaced
                place.unlink(missing_ok=True)
        elif own_bytes(place, folder) != content:
            write_whole(place, content)


def is_inside(folder: Path, name: str) -> bool:
    """Tell whether a name is one of a case's files, and no link leads it out of the folder."""
    named = _NAME.fullmatch(name)
    if named is None:
        return False
    own = folder.resolve()
    return resolved((folder / name).parent) == (own / named[1] if named[1] else own)


def _expect_inside(folder: Path, name: str) -> None:
    if not is_inside(folder, name):
        raise CaseError(f"{folder}: “{shortened(name)}” is no file of a case, or leads out of it")


def _files_of(plan: Path) -> dict[str, str | None]:
    """Read a plan; one that we cannot have written is refused: it may come with any folder."""
    try:
        told = json.loads(plan.read_bytes())
    except (ValueError, RecursionError):
        told = None
    is_ours = isinstance(told, dict) and all(
        isinstance(name, str) and (laid is None or _LAID.fullmatch(str(laid)))
        for name, laid in told.items()
    )
    if not is_ours:
        raise CaseError(f"{plan}: is no plan of a saving; delete the folder {plan.parent.name}")
    return {name: None if laid is None else str(laid) for name, laid in told.items()}


def forget_unfinished(folder: Path) -> None:
    """Delete what savings laid out that never came to a plan; nobody else may be saving."""
    for laid in (folder / OWN_FOLDER).glob(f"{_SAVING}*"):
        if not (laid / _PLAN).exists():
            shutil.rmtree(laid, ignore_errors=True)


def _put_in_place(place: Path, laid: Path | None) -> None:
    if laid is None:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):  # it is there already
        laid.replace(place)


def _write_through(path: Path, content: bytes) -> None:
    """Write a file so that it is on the disk before anything that is done after."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system opens a folder
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
