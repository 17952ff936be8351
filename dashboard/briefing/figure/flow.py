"""Blocks of text that flow down one or more columns, as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, Self

from dashboard.briefing.figure.lettering import LEADING, UNCUT, Run, Style, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.lettering import Line
    from dashboard.briefing.figure.sheet import Sheet

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
    gap: float = 5.0,
    sign: tuple[float, Sign] | None = None,
    most: int = UNCUT,
) -> Block:
    """Make a block of paragraphs, each of at most so many lines.

    `sign` is one at the left with the room for it; `gap` is kept free below.
    """
    indent, drawn = sign or (0.0, None)
    lines = [line for runs in paragraphs for line in wrapped(runs, width - indent, most)]
    return Block(tuple(lines), indent, gap, drawn)


@dataclass(frozen=True)
class Flow:
    """Blocks in columns: each with its place, the height of all, and how many have room."""

    placed: tuple[tuple[float, float, Block], ...]
    height: float
    count: int

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the blocks."""
        for x, y, own in self.placed:
            own.draw(sheet, left + x, top + y)


@dataclass(frozen=True)
class Columns:
    """Columns side by side: how many, how wide each is, and what is kept free between them."""

    count: int
    width: float
    gutter: float

    @classmethod
    def within(cls, width: float, count: int, gutter: float) -> Self:
        """Give so many columns of one width."""
        return cls(count, (width - gutter * (count - 1)) / count, gutter)


def flow(
    make: Sequence[Callable[[], Block]],
    room: float,
    columns: Columns,
    more: Callable[[int], Block] | None = None,
) -> Flow:
    """Lay blocks out in columns of about the same height; what has no room is told by `more`.

    Parameters
    ----------
    make
        Makes each block; asked for no more than may have room.
    room
        The height there is, in units.
    more
        Makes a last block, of how many were left out.
    """
    blocks: list[Block] = []
    total = 0.0
    for maker in make:
        if total > room * columns.count:
            break
        blocks.append(maker())
        total += blocks[-1].height + blocks[-1].gap
    if blocks and len(blocks) == len(make):
        height = max(total / columns.count, *(own.height for own in blocks))
        while height <= room + STEP:
            laid = _laid(blocks, min(height, room), columns)
            if laid.count == len(blocks):
                return laid
            height += STEP
    return _cut_short(blocks, len(make), room, columns, more)


def _laid(blocks: Sequence[Block], room: float, columns: Columns) -> Flow:
    placed: list[tuple[float, float, Block]] = []
    column, y, lowest = 0, 0.0, 0.0
    for own in blocks:
        if y and y + own.height > room:
            column, y = column + 1, 0.0
        if column == columns.count or own.height > room:
            break
        placed.append((column * (columns.width + columns.gutter), y, own))
        lowest = max(lowest, y + own.height)
        y += own.height + own.gap
    return Flow(tuple(placed), lowest, len(placed))


def _cut_short(
    blocks: Sequence[Block],
    count: int,
    room: float,
    columns: Columns,
    more: Callable[[int], Block] | None,
) -> Flow:
    """Lay out as many as leave room for saying how many are left out."""
    whole = _laid(blocks, room, columns)
    if more is None or count == 0:
        return whole
    for kept in range(whole.count, -1, -1):
        laid = _laid([*blocks[:kept], more(count - kept)], room, columns)
        if laid.count == kept + 1:
            return Flow(laid.placed, laid.height, kept)
    return Flow((), 0.0, 0)


def heading(text: str, size: float = 12.0) -> Block:
    """Make the heading of a section."""
    return block([[Run(text, Style(size, bold=True))]], 10_000.0, gap=4.0)
