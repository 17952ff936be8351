"""What may be read of a case's folder: files themselves, that lie in it. It may be a stranger's."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: Final = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def resolved(path: Path) -> Path | None:
    """Give where links lead; None where they lead round in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return None


def lies_within(file: Path, folder: Path) -> bool:
    """Tell whether a file lies in a case's folder, wherever links lead."""
    place = resolved(file)
    return place is not None and place.is_relative_to(folder.resolve())


def is_own_file(file: Path, folder: Path) -> bool:
    """Tell whether a file is there, and is one of the folder's own."""
    return file.is_file() and lies_within(file, folder)


def own_bytes(file: Path, folder: Path) -> bytes | None:
    """Return the bytes of a file; None where it is not there, or none of the folder's own.

    Raises
    ------
    OSError
        It cannot be read.
    """
    return file.read_bytes() if is_own_file(file, folder) else None


def expect_file(path: Path, file: str) -> None:
    """Refuse what waits for somebody to write into it, or never ends, before it is opened.

    Parameters
    ----------
    path, file
        What is to be read, and the name under which messages speak of it.

    Raises
    ------
    CaseError
        It is no file; of a folder nothing is said here.
    OSError
        It is not there, or may not be looked at.
    """
    if kind := _kind(path.stat().st_mode):
        raise CaseError(f"{file}: expected a file, got {kind}; put a file there, or delete it")


def _kind(mode: int) -> str:
    """Name what is neither a file nor a folder; nothing of those."""
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return ""
    return _KINDS.get(stat.S_IFMT(mode), "something else")


def strangers_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what lies in a folder, at any depth, and is neither a file nor a folder.

    Links are not followed. With each comes what it is, for a message; "" for a link.
    """
    # others may be saving: what is gone meanwhile is none
    with (
        suppress(FileNotFoundError, NotADirectoryError, PermissionError),
        os.scandir(folder) as entries,
    ):
        for one in entries:
            if one.is_symlink():
                yield Path(one.path), ""
            elif one.is_dir(follow_symlinks=False):
                yield from strangers_in(Path(one.path))
            elif not one.is_file(follow_symlinks=False):
                with suppress(FileNotFoundError):
                    if kind := _kind(one.stat(follow_symlinks=False).st_mode):
                        yield Path(one.path), kind
