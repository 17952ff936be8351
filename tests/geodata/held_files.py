"""Files of what readers found in texts and tables of our own, to be held against what they find."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class HeldFiles:
    """A folder of JSON, written so that a difference shows line by line."""

    folder: Path

    def read(self, name: str) -> Any:
        """Give what is held in a file."""
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def write(self, found: Mapping[str, Any]) -> None:
        """Hold what was found, a file for each name."""
        self.folder.mkdir(exist_ok=True)
        for name, one in found.items():
            text = json.dumps(one, ensure_ascii=False, indent=1)
            path = self.folder / f"{name}.json"
            path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
