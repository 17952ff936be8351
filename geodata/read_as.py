"""How one file of events is to be read, where it cannot be told from the file itself.

Beside `list.xlsx` it may be kept in `list.xlsx.toml`:

    layer = "Sheet2"
    [columns]
    title = "headline"
    date = "day of report"
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from geodata.errors import CaseError, shortened
from geodata.text_files import read_side_file
from geodata.whole_files import write_whole

ENDING: Final = ".toml"


@dataclass(frozen=True)
class ReadAs:
    """How to read a file of events.

    Parameters
    ----------
    layer
        The sheet or layer with the events, or `""` to find it.
    columns
        Our column → theirs, or `""` where none is to be read; others are recognised by their
        names. Where neither title nor date is among them, the names of a well-known export may
        stand for ours.
    """

    layer: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def beside(cls, path: Path) -> Self:
        """Return what is kept beside a file; nothing for a folder, or where nothing is kept.

        Raises
        ------
        CaseError
            Where it is there and cannot be read.
        """
        if path.is_dir() or not kept_beside(path).is_file():
            return cls()
        kept = kept_beside(path)
        data = read_side_file(kept, kept.name)
        try:
            written = tomllib.loads(data.decode())
        except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
            raise CaseError(f"{kept.name}: is not TOML ({shortened(str(error))})") from None
        layer, columns = written.pop("layer", ""), written.pop("columns", {})
        is_sound = isinstance(columns, dict) and all(
            isinstance(name, str) for name in columns.values()
        )
        if written or not isinstance(layer, str) or not is_sound:
            raise CaseError(
                f"{kept.name}: expected layer = “…” and, under [columns], lines such as "
                "title = “headline”; delete anything else"
            )
        return cls(layer, columns)

    def written(self) -> str:
        """Return what is kept beside a file that is to be read so."""
        lines = [f"layer = {_quoted(self.layer)}"] if self.layer else []
        if self.columns:
            lines.append("[columns]")
            lines += [f"{name} = {_quoted(theirs)}" for name, theirs in self.columns.items()]
        return "\n".join([*lines, ""])

    def keep_beside(self, path: Path) -> None:
        """Write it beside a file, so that every command reads the file so.

        Where nothing has to be said, nothing is kept.

        Raises
        ------
        CaseError
            Where `path` is no file, or nothing may be written there.
        """
        if not path.is_file():
            raise CaseError(f"{path}: only of one file it can be kept how to read it")
        try:
            if self == type(self)():
                kept_beside(path).unlink(missing_ok=True)
                return
            write_whole(kept_beside(path), self.written().encode())
        except OSError as error:
            said = error.strerror or error
            raise CaseError(f"{kept_beside(path)}: cannot be written ({said})") from None


def _quoted(text: str) -> str:
    """Write text as TOML does, which knows no character U+007F as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", r"\u007f")


def kept_beside(path: Path) -> Path:
    """Return the file in which it is kept how `path` is to be read."""
    return path.with_name(path.name + ENDING)
