"""A slide as a picture, before anybody opens the deck: its own boxes, set by Typst."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu

from dashboard.briefing.slides import slides_bytes
from dashboard.briefing.typesetting import Typesetter

if TYPE_CHECKING:
    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView
    from dashboard.briefing.slides import Figure

_PREVIEW_PPI: Final = 144.0
_USUAL_POINTS: Final = 18.0
_INK: Final = "000000"


def first_slide(shown: ShownView, options: ExportOptions, drawing: Figure) -> bytes:
    """Draw the slide that `slides_bytes` makes of a view, as PNG.

    Parameters
    ----------
    shown
        The view.
    options
        As for the slides; without a template, whose look would not be in the picture.
    drawing
        Draws the picture, an SVG of 16:9.
    """
    deck = Presentation(io.BytesIO(slides_bytes([shown], options, _blank)))
    slide = deck.slides[0]
    said: dict[str, Any] = {
        "width": Emu(deck.slide_width or 0).pt,
        "height": Emu(deck.slide_height or 0).pt,
        "fill": str(slide.background.fill.fore_color.rgb),
        "boxes": [_box(shape) for shape in slide.shapes],
    }
    return Typesetter("slide.typ", said).first_page(said, drawing(shown, options), _PREVIEW_PPI)


def _blank(_shown: ShownView, _options: ExportOptions) -> bytes:
    """Give an empty picture of the same shape; the drawing is set in its place."""
    written = io.BytesIO()
    Image.new("1", (16, 9)).save(written, "png")
    return written.getvalue()


def _box(shape: Any) -> dict[str, Any]:
    place = {name: Emu(getattr(shape, name)).pt for name in ("left", "top", "width", "height")}
    if not shape.has_text_frame:
        return {**place, "words": shape.element.nvPicPr.cNvPr.get("descr", "")}
    frame = shape.text_frame
    return {
        **place,
        "at_bottom": frame.vertical_anchor == MSO_ANCHOR.BOTTOM,
        "paragraphs": [_paragraph(one) for one in frame.paragraphs],
    }


def _paragraph(paragraph: Any) -> dict[str, Any]:
    font = next((run.font for run in paragraph.runs if run.font.size), paragraph.font)
    properties = paragraph._p.pPr  # noqa: SLF001 - python-pptx has no name for a paragraph's direction
    return {
        "text": paragraph.text,
        "points": font.size.pt if font.size else _USUAL_POINTS,
        "bold": bool(font.bold),
        "colour": str(font.color.rgb) if font.color.type else _INK,
        "before": paragraph.space_before.pt if paragraph.space_before else 0.0,
        "is_rtl": properties is not None and properties.get("rtl") == "1",
    }
