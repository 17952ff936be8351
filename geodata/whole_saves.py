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
from itertools import chain
from typing import TYPE_CHECKING, Final

from geodata.errors import CaseError, shortened
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
_NAME: Final = re.compile(r"(?:(sources)/)?[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""Of a file that a case keeps; see `geodata.case_files`."""


def own_folder(folder: Path) -> Path:
    """Give our folder in a case's, whether it is there or not.

    Raises
    ------
    CaseError
        It, or something in it, is a link: whoever made the case could have us write elsewhere.
    """
    own = folder / OWN_FOLDER
    for one in chain([own], own.glob("*")):
        if one.is_symlink():
            raise CaseError(
                f"{folder}: expected no link at {one.relative_to(folder).as_posix()}, got one that "
                f"leads to {shortened(str(one.readlink()))}; delete it"
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
    before = {name: _bytes_of(folder / name) for name in contents}
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
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif _bytes_of(folder / name) != content:
            write_whole(folder / name, content)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def is_inside(folder: Path, name: str) -> bool:
    """Tell whether a name is one of a case's files, and no link leads it out of the folder."""
    named = _NAME.fullmatch(name)
    if named is None:
        return False
    own = folder.resolve()
    return (folder / name).parent.resolve() == (own / named[1] if named[1] else own)


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
