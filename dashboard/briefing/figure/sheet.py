"""The paper a figure is drawn on: one Matplotlib axes over the whole page, measured in units.

A unit is a CSS pixel, 1/96 inch, or less on small pages, on which all is drawn smaller; x runs to
the right, y downwards from the upper left corner.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.patheffects import Stroke
from matplotlib.transforms import Affine2D

from dashboard.briefing.figure.lettering import (
    LEADING,
    POINTS_AN_INCH,
    Style,
    font,
)
from dashboard.briefing.figure.symbols import halo_of, outline_of
from dashboard.briefing.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from matplotlib.path import Path

    from dashboard.briefing.figure.lettering import Line
    from dashboard.briefing.figure.palette import Palette
    from geodata.standing import StandingName

MARK: Final = "mark "


@dataclass(frozen=True)
class Rect:
    """A part of the sheet, in units."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def between(cls, corner: tuple[float, float], opposite: tuple[float, float]) -> Rect:
        """Give the one between its upper left and its lower right corner."""
        return cls(*corner, opposite[0] - corner[0], opposite[1] - corner[1])

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def meets(self, other: Rect) -> bool:
        """Tell whether it covers a part of another."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def has(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Tell whether a point lies in it, or no farther outside than a margin."""
        return (
            self.left - margin <= x <= self.right + margin
            and self.top - margin <= y <= self.bottom + margin
        )


