"""Text in a figure: measured, broken into lines, cut with an ellipsis, made harmless.

Sizes and widths are in units, see `sheet`. Matplotlib lays scripts out itself (libraqm), right to
left where they run so; a letter that no font has is drawn as a box. A name that runs the other way
is isolated (U+2068 … U+2069, which have no width), also where it is broken at the end of a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from dashboard.briefing.isolation import FIRST_STRONG_ISOLATE, POP_ISOLATE, is_from_the_right
from dashboard.briefing.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

POINTS_AN_INCH: Final = 72.0
UNITS_AN_INCH: Final = 96.0
"""Of a page that is not drawn smaller."""
LEADING: Final = 1.35
"""From one line to the next, of the size."""

MEASURED: Final = 64.0
"""Points at which letters are measured."""
SUBPIXELS: Final = 64
"""Of FreeType, in a pixel."""
ELLIPSIS: Final = "…"
UNCUT: Final = 1000
"""Lines that no text of a page takes."""
OPENING: Final = frozenset(
    {"\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}", FIRST_STRONG_ISOLATE}
)


@dataclass(frozen=True)
class Style:
    """How text looks; `colour` names one of the palette's, `align` the end that is given."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    align: str = "left"


@dataclass(frozen=True)
class Run:
    """Text of one style; what `is_held` stands on the line of what follows it."""

    text: str
    style: Style
    is_held: bool = False


@dataclass(frozen=True)
class Piece:
    """A run that stands on a line, so far from the line's beginning."""

    x: float
    run: Run


Line = tuple[Piece, ...]


@lru_cache(maxsize=65_536)
@lru_cache(maxsize=256)
def font(style: Style, points_a_unit: float) -> FontProperties:
    """Give Matplotlib's description of a style; the family is the figure's."""
    return FontProperties(
        size=style.size * points_a_unit,
        weight="bold" if style.bold else "normal",
        style="italic" if style.italic else "normal",
    )


@lru_cache(maxsize=64)
def _files(families: tuple[str, ...], *, bold: bool, italic: bool) -> tuple[str, ...]:
    style = Style(1.0, bold=bold, italic=italic)
    looks = [font(style, 1.0).copy() for _ in families]
    for look, family in zip(looks, families, strict=True):
        look.set_family(family)
    return tuple(findfont(look) for look in looks)


def width_of(text: str, style: Style) -> float:
    """Measure text on one line."""
    families = tuple(rcParams["font.family"])
    return style.size * _width(text, families, bold=style.bold, italic=style.italic)


@lru_cache(maxsize=65_536)
def _width(text: str, families: tuple[str, ...], *, bold: bool, italic: bool) -> float:
    """Measure text of size 1; without hinting a width grows as the size does."""
    if not text:
        return 0.0
    letters = get_font(_files(families, bold=bold, italic=italic))
    letters.set_size(MEASURED, POINTS_AN_INCH)
    letters.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return letters.get_width_height()[0] / (SUBPIXELS * MEASURED)


def cut(text: str, style: Style, room: float) -> str:
    """Give text as it is where it has room, else as much as has, with an ellipsis."""
    text = plain(text)
    if width_of(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, style) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def isolated(name: str) -> str:
    """Keep a name that runs from right to left from turning the words beside it."""
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}" if is_from_the_right(name) else name


def wrapped(runs: Iterable[Run], room: float, most: int = UNCUT) -> list[Line]:
    """Break runs into lines of a width, at most so many; what is left is cut with an ellipsis."""
    lines: list[list[Run]] = [[]]
    x = 0.0
    words = list(_words(runs, room))
    for word, following in zip_longest(words, words[1:]):
        space = width_of(" ", word.style) if lines[-1] else 0.0
        width = width_of(word.text, word.style)
        held = (
            width_of(f" {following.text}", following.style) if word.is_held and following else 0.0
        )
        if lines[-1] and x + space + width + held > room:
            if len(lines) == most:
                lines = _isolated(lines)
                last = _line([*lines[-1], Run(ELLIPSIS, word.style)], room)
                return [*(_line(words) for words in lines[:-1]), last]
            lines.append([])
            x, space = 0.0, 0.0
        lines[-1].append(word)
        x += space + width
    return [_line(words) for words in _isolated(lines) if words]


def _isolated(lines: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Close what is isolated at the end of each line, and open it again on the next."""
    opened = ""
    found: list[list[Run]] = []
    for line in lines:
        words = list(line)
        if words and opened:
            words[0] = replace(words[0], text=opened + words[0].text)
        for sign in "".join(word.text for word in line):
            if sign in OPENING:
                opened += sign
            elif sign == POP_ISOLATE:
                opened = opened[:-1]
        if words and opened:
            words[-1] = replace(words[-1], text=words[-1].text + POP_ISOLATE * len(opened))
        found.append(words)
    return found


def _words(runs: Iterable[Run], room: float) -> Iterator[Run]:
    """Give words one by one; one that is wider than a line comes in parts."""
    for run in runs:
        for word in plain(run.text).split(" "):
            rest = word
            while rest and width_of(rest, run.style) > room:
                taken = max(1, len(cut(rest, run.style, room)) - 1)
                yield replace(run, text=rest[:taken])
                rest = rest[taken:]
            if rest:
                yield replace(run, text=rest)


def _line(words: Sequence[Run], room: float | None = None) -> Line:
    """Join the words of one style, so that text can be searched by more than a word.

    Words that may not fit are cut where a width is given.
    """
    joined: list[Run] = []
    for word in words:
        if joined and joined[-1].style == word.style:
            joined[-1] = Run(f"{joined[-1].text} {word.text}", word.style)
        else:
            joined.append(word)
    pieces: list[Piece] = []
    x = 0.0
    for run in joined:
        space = width_of(" ", run.style) if pieces else 0.0
        text = run.text if room is None else cut(run.text, run.style, room - x - space)
        pieces.append(Piece(x + space, Run(text, run.style)))
        x += space + width_of(text, run.style)
    return tuple(pieces)
