"""Where things are kept from one start of the program to the next, in the user's own cache."""

import os
from pathlib import Path
from typing import Final

import platformdirs

CACHE: Final = "WHENABOUTS_CACHE"
"""The environment variable that names another folder, or holds `off`."""


def cache_folder() -> Path | None:
    """Give the folder in which things are kept; None where none is wanted, or there is no home."""
    chosen = os.environ.get(CACHE, "")
    if chosen == "off":
        return None
    folder = Path(chosen or platformdirs.user_cache_path("whenabouts", appauthor=False))
    return folder if chosen or folder.is_absolute() else None
