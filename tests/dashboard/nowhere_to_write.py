"""`python -m tests.dashboard.nowhere_to_write FOLDER …`: the program, which may write there only.

Whoever runs the tests may write everywhere, even where the files say otherwise. So Python itself is
asked here before anything is opened for writing, made, moved or removed.
"""

from __future__ import annotations

import errno
import os
import runpy
import sys
from pathlib import Path
from typing import Final

CHANGING: Final = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink"})
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PATHS_OF: Final = {"os.rename": 2}


def refuse_writing(folder: Path) -> None:
    """Refuse from now on what would write anywhere but in a folder, and the null device."""

    def asked(event: str, told: tuple[object, ...]) -> None:
        if event in CHANGING:
            paths = told[: PATHS_OF.get(event, 1)]
        elif event == "open" and isinstance(told[2], int) and told[2] & WRITING:
            paths = told[:1]
        else:
            return
        for path in paths:
            if not isinstance(path, str | bytes | os.PathLike):
                continue
            whole = Path(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100 - resolve opens files
            if whole != Path(os.devnull) and not whole.is_relative_to(folder):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(whole))

    sys.addaudithook(asked)


if __name__ == "__main__":
    own = sys.argv.pop(1)
    refuse_writing(Path(own))
    sys.argv[0] = "dashboard"
    runpy.run_module("dashboard", run_name="__main__", alter_sys=True)
