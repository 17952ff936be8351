"""Figures: a view as a picture or a page, drawn by GeoPandas and Matplotlib, never by a browser."""

from __future__ import annotations

import warnings
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

from matplotlib import rc_context
from matplotlib.font_manager import fontManager

from dashboard.briefing.figure.layout import drawn
from dashboard.briefing.figure.pages import page_of
from dashboard.briefing.figure.palette import palette_of
from dashboard.briefing.figure.plan import laid_out

if TYPE_CHECKING:
    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView

Ending = Literal["png", "svg", "pdf"]

FONTS: Final[tuple[str, ...]] = (
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
)
"""Tried in this order for each letter; the first comes with Matplotlib."""

_SETTINGS: Final[dict[str, Any]] = {
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "none",
    "text.antialiased": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "whenabouts",
    "svg.image_inline": True,
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "image.composite_image": False,
    "path.simplify": True,
    "path.sketch": None,
    "path.effects": [],
    "savefig.facecolor": "auto",
    "savefig.bbox": None,
    "savefig.transparent": False,
}
_METADATA: Final[dict[str, dict[str, Any]]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "Whenabouts"},
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": "Whenabouts"},
}
_settings_in_use = Lock()  # Matplotlib has one set of settings for all threads


def figure_bytes(shown: ShownView, options: ExportOptions, ending: Ending) -> bytes:
    """Draw a view as a picture or a page; the same view and options give the same bytes.

    Parameters
    ----------
    shown
        What is drawn and said.
    options
        How: a PNG is `width` × `scale` pixels wide; theme, page and key are of all endings.
    ending
        `png`, `svg` (text as text) or `pdf` (its text can be searched).
    """
    installed = set(fontManager.get_font_names())
    fonts = [name for name in FONTS if name in installed] or ["sans-serif"]
    page = page_of(options)
    pixels_a_unit = options.width * options.scale / page.width if ending == "png" else 0.0
    settings: Any = {**_SETTINGS, "font.family": fonts}
    with (
        _settings_in_use,
        rc_context(settings),
        warnings.catch_warnings(),
    ):
        # a letter that no font has is drawn as a box, which says it
        warnings.filterwarnings(
            "ignore", message=r"Glyph .* missing from font", category=UserWarning
        )
        layout = laid_out(shown, page, with_key=options.with_key)
        sheet = drawn(shown, layout, palette_of(options.theme), pixels_a_unit)
        body = BytesIO()
        sheet.figure.savefig(
            body,
            format=ending,
            # a hair more: whole pixels are cut off, not rounded
            dpi=(pixels_a_unit or 1.0) * page.units_an_inch * (1 + 1e-9),
            metadata={**_METADATA[ending], "Title": shown.title},
        )
    return body.getvalue()