class Sheet:
    """A page to draw on.

    Parameters
    ----------
    width, height
        In units.
    units_an_inch
        96, or more for a page on which all is smaller.
    palette
        Its colours.
    """

    def __init__(self, width: float, height: float, units_an_inch: float, palette: Palette) -> None:
        self.width = width
        self.height = height
        self.palette = palette
        self.points_a_unit = POINTS_AN_INCH / units_an_inch
        size = (width / units_an_inch, height / units_an_inch)
        self.figure = Figure(figsize=size, dpi=units_an_inch, facecolor=palette.paper)
        self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self.axes.autoscale(enable=False)
        self.axes.set_xlim(0.0, width)
        self.axes.set_ylim(height, 0.0)
        self._clip: Rectangle | None = None
        self._lowest = 0.0
        self._named: Counter[str] = Counter()
        self._units = Affine2D().scale(1 / units_an_inch) + self.figure.dpi_scale_trans

    def colour(self, name: str) -> str:
        """Give one of the palette's colours by its name; what is none of them is given back.

        `mark ` before the name of a symbol asks for the colour of that.
        """
        if name.startswith(MARK):
            return self.palette.mark(name.removeprefix(MARK))
        return str(getattr(self.palette, name, name))

    def tint(self, name: str, alpha: float) -> str:
        """Give one of the palette's colours, translucent: 0 is clear, 1 is not."""
        return to_hex((*to_rgb(self.colour(name)), alpha), keep_alpha=True)

    def clip_to(self, rect: Rect | None) -> None:
        """Cut what is drawn from now on at the edges of a part of the sheet; None: nowhere."""
        self._clip = None
        if rect is not None:
            corner = (rect.left, rect.top)
            self._clip = Rectangle(corner, rect.width, rect.height, transform=self.axes.transData)

    @contextmanager
    def over(self, order: float) -> Iterator[None]:
        """Draw what is drawn meanwhile over all below an order: its own orders begin there."""
        self._lowest += order
        try:
            yield
        finally:
            self._lowest -= order

    def add(self, artist: Any, order: float) -> None:
        """Add an artist that is placed by its own transform."""
        artist.set_zorder(self._lowest + order)
        self.axes.add_artist(artist)
        if self._clip is not None:
            artist.set_clip_path(self._clip)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        style: Style,
        *,
        order: float = 60.0,
        halo: bool = False,
    ) -> None:
        """Write one line on a baseline; with a halo there is a pale rim round its letters."""
        text = plain(text)
        if not text:
            return
        look: dict[str, Any] = {
            "fontproperties": font(style, self.points_a_unit),
            "ha": style.align,
            "va": "baseline",
            "parse_math": False,
        }
        if halo:  # apart from the text, which its outlines would otherwise stand for
            rim = Stroke(linewidth=3 * self.points_a_unit, foreground=self.palette.halo)
            self._settle(self.axes.text(*at, text, path_effects=[rim], **look), order - 0.5)
        self._settle(self.axes.text(*at, text, color=self.colour(style.colour), **look), order)

    def _settle(self, artist: Any, order: float) -> None:
        artist.set_zorder(self._lowest + order)
        if self._clip is not None:
            artist.set_clip_path(self._clip)

    def lines(self, left: float, top: float, lines: Sequence[Line], order: float = 60.0) -> float:
        """Write lines of text under each other, and give where the next one would begin."""
        for line in lines:
            size = max(piece.run.style.size for piece in line)
            for piece in line:
                at = (left + piece.x, top + size)
                self.text(at, piece.run.text, piece.run.style, order=order)
            top += size * LEADING
        return top

    def box(
        self,
        rect: Rect,
        fill: str = "none",
        edge: str = "none",
        *,
        order: float = 50.0,
        corner: float = 0.0,
    ) -> None:
        """Draw a rectangle, with round corners where asked."""
        at = (rect.left, rect.top)
        look: dict[str, Any] = {
            "facecolor": self.colour(fill),
            "edgecolor": self.colour(edge),
            "linewidth": 0 if edge == "none" else self.points_a_unit,
        }
        if corner:
            style = f"round,pad=0,rounding_size={corner}"
            self.add(FancyBboxPatch(at, rect.width, rect.height, boxstyle=style, **look), order)
        else:
            self.add(Rectangle(at, rect.width, rect.height, **look), order)

    def ring(self, x: float, y: float, radius: float, *, order: float, fill: str = "none") -> None:
        """Draw the ring of what is selected."""
        look: dict[str, Any] = {
            "facecolor": self.colour(fill),
            "linewidth": 2.2 * self.points_a_unit,
        }
        self.add(Circle((x, y), radius, edgecolor=self.colour("text"), **look), order)

    def dot(self, x: float, y: float, radius: float, colour: str, *, order: float) -> None:
        """Draw a small disc."""
        self.add(Circle((x, y), radius, facecolor=self.colour(colour), linewidth=0), order)

    def boxes(self, rects: Sequence[Rect], colours: Sequence[str] | str, order: float) -> None:
        """Draw many rectangles without edges."""
        corners = [
            [(r.left, r.top), (r.right, r.top), (r.right, r.bottom), (r.left, r.bottom)]
            for r in rects
        ]
        self.add(PolyCollection(corners, facecolors=colours, linewidths=0), order)

    def strokes(
        self,
        lines: Sequence[Any],
        colour: str,
        width: float,
        *,
        order: float,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """Draw lines through points; of dashed ones the dash and the gap are given in widths."""
        width *= self.points_a_unit
        style: Any = (0, dashes) if dashes else "solid"
        colours = self.colour(colour)
        self.add(
            LineCollection(list(lines), colors=colours, linewidths=width, linestyles=style), order
        )

    def curves(self, paths: Sequence[Path], colour: str, width: float, *, order: float) -> None:
        """Draw lines along paths."""
        lines = PathCollection(
            list(paths),
            facecolors="none",
            edgecolors=self.colour(colour),
            linewidths=width * self.points_a_unit,
            transform=self.axes.transData,
        )
        self.add(lines, order)

    def picture(self, pixels: np.ndarray, rect: Rect, order: float, *, smooth: bool = True) -> None:
        """Stretch pixels of shape (rows, columns, 4) over a rectangle.

        What is not smooth is kept as it is: made for the picture's own pixels.
        """
        image = AxesImage(
            self.axes,
            extent=(rect.left, rect.right, rect.bottom, rect.top),
            interpolation="bilinear" if smooth else "none",
            origin="upper",
        )
        image.set_data(pixels)
        self.add(image, order)

    def halo(
        self,
        standing: StandingName,
        points: Sequence[tuple[float, float]],
        diameter: float,
        *,
        order: float,
    ) -> None:
        """Draw the pale ground that sets marks of a standing off from the map."""
        self._stamp(halo_of(standing), points, diameter, self.palette.halo, order)

    def stamp(
        self,
        standing: StandingName,
        points: Sequence[tuple[float, float]],
        diameter: float,
        *,
        order: float,
        name: str = "",
    ) -> None:
        """Draw the mark of a standing at points; an SVG calls it by its name and a count."""
        colour = self.palette.mark(standing)
        stamps = self._stamp(outline_of(standing), points, diameter, colour, order)
        if name:
            self._named[name] += 1
            stamps.set_gid(f"{name}-{self._named[name]}")

    def _stamp(
        self,
        outline: Path,
        points: Sequence[tuple[float, float]],
        diameter: float,
        colour: str,
        order: float,
    ) -> PathCollection:
        stamps = PathCollection(
            [outline],
            offsets=list(points),
            offset_transform=self.axes.transData,
            facecolors=[colour],
            linewidths=[0],
        )
        stamps.set_transform(Affine2D().scale(diameter / 2) + self._units)
        self.add(stamps, order)
        return stamps
