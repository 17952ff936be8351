"""The marks: a shape for each standing, as an outline to fill.

Shapes and colours come from `symbols.json`, which the live map reads, too. Every outline is drawn
round (0, 0) with a radius of 1, y upwards, so that one path makes all the marks of a standing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geodata.standing import StandingName

SYMBOLS: Final = Path(__file__).parents[2] / "viewer" / "static" / "symbols.json"

LINE: Final = 1 / 3
"""How thick a ring is, of its radius."""
_DASHES: Final = 6
_DASHED: Final = 0.625
_DOTS: Final = 12
_DOTTED: Final = 0.45
_THIN: Final = 0.72
_SQUARE: Final = 1.25
_TURN: Final = 360.0


@dataclass(frozen=True)
class Symbol:
    """The name of a shape, and its colours on a light and on a dark ground."""

    shape: str
    light: str
    dark: str


@cache
def _definitions() -> tuple[float, dict[str, Symbol]]:
    document = json.loads(SYMBOLS.read_text(encoding="utf-8"))
    symbols = {**document["standings"], **document["details"]}
    return float(document["diameter"]), {name: Symbol(**own) for name, own in symbols.items()}


def diameter() -> float:
    """Give how wide a mark is on the live map, in CSS pixels."""
    return _definitions()[0]


def symbol_of(name: str) -> Symbol:
    """Give the symbol of a standing that is drawn, or of what is said of a detail."""
    return _definitions()[1][name]


@cache
def outline_of(standing: StandingName) -> Outline:
    """Give the outline of a standing's mark."""
    return _SHAPES[symbol_of(standing).shape]()


@cache
def halo_of(standing: StandingName) -> Outline:
    """Give the outline of the pale ground under a mark, which sets it off from the map."""
    if symbol_of(standing).shape == "square":
        return _box(-0.8, -0.8, 0.8, 0.8)
    return Outline.unit_circle().transformed(Affine2D().scale(1.2))


def _together(parts: Sequence[Outline]) -> Outline:
    return Outline.make_compound_path(*parts)


def _box(left: float, bottom: float, right: float, top: float) -> Outline:
    return Outline(
        [(left, bottom), (right, bottom), (right, top), (left, top), (0, 0)], closed=True
    )


def _band(start: float, end: float, inner: float, outer: float) -> Outline:
    """Give the part of a ring between two angles in degrees."""
    away = np.asarray(Outline.arc(start, end).vertices)
    codes = np.full(len(away) * 2 + 1, Outline.CURVE4, dtype=Outline.code_type)
    codes[0], codes[len(away)], codes[-1] = Outline.MOVETO, Outline.LINETO, Outline.CLOSEPOLY
    vertices = np.vstack([away * outer, away[::-1] * inner, away[:1] * outer])
    return Outline(vertices, codes)


def _rings(parts: int, filled: float, width: float) -> list[Outline]:
    step = _TURN / parts
    return [_band(step * part, step * (part + filled), 1 - width, 1.0) for part in range(parts)]


def _ring() -> Outline:
    circle = Outline.unit_circle()
    scaled = np.asarray(circle.vertices)[:-1][::-1] * (1 - LINE)
    hole = Outline(np.vstack([scaled, scaled[:1]]), circle.codes)
    return _together([circle, hole])


def _half_disc() -> Outline:
    half = Outline.wedge(90, 270).transformed(Affine2D().scale(1 - LINE / 2))
    return _together([_ring(), half])


def _struck_ring() -> Outline:
    bar = _box(-(1 - LINE / 2), -LINE / 2, 1 - LINE / 2, LINE / 2)
    return _together([_ring(), bar.transformed(Affine2D().rotate_deg(45))])


def _question() -> Outline:
    glyph = TextPath(
        (0, 0), "?", size=1.0, prop=FontProperties(family=["DejaVu Sans"], weight="bold")
    )
    box = glyph.get_extents()
    middle = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2)
    return glyph.transformed(middle.scale(1.1 / box.height))


def _square() -> Outline:
    half = _SQUARE / 2
    return _box(-half, -half, half, half)


_SHAPES: Final[dict[str, Callable[[], Outline]]] = {
    "disc": Outline.unit_circle,
    "ring": _ring,
    "dashed-ring": lambda: _together(_rings(_DASHES, _DASHED, LINE)),
    "dotted-ring": lambda: _together([*_rings(_DOTS, _DOTTED, LINE * _THIN), _question()]),
    "half-disc": _half_disc,
    "struck-ring": _struck_ring,
    "square": _square,
}
