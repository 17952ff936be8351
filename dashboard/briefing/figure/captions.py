"""What a figure says round its map: title, legend, key, by whom, sources, credits."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.flow import block
from dashboard.briefing.figure.lettering import UNCUT, Run, Style
from geodata.standing import StandingName
from geodata.translation import gettext, message, messages, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.flow import Block, Sign
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownSource, ShownView

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

_INFERRED: Final = message("≈ day {basis}")
_DATED: Final = message("dated: {basis}")
_COPY: Final = message("copy of {source}")
_MORE_EVENTS: Final = messages(
    "{count} more event: see the table", "{count} more events: see the table"
)
_MORE_SOURCES: Final = messages("and {count} more source", "and {count} more sources")
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


def key_blocks(
    events: Sequence[ShownEvent],
    width: float,
    size: float,
    *,
    numbered: bool = True,
    most: int = UNCUT,
) -> list[Callable[[], Block]]:
    """Tell of each event its number, title, day and standing with by whom.

    `most` is how many lines each of both takes.
    """
    bold, plain, quiet = Style(size, bold=True), Style(size), Style(size, colour="muted")

    def maker(event: ShownEvent) -> Callable[[], Block]:
        head = [Run(event.title, bold), Run(event.date_words, quiet)]
        said = [Run(event.standing_words[0] if event.standing_words else "", plain)]
        sign = (NUMBER if numbered else SIGN, mark_sign(event, number=numbered))
        return lambda: block([head, said], width, sign=sign, most=most)

    return [maker(event) for event in events]


def selected_block(event: ShownEvent, width: float, size: float, most: int = UNCUT) -> Block:
    """Tell everything said of the selected event's standing."""
    bold, plain, quiet = Style(size, bold=True), Style(size), Style(size, colour="muted")
    paragraphs = [
        [Run(event.title, bold)],
        [Run(event.when_and_where, quiet)],
        *([Run(words, plain)] for words in event.standing_words),
    ]
    return block(paragraphs, width, sign=(SIGN, mark_sign(event)), most=most, gap=9)


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
    KNOWN = "publisher, day and how that is known, uncut"
    SMALL = "the same in smaller type"
    SHORT = "the same on two lines"
    LINE = "the same on one"


LINES: Final = {Detail.SHORT: 2, Detail.LINE: 1}
SMALLER: Final = 1.5
SMALLEST: Final = 8.0
"""Sizes of type: by how much sources are smaller where they else would be cut, and how small."""


def source_blocks(
    sources: Sequence[ShownSource], width: float, size: float, detail: Detail
) -> list[Callable[[], Block]]:
    """Tell of each source its publisher, day, and how that is known."""
    if detail is Detail.SMALL:
        size = max(SMALLEST, size - SMALLER)
    plain, quiet, bold = Style(size), Style(size, colour="muted"), Style(size, bold=True)

    def maker(source: ShownSource) -> Callable[[], Block]:
        basis = gettext(_INFERRED if source.is_inferred else _DATED)
        known = basis.format(basis=source.published_basis) if source.published_basis else ""
        copied = gettext(_COPY).format(source=source.copy_of) if source.copy_of else ""
        about = " · ".join(part for part in (copied, known) if part)
        head = [Run(source.publisher, bold), Run(source.published_words, plain)]
        if detail is not Detail.WHOLE:
            line = [*head, Run(known, quiet)]
            return lambda: block([line], width, most=LINES.get(detail, UNCUT), gap=2)
        titled = [Run(source.own_title, plain)] if source.own_title else []
        paragraphs = [[*head, *titled], [Run(about, quiet)]]
        return lambda: block(paragraphs, width, gap=4)

    return [maker(source) for source in sources]


def credit_words(shown: ShownView) -> list[str]:
    """Give what stands at the foot: the case's limits, base map, where to find the view again."""
    query = replace(shown.view, version="").to_query()
    case = gettext(_CASE if query else _WHOLE_CASE).format(version=shown.version, query=query)
    found_again = [
        shown.address or case,
        gettext(_LICENCE).format(licence=shown.licence) if shown.licence else "",
        gettext(_MADE).format(day=shown.made) if shown.made else "",
    ]
    return [
        *([shown.limits] if shown.limits else []),
        f"{gettext(_BASE_MAP).format(sources=shown.base_map_words)} {shown.boundary_words}",
        " · ".join(part for part in found_again if part),
    ]
