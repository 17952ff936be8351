"""How much room a text takes, before anything sets it: in DejaVu Sans, which is wider than most."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from matplotlib import font_manager
from PIL import ImageFont

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_MEASURED_AT: Final = 100
LINE_HEIGHT: Final = 1.2
"""Of a line, in sizes of its type."""


@cache
def _font(weight: str) -> FreeTypeFont:
    found = font_manager.findfont(font_manager.FontProperties(family="DejaVu Sans", weight=weight))
    return ImageFont.truetype(found, _MEASURED_AT)


def lines_of(text: str, points: float, width: float, *, bold: bool = False) -> int:
    """Count the lines that a paragraph takes.

    Parameters
    ----------
    text
        One paragraph.
    points
        The size of its type.
    width
        Of the column, in points.
    bold
        Whether it is bold.
    """
    room = max(width, points)
    font = _font("bold" if bold else "normal")
    lines, used = 1, 0.0
    space = font.getlength(" ") * points / _MEASURED_AT
    for word in text.split():
        length = font.getlength(word) * points / _MEASURED_AT
        if used and used + space + length > room:
            lines, used = lines + 1, 0.0
        if length > room:  # broken within
            lines += math.ceil(length / room) - 1
            length %= room
        used += length + (space if used else 0.0)
    return lines


def height_of(text: str, points: float, width: float, *, bold: bool = False) -> float:
    """Give the height of a paragraph, in points."""
    return lines_of(text, points, width, bold=bold) * points * LINE_HEIGHT
