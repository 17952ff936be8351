"""What a command says on a terminal: words of a case stay words there, too.

Controls would move the cursor, hide lines or set the window's title; marks of direction would turn
words round; a line feed in a name would look like a line of ours; a file's name that is not UTF-8
could not be written at all. They are written as in Python.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import TextIO

_STEERS: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


def printable(text: object) -> str:
    """Write text on one line, with what would steer a terminal in figures, as `ascii` does."""
    return _STEERS.sub(lambda found: ascii(found[0])[1:-1], str(text))


def tell(text: object, to: TextIO | None = None) -> None:
    """Say something in a line on the standard output, or another stream, at once."""
    print(printable(text), file=to or sys.stdout, flush=True)


def give(content: str) -> None:
    """Write what was made on the standard output; on a terminal in printable lines."""
    if sys.stdout.isatty():
        content = "".join(f"{printable(line)}\n" for line in content.split("\n")).removesuffix("\n")
    print(content, end="", flush=True)
