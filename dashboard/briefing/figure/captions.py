"""What a figure says round its map: title, legend, key, by whom, sources, credits."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.colors import to_rgb

from dashboard.briefing.figure.flow import block
from dashboard.briefing.figure.lettering import Run, Style
from dashboard.briefing.figure.placing import FANS_OUT_TO, MARKED_TO
from dashboard.briefing.figure.sheet import Rect
from dashboard.viewer.answer import STANDING_INDEX
from geodata.standing import StandingName
from geodata.translation import gettext, message, messages, ngettext
from geodata.wording import standing_label, standing_meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.flow import Block, Sign
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownSource, ShownView

ROUGHLY: Final = 2000.0
"""Metres of uncertainty from which a place counts as roughly known."""
GLYPH: Final = 12.0
SIGN: Final = 22.0
"""Units for a sign at the left of a block."""
NUMBER: Final = 42.0
"""Units for a sign with a number."""
ARGUED: Final = frozenset(
    {
        StandingName.CONTESTED,
        StandingName.CONFIRMED,
        StandingName.UNCONFIRMED,
        StandingName.DENIED,
    }
)
"""Standings that are never told without by whom."""

_REGION: Final = message("name · number")
_REGION_MEANING: Final = message("events of one region, line or place")
_SOFT: Final = message("soft edge, disc")
_SOFT_MEANING: Final = message("place only roughly known")
_FADED: Final = message("faded end")
_FADED_MEANING: Final = message("day only roughly known")
_TICK: Final = message("tick")
_TICK_MEANING: Final = message(
    "a statement; the taller, the firmer: confirmed, reported, mentioned"
)
_INFERRED: Final = message("≈ day {basis}")
_DATED: Final = message("dated: {basis}")
_COPY: Final = message("copy of {source}")
_MORE_EVENTS: Final = messages(
    "{count} more event: see the table", "{count} more events: see the table"
)
_MORE_SOURCES: Final = messages(
    "and {count} more: see the list of sources", "and {count} more: see the list of sources"
)
_CASE: Final = message("Case version {version}, view {query}")
_WHOLE_CASE: Final = message("Case version {version}")
_MADE: Final = message("Made {day}")
_LICENCE: Final = message("Licence: {licence}")
_BASE_MAP: Final = message("Base map: {sources}.")


def mark_sign(event: ShownEvent, *, number: bool = False) -> Sign:
    """Give the mark of an event as the sign of a block, with its number where asked."""
    standing = event.standing
    style = Style(11, bold=True, align="right")

    def draw(sheet: Sheet, x: float, y: float) -> None:
        middle = x + (NUMBER - GLYPH - 2 if number else GLYPH / 2)
        if number:
            at = middle - GLYPH / 2 - 4
            sheet.text((at, y + 4), str(event.number), style)
        sheet.stamp(standing, [(middle, y)], GLYPH, order=60)

    return draw


def legend_blocks(shown: ShownView, width: float, size: float) -> list[Callable[[], Block]]:
    """Tell what is in view and what it means, nothing else."""
    present = {event.standing for event in shown.events}
    found: list[tuple[Sign, str, str]] = [
        (_standing_sign(standing), standing_label(standing), standing_meaning(standing))
        for standing in sorted(present, key=lambda one: STANDING_INDEX[one])
    ]
    region, soft_place, soft_day = _doubts(shown.events)
    if region:
        found.append((_pill_sign, gettext(_REGION), gettext(_REGION_MEANING)))
    if soft_place:
        found.append((_soft_sign, gettext(_SOFT), gettext(_SOFT_MEANING)))
    if soft_day:
        found.append((_faded_sign, gettext(_FADED), gettext(_FADED_MEANING)))
    if any(event.claims for event in shown.events):
        found.append((_tick_sign, gettext(_TICK), gettext(_TICK_MEANING)))
    bold, plain = Style(size, bold=True), Style(size)

    def maker(sign: Sign, label: str, meaning: str) -> Callable[[], Block]:
        runs = [Run(label, bold), Run(meaning, plain)]
        return lambda: block([runs], width, gap=size * 0.35, sign=(SIGN, sign))

    return [maker(*entry) for entry in found]


def _doubts(events: Sequence[ShownEvent]) -> tuple[bool, bool, bool]:
    """Tell whether region marks, roughly known places and roughly known days are in view."""
    places = [place for event in events for place in event.places if place.precision <= MARKED_TO]
    region = any(place.precision > FANS_OUT_TO for place in places)
    soft = any(place.precision > 1 or (place.uncertainty_m or 0) > ROUGHLY for place in places)
    days = any(
        event.days.padded_earliest != event.days.padded_latest and event.days.core_start is None
        for event in events
        if event.days.padded_earliest is not None
    )
    return region, soft, days


def _standing_sign(standing: StandingName) -> Sign:
    return lambda sheet, x, y: sheet.stamp(standing, [(x + 8, y)], 13, order=60)


def _pill_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(Rect(x, y - 5, 16, 10), "surface", "muted", order=60, corner=4)


def _soft_sign(sheet: Sheet, x: float, y: float) -> None:
    across = np.linspace(-1, 1, 32)
    picture = np.empty((32, 32, 4))
    picture[..., :3] = to_rgb(sheet.colour("region"))
    picture[..., 3] = np.clip(1 - np.hypot(*np.meshgrid(across, across)), 0, 1) * 0.8
    sheet.picture(picture, Rect(x, y - 8, 16, 16), 60)


def _faded_sign(sheet: Sheet, x: float, y: float) -> None:
    picture = np.empty((1, 32, 4))
    picture[..., :3] = to_rgb(sheet.colour("bar"))
    picture[..., 3] = 1 - np.abs(np.linspace(-1, 1, 32))
    sheet.picture(picture, Rect(x, y - 2, 16, 4), 60)


def _tick_sign(sheet: Sheet, x: float, y: float) -> None:
    heights = (12.0, 8.0, 5.0)
    bars = [Rect(x + 3 + 4 * n, y + 6 - high, 1.5, high) for n, high in enumerate(heights)]
    sheet.boxes(bars, sheet.colour("muted"), 60)


def key_blocks(
    events: Sequence[ShownEvent], width: float, size: float, *, numbered: bool = True
) -> list[Callable[[], Block]]:
    """Tell of each event its number, title, day and standing with by whom."""
    bold, plain, quiet = Style(size, bold=True), Style(size), Style(size, colour="muted")

    def maker(event: ShownEvent) -> Callable[[], Block]:
        head = [Run(event.title, bold), Run(event.date_words, quiet)]
        said = [Run(event.standing_words[0] if event.standing_words else "", plain)]
        sign = (NUMBER if numbered else SIGN, mark_sign(event, number=numbered))
        return lambda: block([head, said], width, sign=sign, most=4)

    return [maker(event) for event in events]


def selected_block(event: ShownEvent, width: float, size: float) -> Block:
    """Tell everything said of the selected event's standing."""
    bold, plain, quiet = Style(size, bold=True), Style(size), Style(size, colour="muted")
    paragraphs = [
        [Run(event.title, bold)],
        [Run(event.when_and_where, quiet)],
        *([Run(words, plain)] for words in event.standing_words),
    ]
    return block(paragraphs, width, sign=(SIGN, mark_sign(event)), most=5, gap=9)


