"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import platform
import re
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTIAL: Final = ".partial"
"""How the name of a file or folder ends while it is being written."""

_PARTIAL_NAME: Final = re.compile(
    rf"\..*\.[0-9a-f]{{8}}\.(\d{{1,10}})(?:-([0-9a-f]{{8}}))?{re.escape(PARTIAL)}", re.DOTALL
)
"""Its own name or the beginning of it, something random, the number of the process, its system."""

LONGEST_NAME: Final = 40
"""Of a file's own name so many characters are in the partial one's: file systems take 255 bytes."""

PROCESSES_ANSWER: Final = os.name != "nt"
"""Whether a process can be asked if it runs; on Windows the question would end it."""

LONGEST_WRITING: Final = 86_400.0
"""Seconds for which something unfinished is left alone where that cannot be asked."""

_being_written: Final[set[Path]] = set()
"""By this process: its number may be one that an ended process had."""


@cache
def own_system() -> str:
    """Tell the processes that can be asked from here from those of other computers or containers.

    They may share a folder with this one, and have processes of the same numbers.
    """
    told = [platform.node()]
    with suppress(OSError):  # only Linux tells
        told.append(str(Path("/proc/self/ns/pid").readlink()))
        told.append(Path("/proc/sys/kernel/random/boot_id").read_text())
    return sha256("\n".join(told).encode()).hexdigest()[:8]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there; what was there stays until then.

    Raises
    ------
    OSError
        It cannot be written there; nothing of it is left behind.
    """
    with beside(path) as partial:
        partial.write_bytes(content)
        partial.replace(path)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give where to write what is then put in its place: beside it.

    What is still there at the end goes. What ended processes have left of the same goes first.

    Parameters
    ----------
    path
        The place of a file or folder; its own folder is there.
    """
    name = f".{path.name[:LONGEST_NAME]}"
    for left in _left_over(path.parent):
        if left.name.startswith(f"{name}."):
            _remove(left)
    process = f"{os.getpid()}-{own_system()}"
    partial = path.with_name(f"{name}.{secrets.token_hex(4)}.{process}{PARTIAL}")
    written = partial.resolve()
    _being_written.add(written)
    try:
        yield partial
    finally:
        _remove(partial)
        _being_written.discard(written)


def clear_up(folder: Path) -> None:
    """Remove what ended processes have left half-written in a folder, where there is one."""
    for left in _left_over(folder):
        _remove(left)


def _remove(path: Path) -> None:
    """Remove a file or a folder; where that cannot be, it stays until the next time."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink(missing_ok=True)


def is_partial(path: Path) -> bool:
    """Tell by its name whether a file or folder is half of something that we write."""
    return _PARTIAL_NAME.fullmatch(path.name) is not None


def _left_over(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [one for one in folder.glob(f".*{PARTIAL}") if is_partial(one) and not _is_written(one)]


def _is_written(partial: Path) -> bool:
    """Tell whether a process may be writing this."""
    if partial.resolve() in _being_written:
        return True
    named = _PARTIAL_NAME.fullmatch(partial.name)
    if named is None or named[2] != own_system():
        return _is_young(partial)
    number = int(named[1])
    if number == os.getpid():
        return False
    return _is_running(number) if PROCESSES_ANSWER else _is_young(partial)


def _is_young(partial: Path) -> bool:
    try:
        return time.time() - partial.stat().st_mtime < LONGEST_WRITING
    except FileNotFoundError:  # it has been put in its place
        return True


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
