"""Saves a case again and again, each time in a process that is killed at one random line.

Run as `python killed_saver.py FOLDER KILLS SEED`: FOLDER/case is copied for each kill, and a child
saves the copy and kills itself (SIGKILL, so that nothing is tidied up) at some line of the code
that saves. The parent tells where.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata import whole_files, whole_saves
from geodata.case_files import case_version
from geodata.editing import checking, corrections, earlier, editable_case, saving, separated_text
from geodata.editing.changes import changes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

WATCHED: Final = {
    str(module.__file__)
    for module in (checking, corrections, earlier, editable_case, saving, separated_text)
} | {str(whole_files.__file__), str(whole_saves.__file__)}
WRITING: Final = {str(module.__file__) for module in (earlier, whole_files, whole_saves)}
CHANGES: Final = [
    {"table": "events", "key": "0", "cells": {"title": "Another title"}},
    {"table": "claims", "key": "1", "cells": {"says": "It was seen in another place"}},
    {"table": "claims", "key": "2", "cells": None},
    {"table": "sources", "key": "new-1", "cells": {"source_id": "late", "title": "A late report"}},
    {"table": "places", "key": "0", "cells": {"uncertainty_m": "30000"}},
    {"table": "texts", "key": "late.txt", "cells": {"text": "Words of the late report. " * 5_000}},
]


def save(folder: Path) -> None:
    saving.save(folder, case_version(folder), changes_of(CHANGES), "It was misread")


def watched(folder: Path, at_line: Callable[[str], None]) -> None:
    """Save, and tell of each line that is run of the code that saves."""

    def local(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001 - as Python calls it
        if event == "line":
            at_line(frame.f_code.co_filename)
        return local

    def traced(frame: FrameType, event: str, arg: Any) -> Any:  # noqa: ARG001 - as above
        return local if frame.f_code.co_filename in WATCHED else None

    sys.settrace(traced)
    try:
        save(folder)
    finally:
        sys.settrace(None)


def counted(folder: Path) -> tuple[int, int]:
    """Count the lines of a whole saving: all of them, and those before anything is written."""
    lines: list[bool] = []
    watched(folder, lambda file: lines.append(file in WRITING))
    return len(lines), lines.index(True)


def killed(folder: Path, line: int) -> bool:
    """Save in a child that kills itself at a line; tell whether it died of it."""
    child = os.fork()
    if child == 0:
        seen = 0

        def at_line(_: str) -> None:
            nonlocal seen
            seen += 1
            if seen == line:
                os.kill(os.getpid(), signal.SIGKILL)

        watched(folder, at_line)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(root: Path, kills: int, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - which lines are drawn is no secret
    shutil.copytree(root / "case", root / "warm")
    save(root / "warm")  # what is done once only is not counted
    shutil.copytree(root / "case", root / "whole")
    lines, before = counted(root / "whole")
    for nth in range(kills):
        folder = root / f"killed-{nth}"
        shutil.copytree(root / "case", folder)
        # one in four anywhere, the others from where the first file is written
        line = drawn.randint(1 if nth % 4 == 0 else before + 1, lines)
        if not killed(folder, line):
            sys.exit(f"line {line} of {lines} was not reached")
        sys.stdout.write(f"{folder.name} {line}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