def more_events(count: int, width: float, size: float) -> Block:
    """Tell how many events the key leaves out."""
    words = ngettext(*_MORE_EVENTS, count).format(count=f"{count:,}")
    return block([[Run(words, Style(size, colour="muted"))]], width)


def more_sources(count: int, width: float, size: float) -> Block:
    """Tell how many sources are left out."""
    words = ngettext(*_MORE_SOURCES, count).format(count=f"{count:,}")
    return block([[Run(words, Style(size, colour="muted"))]], width)


class Detail(Enum):
    """How much is told of a source: most first."""

    WHOLE = "with its title, how its day is known on lines of its own"
    SHORT = "publisher, day and how that is known on two lines"
    LINE = "the same on one"


def source_blocks(
    sources: Sequence[ShownSource], width: float, size: float, detail: Detail
) -> list[Callable[[], Block]]:
    """Tell of each source its publisher, day, and how that is known."""
    plain, quiet, bold = Style(size), Style(size, colour="muted"), Style(size, bold=True)

    def maker(source: ShownSource) -> Callable[[], Block]:
        basis = gettext(_INFERRED if source.is_inferred else _DATED)
        known = basis.format(basis=source.published_basis) if source.published_basis else ""
        copied = gettext(_COPY).format(source=source.copy_of) if source.copy_of else ""
        about = " · ".join(part for part in (copied, known) if part)
        head = [Run(source.publisher, bold), Run(source.published_words, plain)]
        if detail is not Detail.WHOLE:
            most = 2 if detail is Detail.SHORT else 1
            return lambda: block([[*head, Run(known, quiet)]], width, most=most, gap=2)
        titled = [Run(source.own_title, plain)] if source.own_title else []
        paragraphs = [[*head, *titled], [Run(about, quiet)]]
        return lambda: block(paragraphs, width, most=2, gap=4)

    return [maker(source) for source in sources]


def credit_words(shown: ShownView) -> list[str]:
    """Give the sentences at the foot: base map, boundaries, where the view can be found again."""
    query = replace(shown.view, version="").to_query()
    case = gettext(_CASE if query else _WHOLE_CASE).format(version=shown.version, query=query)
    found_again = [
        shown.address or case,
        gettext(_LICENCE).format(licence=shown.licence) if shown.licence else "",
        gettext(_MADE).format(day=shown.made) if shown.made else "",
    ]
    return [
        f"{gettext(_BASE_MAP).format(sources=shown.base_map_words)} {shown.boundary_words}",
        " · ".join(part for part in found_again if part),
    ]
