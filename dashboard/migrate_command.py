"""The command `migrate`: a case of an older version of the format, made one of the latest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from dashboard.command_lines import CommandParser
from dashboard.terminal import tell
from geodata.errors import CaseError
from geodata.schema_versions import LATEST, WHAT_CHANGED

MIGRATED: Final = 0
NOT_MIGRATED: Final = 2


def migrate_command(arguments: list[str]) -> int:
    """Run `migrate CASE` and give its exit code."""
    parser = CommandParser(
        prog="python -m dashboard migrate",
        description=f"Bring a case folder to version {LATEST} of the format. What stood there is "
        "kept among its earlier versions. Exit code 0: it is of that version, 2: not.",
    )
    parser.add_argument("case", type=Path, help="a case folder")
    folder = parser.parse_args(arguments).case
    if not folder.is_dir():
        parser.error(f"{folder} is no case folder; a lone file has no version of the format")
    from geodata.editing.saving import migrate  # noqa: PLC0415 - `--help` need not read pandas

    try:
        before, after = migrate(folder)
    except CaseError as error:
        tell(error, sys.stderr)
        return NOT_MIGRATED
    if before == after:
        tell(f"{folder}: version {after} of the format; nothing to do")
    for version in range(before + 1, after + 1):
        tell(f"{folder}: version {version} of the format now: {WHAT_CHANGED[version]}")
    return MIGRATED
