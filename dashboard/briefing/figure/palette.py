"""Colours of a figure: of the light page, of the dark one, and greys for a printer.

Light and dark are the live map's (`viewer/static/map/colours.js`) and the marks' own
(`symbols.json`); in print a mark is told by its shape alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.briefing.figure.symbols import symbol_of
from dashboard.briefing.options import Theme
from geodata.standing import StandingName

_PALE: Final = frozenset({StandingName.BACKGROUND, StandingName.DENIED, "disputed-detail"})


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as `#rrggbb`, of what is translucent with its alpha.

    `ink`, `muted` and `rule` are the page's, on `paper`; `area` and `region` tint what is only
    roughly known; `bar` is a duration on the timeline.
    """

    theme: Theme
    paper: str
    ink: str
    muted: str
    rule: str
    land: str
    sea: str
    districts: str
    boundaries: str
    country: str
    district: str
    town: str
    water: str
    text: str
    halo: str
    surface: str
    line: str
    area: str
    region: str
    bar: str

    def mark(self, name: str) -> str:
        """Give the colour of a symbol: of a standing, or of what is said of a detail."""
        if self.theme is Theme.PRINT:
            return "#6a6a6a" if name in _PALE else "#111111"
        symbol = symbol_of(name)
        return symbol.dark if self.theme is Theme.DARK else symbol.light


_LIGHT: Final = Palette(
    theme=Theme.LIGHT,
    paper="#ffffff",
    ink="#1f2328",
    muted="#595e66",
    rule="#d5d3cd",
    land="#f4f1ea",
    sea="#cfdde6",
    districts="#5a544a47",
    boundaries="#544c42bf",
    country="#857c6d",
    district="#857d70",
    town="#4d483f",
    water="#5b7f97",
    text="#1f2328",
    halo="#faf8f3d9",
    surface="#ffffff",
    line="#c9c4b8",
    area="#1f3e5c",
    region="#2e5478",
    bar="#68727e",
)
_DARK: Final = Palette(
    theme=Theme.DARK,
    paper="#15181c",
    ink="#e8e6e1",
    muted="#a9acb0",
    rule="#363a3f",
    land="#262a2f",
    sea="#12181f",
    districts="#c8cdd429",
    boundaries="#cdd0d480",
    country="#8d939b",
    district="#767d86",
    town="#b9bec5",
    water="#5f87a3",
    text="#eceae5",
    halo="#181b1fd9",
    surface="#1d2126",
    line="#474e57",
    area="#96c4e8",
    region="#78b2e0",
    bar="#96a0ac",
)
_PRINT: Final = Palette(
    theme=Theme.PRINT,
    paper="#ffffff",
    ink="#111111",
    muted="#505050",
    rule="#c8c8c8",
    land="#fafafa",
    sea="#dedede",
    districts="#00000030",
    boundaries="#000000a0",
    country="#777777",
    district="#888888",
    town="#444444",
    water="#777777",
    text="#111111",
    halo="#ffffffe6",
    surface="#ffffff",
    line="#b0b0b0",
    area="#333333",
    region="#444444",
    bar="#777777",
)
_PALETTES: Final = {palette.theme: palette for palette in (_LIGHT, _DARK, _PRINT)}


def palette_of(theme: Theme) -> Palette:
    """Give the colours of a theme."""
    return _PALETTES[theme]
