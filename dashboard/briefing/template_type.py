"""How large a template sets the text of a placeholder, and how much room it leaves for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_TITLE_POINTS: Final = 44.0
_POINTS: Final = 18.0
"""What PowerPoint takes where nothing says how large."""
_HUNDREDTHS: Final = 100
_SIDE: Final = 91_440
_EDGE: Final = 45_720
"""A text's distance from the sides and edges of its box, in EMU, where nothing says it."""


def points_of(place: Any, layout: Any) -> float:
    """Give the size of type of a layout's placeholder, in points: its own, or its master's."""
    for one in _inherited(place, layout):
        said = one.element.xpath("p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
        if said:
            return int(said[0]) / _HUNDREDTHS
    if place.placeholder_format.type not in _TITLES:
        return _POINTS
    styles = layout.slide_master.element
    said = styles.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(said[0]) / _HUNDREDTHS if said else _TITLE_POINTS


def room_in(place: Any, layout: Any) -> tuple[float, float]:
    """Give width and height that a layout's placeholder has for text, in points."""
    left, right = (_inset(place, layout, name, _SIDE) for name in ("lIns", "rIns"))
    top, bottom = (_inset(place, layout, name, _EDGE) for name in ("tIns", "bIns"))
    return Emu(place.width - left - right).pt, Emu(place.height - top - bottom).pt


def _inset(place: Any, layout: Any, name: str, usual: int) -> int:
    for one in _inherited(place, layout):
        said = one.element.xpath(f"p:txBody/a:bodyPr/@{name}")
        if said:
            return int(said[0])
    return usual


def _inherited(place: Any, layout: Any) -> Iterator[Any]:
    """Give the placeholder, then the master's of its kind."""
    yield place
    kind = place.placeholder_format.type
    kinds = _TITLES if kind in _TITLES else (kind,)
    for one in layout.slide_master.placeholders:
        if one.placeholder_format.type in kinds:
            yield one
