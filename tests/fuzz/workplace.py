"""Folders in which inputs are laid that are files."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path


@lru_cache
def _workplace() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache
def folder_of(name: str) -> Path:
    """Return a folder of that name."""
    folder = _workplace() / name
    folder.mkdir()
    return folder


def emptied(name: str) -> Path:
    """Return a folder of that name in which nothing is."""
    folder = _workplace() / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
