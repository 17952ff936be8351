"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

PARTIAL: Final = ".partial"
"""How the name of a file or folder ends while it is being written."""

LONGEST_NAME: Final = 40
"""Of a file's own name so many characters are in the partial one's: file systems take 255 bytes."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there; what was there stays until then.

    Raises
    ------
    OSError
        It cannot be written there; nothing of it is left behind.
    """
    partial = path.with_name(f".{path.name[:LONGEST_NAME]}.{os.getpid()}{PARTIAL}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
