"""The paper a figure is drawn on: one Matplotlib axes over the whole page, measured in units.

A unit is a CSS pixel, 1/96 inch; x runs to the right, y downwards from the upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.patheffects import Stroke
from matplotlib.transforms import Affine2D

from dashboard.briefing.figure.lettering import (
    LEADING,
    POINTS_A_UNIT,
    UNITS_AN_INCH,
    Style,
    font,
    plain,
)
from dashboard.briefing.figure.symbols import halo_of, outline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.path import Path
    from numpy.typing import ArrayLike

    from dashboard.briefing.figure.lettering import Line
    from dashboard.briefing.figure.palette import Palette
    from geodata.standing import StandingName


@dataclass(frozen=True)
class Rect:
    """A part of the sheet, in units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

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
    palette
        Its colours.
    """

    def __init__(self, width: float, height: float, palette: Palette) -> None:
        self.width = width
        self.height = height
        self.palette = palette
        size = (width / UNITS_AN_INCH, height / UNITS_AN_INCH)
        self.figure = Figure(figsize=size, dpi=UNITS_AN_INCH, facecolor=palette.paper)
        self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_axis_off()
        self.axes.autoscale(False)
        self.axes.set_xlim(0.0, width)
        self.axes.set_ylim(height, 0.0)
        self._clip: Rectangle | None = None
        self._units = Affine2D().scale(1 / UNITS_AN_INCH) + self.figure.dpi_scale_trans

    def colour(self, name: str) -> str:
        """Give one of the palette's colours by its name; a `#rrggbb` is given back."""
        return name if name.startswith("#") else str(getattr(self.palette, name))

    def clip_to(self, rect: Rect | None) -> None:
        """Cut what is drawn from now on at the edges of a part of the sheet; None: nowhere."""
        self._clip = None
        if rect is not None:
            corner = (rect.left, rect.top)
            self._clip = Rectangle(corner, rect.width, rect.height, transform=self.axes.transData)

    def add(self, artist: Any, order: float) -> None:
        """Add an artist that is placed by its own transform."""
        artist.set_zorder(order)
        self.axes.add_artist(artist)
        if self._clip is not None:
            artist.set_clip_path(self._clip)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        style: Style,
        *,
        order: float = 60.0,
        align: str = "left",
        halo: str = "",
    ) -> None:
        """Write one line; with a halo there is a rim of that colour round its letters."""
        text = plain(text)
        if not text:
            return
        look = {"fontproperties": font(style), "ha": align, "va": "baseline", "parse_math": False}
        if halo:  # apart from the text, which its outlines would otherwise stand for
            rim = self.axes.text(x, baseline, text, **look)
            rim.set_path_effects([Stroke(linewidth=3 * POINTS_A_UNIT, foreground=self.colour(halo))])
            self._settle(rim, order - 0.5)
        written = self.axes.text(x, baseline, text, color=self.colour(style.colour), **look)
        self._settle(written, order)

    def _settle(self, artist: Any, order: float) -> None:
        artist.set_zorder(order)
        if self._clip is not None:
            artist.set_clip_path(self._clip)

    def lines(self, left: float, top: float, lines: Sequence[Line], order: float = 60.0) -> float:
        """Write lines of text under each other, and give where the next one would begin."""
        for line in lines:
            size = max(piece.run.style.size for piece in line)
            for piece in line:
                self.text(left + piece.x, top + size, piece.run.text, piece.run.style, order=order)
            top += size * LEADING
        return top

    def box(
        self,
        rect: Rect,
        fill: str = "none",
        edge: str = "none",
        *,
        order: float = 50.0,
        line: float = 1.0,
        corner: float = 0.0,
        alpha: float | None = None,
    ) -> None:
        """Draw a rectangle, with round corners where asked."""
        fill, edge = (name if name == "none" else self.colour(name) for name in (fill, edge))
        at = (rect.left, rect.top)
        look: dict[str, Any] = {
            "facecolor": fill,
            "edgecolor": edge,
            "linewidth": line * POINTS_A_UNIT if edge != "none" else 0,
            "alpha": alpha,
        }
        if corner:
            style = f"round,pad=0,rounding_size={corner}"
            self.add(FancyBboxPatch(at, rect.width, rect.height, boxstyle=style, **look), order)
        else:
            self.add(Rectangle(at, rect.width, rect.height, **look), order)

    def ring(
        self, x: float, y: float, radius: float, *, order: float, fill: str = "none"
    ) -> None:
        """Draw the ring of what is selected."""
        look = {"facecolor": fill if fill == "none" else self.colour(fill), "linewidth": 1.7}
        self.add(Circle((x, y), radius, edgecolor=self.colour("text"), **look), order)

    def dot(self, x: float, y: float, radius: float, colour: str, *, order: float) -> None:
        """Draw a small disc."""
        self.add(Circle((x, y), radius, facecolor=self.colour(colour), linewidth=0), order)

    def boxes(
        self, rects: Sequence[Rect], colours: Sequence[Any] | str, order: float, **look: Any
    ) -> None:
        """Draw many rectangles without edges."""
        corners = [
            [(r.left, r.top), (r.right, r.top), (r.right, r.bottom), (r.left, r.bottom)]
            for r in rects
        ]
        self.add(PolyCollection(corners, facecolors=colours, linewidths=0, **look), order)

    def strokes(
        self, lines: Sequence[ArrayLike], colour: str, width: float, *, order: float, **look: Any
    ) -> None:
        """Draw lines through points."""
        self.add(
            LineCollection(
                list(lines), colors=self.colour(colour), linewidths=width * POINTS_A_UNIT, **look
            ),
            order,
        )

    def stamp(
        self,
        standing: StandingName,
        points: Sequence[tuple[float, float]],
        diameter: float,
        *,
        order: float,
        halo: str = "",
        name: str = "",
    ) -> None:
        """Draw the mark of a standing at points; `name` is what an SVG calls the group."""
        if not points:
            return
        if halo:
            self._stamp(halo_of(standing), points, diameter, self.colour(halo), order - 0.1)
        colour = self.palette.mark(standing)
        self._stamp(outline_of(standing), points, diameter, colour, order, name)

    def _stamp(
        self,
        outline: Path,
        points: Sequence[tuple[float, float]],
        diameter: float,
        colour: str,
        order: float,
        name: str = "",
    ) -> None:
        size = (diameter / 2) ** 2
        stamps = PathCollection(
            [outline],
            sizes=[1.0],
            offsets=list(points),
            offset_transform=self.axes.transData,
            facecolors=[colour],
            linewidths=[0],
        )
        stamps.set_transform(Affine2D().scale(size**0.5) + self._units)
        stamps.set_sizes(None)
        if name:
            stamps.set_gid(name)
        self.add(stamps, order)
