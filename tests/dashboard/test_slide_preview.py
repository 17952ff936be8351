"""The picture of a slide that is seen before the deck is made."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageColor
from pptx import Presentation

from dashboard.briefing.options import ExportOptions, Theme
from dashboard.briefing.slide_preview import first_slide
from dashboard.briefing.slides import slides_bytes
from tests.dashboard.test_slides import picture_of
from tests.dashboard.views import APRIL, HOSTILE, with_titles

if TYPE_CHECKING:
    from dashboard.briefing.shown import ShownView
    from tests.dashboard.views import ShownOf

RED = (255, 0, 0)
SURFACES = {Theme.LIGHT: "#FFFFFF", Theme.DARK: "#14181D", Theme.PRINT: "#FFFFFF"}


def red(_shown: ShownView, _options: ExportOptions) -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">'
        b'<rect width="1600" height="900" fill="#f00"/></svg>'
    )


def seen(shown: ShownView, options: ExportOptions | None = None) -> Image.Image:
    content = first_slide(shown, options or ExportOptions(), red)
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("theme", list(Theme))
def test_a_preview_is_a_slide_in_its_colours(shown_of: ShownOf, theme: Theme) -> None:
    image = seen(shown_of(APRIL), ExportOptions(theme=theme))
    assert image.size == (1920, 1080)
    assert image.getpixel((4, 4)) == ImageColor.getrgb(SURFACES[theme])


def test_the_picture_and_the_words_stand_where_the_slide_has_them(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    image = seen(shown)
    deck = Presentation(io.BytesIO(slides_bytes([shown], ExportOptions(), picture_of)))
    pixel = deck.slide_width / image.width
    for shape in deck.slides[0].shapes:
        sides = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        part = image.crop(tuple(round(side / pixel) for side in sides))
        colours = {colour for _, colour in part.getcolors(part.width * part.height) or []}
        assert (RED in colours) is not shape.has_text_frame, shape.name
        assert not shape.has_text_frame or len(colours) > 2, shape.name


@pytest.mark.parametrize("text", [*HOSTILE, "خروج القوات من قره باغ", "ნ" * 300])
def test_any_text_is_seen_as_it_stands(shown_of: ShownOf, text: str) -> None:
    shown = shown_of("")
    without = seen(replace(shown, title=""))
    assert seen(with_titles(shown, (text, text))).tobytes() != without.tobytes()
