"""Figures: a view as a picture or a page, drawn by GeoPandas and Matplotlib, never by a browser."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import fontManager
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dashboard.briefing.figure.layout import drawn
from dashboard.briefing.figure.pages import page_of
from dashboard.briefing.figure.palette import palette_of
from dashboard.briefing.figure.plan import laid_out
from dashboard.briefing.isolation import Isolation
from dashboard.briefing.plain_text import plain
from geodata.errors import BadQuestionError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

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
    "svg": {"Date": None, "Creator": "Whenabouts"},
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": "Whenabouts"},
}
A_HAIR: Final = 1e-9
MOST_PIXELS: Final = 64_000_000
"""Of a picture: drawing takes some ten bytes for each."""
COMPRESSION: Final = 4
"""Of zlib's 9: half the time of its usual 6, and as good as its size."""

_settings_in_use = Lock()  # Matplotlib has one set of settings for all threads


def figure_bytes(shown: ShownView, options: ExportOptions, ending: Ending) -> bytes:
    """Draw a view as a picture or a page; the same view and options give the same bytes.

    Parameters
    ----------
    shown
        What is drawn and said.
    options
        How: a PNG is `pixels` × `scale` pixels wide; theme, page and key are of all endings.
    ending
        `png`, `svg` (text as text) or `pdf` (its text can be searched).

    Raises
    ------
    ValueError
        A picture would have more than `MOST_PIXELS`.
    """
    installed = set(fontManager.get_font_names())
    fonts = [name for name in FONTS if name in installed] or ["sans-serif"]
    page = page_of(options)
    pixels_a_unit = options.pixels * options.scale / page.width if ending == "png" else 0.0
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
        shown = _isolated(shown)
        layout = laid_out(
            shown,
            page,
            with_key=options.with_key,
            as_part=options.as_part,
            beside=options.beside,
        )
        if options.listed is not None:
            listed = frozenset(number for number in layout.numbers if number <= options.listed)
            layout = replace(layout, numbers=listed)
        _refuse_too_large(page.width * pixels_a_unit, layout.height * pixels_a_unit)
        sheet = drawn(
            shown, layout, palette_of(options.theme), pixels_a_unit, beside=options.beside
        )
        if ending == "png":
            return _png(sheet.figure, pixels_a_unit * page.units_an_inch, shown.title)
        body = BytesIO()
        sheet.figure.savefig(
            body,
            format=ending,
            dpi=page.units_an_inch,
            metadata={**_METADATA[ending], "Title": plain(shown.title)},
        )
    return body.getvalue()


def _isolated(shown: ShownView) -> ShownView:
    """Keep names that run from right to left from turning round the sentences they stand in."""
    write = Isolation((shown,))
    if not write.has_names:
        return shown
    events = tuple(
        replace(event, standing_words=tuple(map(write, event.standing_words)))
        for event in shown.events
    )
    filters = tuple(map(write, shown.filter_words))
    return replace(shown, events=events, filter_words=filters, time_words=write(shown.time_words))


def _refuse_too_large(width: float, height: float) -> None:
    if width * height > MOST_PIXELS:
        raise BadQuestionError(
            f"expected a picture of at most {MOST_PIXELS:,} pixels, got {width:,.0f} × "
            f"{height:,.0f}; choose a smaller width or scale"
        )


def _png(figure: Figure, pixels_an_inch: float, title: str) -> bytes:
    """Paint a figure; it has no transparent parts, so three bytes make a pixel."""
    figure.set_dpi(pixels_an_inch * (1 + A_HAIR))  # whole pixels are cut off, not rounded
    canvas: Any = FigureCanvasAgg(figure)  # its methods have no types
    canvas.draw()
    about = PngInfo()
    about.add_itxt("Title", plain(title))
    body = BytesIO()
    painted = Image.fromarray(np.asarray(canvas.buffer_rgba()))
    painted.convert("RGB").save(body, "PNG", compress_level=COMPRESSION, pnginfo=about)
    return body.getvalue()
