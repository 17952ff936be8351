"""Names on the map, placed by textalloc so that none lies over another or over a mark."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard.briefing.figure.ground import clips_of
from dashboard.briefing.figure.lettering import Style, cut, width_of
from geodata.basemap import BASEMAP_DIRECTORY, LABEL_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.figure.placing import Arrangement
    from dashboard.briefing.figure.sheet import Rect, Sheet

CASE: Final = "case"
STYLES: Final = {
    CASE: Style(12.5, bold=True, colour="text"),
    "country": Style(13.5, colour="country"),
    "sea": Style(13, italic=True, colour="water"),
    "lake": Style(11, italic=True, colour="water"),
    "town": Style(11.5, colour="town"),
    "district": Style(10.5, colour="district"),
}
TOWN_AWAY: Final = 3.0
BESIDE: Final = frozenset({CASE, "town"})
"""Kinds whose names stand beside their point; others lie over it, or nowhere."""
MOST_OF_CASE: Final = 60
MOST: Final = 160
LONGEST: Final = 200.0
SPACING: Final = 3.0
CANDIDATES: Final = 12
ORDER: Final = 26.0
CASE_ORDER: Final = 41.0
HEIGHT: Final = 1.15
"""Of a name's box, of its size."""
DENSER: Final = 0.4
"""Zoom levels by which a figure names more than a screen, which can be zoomed."""


@dataclass(frozen=True)
class Name:
    """A name, what it names, its point, and how far from that it stands."""

    kind: str
    text: str
    x: float
    y: float
    away: float = 0.0


def draw_names(
    sheet: Sheet, framing: Framing, taken: np.ndarray, arranged: Arrangement, language: str
) -> None:
    """Name the places of marks, then what of the base map has room beside what is taken."""
    _write(sheet, framing, [*_case_names(arranged), *_ground_names(framing, language)], taken)


def draw_ground_names(
    sheet: Sheet, framing: Framing, taken: np.ndarray, language: str, denser: float
) -> None:
    """Name what of the base map has room, also what maps up to `denser` zoom levels closer name."""
    _write(sheet, framing, _ground_names(framing, language, denser), taken)


def _write(sheet: Sheet, framing: Framing, names: Iterable[Name], taken: np.ndarray) -> None:
    names = [name for name in names if framing.rect.has(name.x, name.y)][:MOST]
    for name, left, top in _placed(names, framing.rect, taken):
        style = STYLES[name.kind]
        order = CASE_ORDER if name.kind == CASE else ORDER
        sheet.text((left, top + style.size * 0.93), name.text, style, order=order, halo=True)
        if name.kind == "town":
            sheet.dot(name.x, name.y, 2.0, "town", order=ORDER)


def _case_names(arranged: Arrangement) -> list[Name]:
    """Name the places of single marks; region marks carry their own."""
    names: dict[str, Name] = {}
    for mark in reversed(arranged.marks):
        text = cut(mark.place.name, STYLES[CASE], LONGEST)
        reach = math.dist((mark.x, mark.y), mark.point) + arranged.diameter / 2 + 2 * SPACING
        if text and (mark.place.place_id in names or len(names) < MOST_OF_CASE):
            names[mark.place.place_id] = Name(CASE, text, *mark.point, away=reach)
    return list(names.values())


def _ground_names(framing: Framing, language: str, denser: float = DENSER) -> list[Name]:
    """Give the base map's names in their order of priority, finest clip first, none twice."""
    names: list[Name] = []
    seen: set[str] = set()
    covered: list[tuple[float, float, float, float]] = []
    for clip in reversed(clips_of(framing)):
        path = BASEMAP_DIRECTORY / clip.files["labels"].path
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            about = feature["properties"]
            lon, lat = feature["geometry"]["coordinates"]
            hidden = any(w <= lon <= e and s <= lat <= n for w, s, e, n in covered)
            if hidden or about["id"] in seen or about["min_zoom"] > framing.zoom + denser:
                continue
            seen.add(about["id"])
            names.append(_ground_name(about, framing.point(lon, lat), language))
        covered.append(clip.bounds)
    return names


def _ground_name(about: dict[str, Any], point: tuple[float, float], language: str) -> Name:
    text = about["names"].get(language) or about["names"][LABEL_LANGUAGES[0]]
    kind = about["kind"]
    text = text.upper() if kind == "country" else text
    return Name(kind, text, *point, away=TOWN_AWAY if kind == "town" else 0.0)


def taken_boxes(arranged: Arrangement, kept_free: Iterable[Rect]) -> np.ndarray:
    """Give the boxes that no name may cover: left, bottom, right, top, with y upwards."""
    half = arranged.diameter / 2 + 1.5
    marks = [
        (mark.x - half, -mark.y - half, mark.x + half, -mark.y + half) for mark in arranged.marks
    ]
    boxes = [(rect.left, -rect.bottom, rect.right, -rect.top) for rect in kept_free]
    return np.array([*marks, *boxes], dtype=float).reshape(-1, 4)


def _placed(
    names: Sequence[Name], rect: Rect, taken: np.ndarray
) -> list[tuple[Name, float, float]]:
    """Give the names that have room, with the left and upper edges of their boxes.

    A name that is to lie over its point and would not is left out, and the others are placed anew.
    """
    found = _allocated(names, rect, taken)
    astray = {id(name) for name, left, top in found if _is_astray(name, left, top)}
    if not astray:
        return found
    found = _allocated([name for name in names if id(name) not in astray], rect, taken)
    return [placed for placed in found if not _is_astray(*placed)]


def _is_astray(name: Name, left: float, top: float) -> bool:
    width, height = _size(name)
    apart = abs(left + width / 2 - name.x) + abs(top + height / 2 - name.y)
    return name.kind not in BESIDE and apart > 1


def _size(name: Name) -> tuple[float, float]:
    style = STYLES[name.kind]
    return width_of(name.text, style), style.size * HEIGHT


def _allocated(
    names: Sequence[Name], rect: Rect, taken: np.ndarray
) -> list[tuple[Name, float, float]]:
    """Let textalloc choose: the first of its places round a point that is free, in order."""
    if not names:
        return []
    from textalloc.non_overlapping_boxes import (  # noqa: PLC0415 - slow, and not every map has names
        get_non_overlapping_boxes,
    )

    place: Any = get_non_overlapping_boxes  # its annotations leave out what may be None
    found, _ = place(
        original_boxes=[_box(name) for name in names],
        xlims=(rect.left + SPACING, rect.right - SPACING),
        ylims=(-rect.bottom + SPACING, -rect.top - SPACING),
        aspect_ratio=rect.width / rect.height,
        margin=SPACING / rect.width,
        min_distance=0.0,
        max_distance=0.0,
        verbose=False,
        nbr_candidates=CANDIDATES,
        draw_all=False,
        scatter_xy=None,
        lines_xyxy=None,
        scatter_sizes=None,
        scatter_plot_bbs=taken,
        text_scatter_sizes=[name.away for name in names],
        direction=None,
        draw_lines=False,
        avoid_label_lines_overlap=False,
        avoid_crossing_label_lines=False,
        priority_strategy=None,
    )
    return [
        (names[number], float(left), float(-(bottom + height)))
        for left, bottom, _, height, _, number in found
    ]


def _box(name: Name) -> tuple[float, float, float, float, float]:
    """Give a name's point and size, y upwards; the first place tried is up and right of that."""
    width, height = _size(name)
    beside = name.kind in BESIDE
    x, y = (name.x, -name.y) if beside else (name.x - width / 2, -name.y - height / 2)
    return x, y, width, height, STYLES[name.kind].size
