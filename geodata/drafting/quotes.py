"""Words between quotation marks: who speaks is told outside them."""

from typing import Final

BLANK: Final = '"'
_OPENING: Final = "“«„"
_CLOSING: Final = "”»"
_OPENS_AFTER: Final = " \t\n([—–-"


def blanked(text: str, start: int, end: int) -> str:
    """Return `text[start:end]` with all that is quoted, and the marks, as `"`: of the same length.

    A quotation that is not closed goes on to the end; one that was not opened began at the start.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for at in range(start, end):
        letter = text[at]
        if opened is None and (letter in _OPENING or (letter == '"' and _opens(text, at, end))):
            opened = at
        elif letter in _CLOSING or letter == '"':
            before = start if opened is None and not spans else at
            spans.append((before if opened is None else opened, at + 1))
            opened = None
    if opened is not None:
        spans.append((opened, end))
    pieces, at = [], start
    for begin, stop in spans:
        pieces += [text[at:begin], BLANK * (stop - begin)]
        at = stop
    return "".join([*pieces, text[at:end]])


def _opens(text: str, at: int, end: int) -> bool:
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2] if at + 1 < end else " "
    return (not before or before in _OPENS_AFTER) and not after.isspace()
