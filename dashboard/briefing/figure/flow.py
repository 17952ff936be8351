"""Blocks of text that flow down one or more columns, as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from dashboard.briefing.figure.lettering import LEADING, Run, Style, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.lettering import Line
    from dashboard.briefing.figure.sheet import Rect, Sheet

STEP: Final = 6.0
"""Units by which columns are made higher until everything has room."""


class Sign(Protocol):
    """What stands at the left of a block."""

    def __call__(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it round a point."""


@dataclass(frozen=True)
class Block:
    """Lines of text with a sign beside the first; `gap` is kept free below."""

    lines: tuple[Line, ...]
    indent: float = 0.0
    gap: float = 5.0
    sign: Sign | None = None

    @property
    def height(self) -> float:
        """How high it is without its gap."""
        return sum(max(piece.run.style.size for piece in line) * LEADING for line in self.lines)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its upper left corner at a point."""
        if self.sign and self.lines:
            size = max(piece.run.style.size for piece in self.lines[0])
            self.sign(sheet, x, y + size * LEADING / 2 + 0.5)
        sheet.lines(x + self.indent, y, self.lines)


def block(
    paragraphs: Sequence[Sequence[Run]],
    width: float,
    *,
    indent: float = 0.0,
    gap: float = 5.0,
    sign: Sign | None = None,
    most: int = 1000,
) -> Block:
    """Make a block of paragraphs, each of at most so many lines."""
    lines = [line for runs in paragraphs for line in wrapped(runs, width - indent, most)]
    return Block(tuple(lines), indent, gap, sign)


@dataclass(frozen=True)
class Flow:
    """Blocks laid out in columns: each with its place, the height of all, and how many have room."""

    placed: tuple[tuple[float, float, Block], ...]
    height: float
    count: int

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the blocks."""
        for x, y, own in self.placed:
            own.draw(sheet, left + x, top + y)


def column_width(width: float, columns: int, gutter: float) -> float:
    """Give how wide each of so many columns is."""
    return (width - gutter * (columns - 1)) / columns


def flow(
    make: Sequence[Callable[[], Block]],
    room: float,
    *,
    columns: int = 1,
    offset: float = 0.0,
    more: Callable[[int], Block] | None = None,
) -> Flow:
    """Lay blocks out in columns of about the same height; what has no room is told by `more`.

    Parameters
    ----------
    make
        Makes each block; asked for no more than have room.
    room
        The height there is, in units.
    offset
        From one column to the next.
    more
        Makes a last block, of how many were left out.
    """
    blocks: list[Block] = []
    total = 0.0
    for maker in make:
        if total > room * columns:
            break
        blocks.append(maker())
        total += blocks[-1].height + blocks[-1].gap
    if len(blocks) == len(make):
        height = max([total / columns, *(own.height for own in blocks)])
        while height <= room + STEP:
            laid = _laid(blocks, min(height, room), columns, offset)
            if laid.count == len(blocks):
                return laid
            height += STEP
    return _cut_short(blocks, len(make), room, columns, offset, more)


def _laid(blocks: Sequence[Block], room: float, columns: int, offset: float) -> Flow:
    placed: list[tuple[float, float, Block]] = []
    column, y, lowest = 0, 0.0, 0.0
    for own in blocks:
        if y and y + own.height > room:
            column, y = column + 1, 0.0
        if column == columns or own.height > room:
            break
        placed.append((column * offset, y, own))
        lowest = max(lowest, y + own.height)
        y += own.height + own.gap
    return Flow(tuple(placed), lowest, len(placed))


def _cut_short(
    blocks: Sequence[Block],
    count: int,
    room: float,
    columns: int,
    offset: float,
    more: Callable[[int], Block] | None,
) -> Flow:
    """Lay out as many as leave room for saying how many are left out."""
    if more is None:
        return _laid(blocks, room, columns, offset)
    kept = _laid(blocks, room, columns, offset).count
    while kept >= 0:
        last = more(count - kept)
        laid = _laid([*blocks[:kept], last], room, columns, offset)
        if laid.count == kept + 1:
            return Flow(laid.placed, laid.height, kept)
        kept -= 1
    return Flow((), 0.0, 0)


def heading(text: str, size: float = 12.0) -> Block:
    """Make the heading of a section."""
    return block([[Run(text, Style(size, bold=True))]], 10_000.0, gap=4.0)


__all__ = ["Block", "Flow", "Rect", "block", "column_width", "flow", "heading"]
