"""Commands and their options as `docs/reference.md` lists them: `make reference` writes them anew.

They are what the parsers themselves say, so that nothing can be missing or be told otherwise.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from dashboard.command_lines import CommandParser
from dashboard.commands import OTHER_COMMANDS, main

if TYPE_CHECKING:
    from argparse import Action

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "reference.md"
COMMANDS = ("", *OTHER_COMMANDS)
"""The first is that which serves a case; it has no name."""

FIRST_LINE = "<!-- commands: make reference writes them -->\n"
LAST_LINE = "<!-- end of the commands -->\n"


class _FoundError(Exception):
    """Carries a parser out of the command that was about to use it."""

    def __init__(self, parser: CommandParser) -> None:
        self.parser = parser


def parser_of(command: str) -> CommandParser:
    """The parser that reads a command's line."""

    def found(parser: CommandParser, *_: object) -> None:
        raise _FoundError(parser)

    with patch.object(CommandParser, "parse_args", found):
        try:
            main([command] if command else [])
        except _FoundError as carrier:
            return carrier.parser
    raise AssertionError(f"the command {command or 'that serves'} has no parser")


def actions(command: str) -> list[Action]:
    """What may stand behind a command, without `--help`."""
    return [one for one in parser_of(command)._actions if one.dest != "help"]


def _row(action: Action) -> str:
    if not action.option_strings:
        return f"| {str(action.metavar or action.dest).upper()} | {_cell(action.help)} |"
    value = action.metavar or action.dest.upper()
    if action.choices:
        value = " or ".join(map(str, action.choices))
    asks = "" if action.nargs == 0 else f" {value}"
    return f"| `{', '.join(action.option_strings)}{asks}` | {_cell(action.help)} |"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "&#124;")


def _section(command: str) -> str:
    parser = parser_of(command)
    rows = "\n".join(map(_row, actions(command)))
    return f"### `{parser.prog}`\n\n{_cell(parser.description)}\n\n| | |\n| --- | --- |\n{rows}\n"


def sections() -> str:
    """What stands in the document between its two marks."""
    return "\n" + "\n".join(map(_section, COMMANDS)) + "\n"


def between(text: str) -> tuple[str, str, str]:
    """The document before its commands, its commands, and what follows them."""
    before, _, rest = text.partition(FIRST_LINE)
    told, _, after = rest.partition(LAST_LINE)
    return before, told, after


if __name__ == "__main__":
    before, _, after = between(DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(before + FIRST_LINE + sections() + LAST_LINE + after, encoding="utf-8")
