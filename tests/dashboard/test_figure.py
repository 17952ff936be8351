"""Figures as their reader has them: pictures and pages, opened again by another program."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from PIL import Image

from dashboard.briefing.figure import figure_bytes
from dashboard.briefing.options import ExportOptions, PageSize

if TYPE_CHECKING:
    from dashboard.briefing.shown import ShownView
    from tests.dashboard.views import ShownOf

MOST_OF_A_WORD = 24
SCRIPTS = ("Հայաստանի Հանրապետություն", "Азербайджанская Республика", "საქართველოს მთავრობა")
POINTS = {PageSize.SLIDE: (960, 540), PageSize.A4: (842, 595), PageSize.LETTER: (792, 612)}


def picture(shown: ShownView, **options: object) -> Image.Image:
    made = figure_bytes(shown, ExportOptions(**options), "png")  # type: ignore[arg-type]
    return Image.open(io.BytesIO(made))


def texts(shown: ShownView, **options: object) -> list[str]:
    """Give the lines of an SVG, as text."""
    made = figure_bytes(shown, ExportOptions(**options), "svg")  # type: ignore[arg-type]
    tree = ET.fromstring(made)  # noqa: S314 - our own
    return [element.text or "" for element in tree.iter() if is_text(element)]


def test_a_view_without_any_day_has_an_empty_timeline(shown_of: ShownOf) -> None:
    shown = replace(shown_of(""), span=None)
    assert "No event shown has a day." in said(shown)
