"""Folders of this process alone, in the system's temporary one: they go when it ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Final

_made: Final[list[Path]] = []


def passing_folder() -> Path:
    """Make a folder that is there until this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="whenabouts-"))
    _made.append(folder)
    return folder


@atexit.register
def forget_passing_folders() -> None:
    """Remove them all; for whoever ends the process without Python's own way of ending."""
    while _made:
        shutil.rmtree(_made.pop(), ignore_errors=True)
