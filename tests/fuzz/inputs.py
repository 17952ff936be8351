"""What a target is given, and how it is kept in a file: JSON, its bytes as escaped text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Input = str | bytes | Sequence["Input"] | dict[str, "Input"] | int | None

CORPUS: Final = Path(__file__).with_name("corpus")
"""A folder for each target, with what was found by it."""

_BYTES: Final = "bytes"


def written(made: Input) -> str:
    """Return the text under which an input is kept: ASCII, also where it holds what is no text."""
    return json.dumps(_told(made), indent=1) + "\n"


def read(text: str) -> Input:
    """Return the input that `written` kept."""
    return _meant(json.loads(text))


def kept(target: str) -> Iterator[tuple[Path, Input]]:
    """Yield the inputs that are kept of a target."""
    for path in sorted((CORPUS / target).glob("*.json")):
        yield path, read(path.read_text(encoding="ascii"))


def _told(made: Input) -> Any:
    if isinstance(made, bytes):
        return {_BYTES: made.decode("latin-1")}
    if isinstance(made, dict):
        return {name: _told(value) for name, value in made.items()}
    return [_told(value) for value in made] if isinstance(made, list) else made


def _meant(told: Any) -> Input:
    if isinstance(told, dict):
        if set(told) == {_BYTES} and isinstance(told[_BYTES], str):
            return told[_BYTES].encode("latin-1")
        return {name: _meant(value) for name, value in told.items()}
    return [_meant(value) for value in told] if isinstance(told, list) else told
