"""An empty deck, of a template's look or our own, and where there is room on its slides."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pptx.presentation import Presentation as Deck
    from pptx.shapes.placeholder import LayoutPlaceholder
    from pptx.slide import SlideLayout

WIDTH: Final = Inches(13.333)
HEIGHT: Final = Inches(7.5)
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP archive can tell; there is no clock in a deck."""
_MARGIN: Final = Inches(0.5)
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_AT_FOOT: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_HIGHEST_TITLE: Final = 0.35
"""Where a title has to end for a picture to go below it, in heights of the slide."""
_NARROWEST_TITLE: Final = 0.6
_NO_PPTX: Final = (PythonPptxError, BadZipFile, XMLSyntaxError, KeyError, ValueError, OSError)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in English Metric Units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width


@dataclass(frozen=True)
class Look:
    """A deck without slides, its layout for ours, and where on it there is room.

    `is_ours` tells our own look from a template's; `scale` is the size of the slide, 1 for
    13.33 in by 7.5 in.
    """

    deck: Deck
    layout: SlideLayout
    room: Box
    scale: float
    is_ours: bool


def look_of(template: Path | None) -> Look:
    """Open a template, or make our own 16:9 look.

    Raises
    ------
    ValueError
        The template is no PPTX, or has no layout with a title above room for a picture.
    """
    if template is None:
        return _own_look()
    try:
        deck = Presentation(str(template))
        fitting = [found for found in deck.slide_layouts if _is_fitting(deck, found)]
    except _NO_PPTX as error:
        raise ValueError(
            f"{template}: expected a PowerPoint file (.pptx) as template, got a file that cannot "
            "be read as one; save it as .pptx from PowerPoint or Impress"
        ) from error
    if not fitting:
        raise ValueError(
            f"{template}: expected a layout with a title at the top and room below it, such as "
            "“Title Only”, got none; add one to its slide master"
        )
    _drop_slides(deck)
    layout = min(fitting, key=lambda found: len(_contents(found)))
    width, height = _size(deck)
    scale = min(width / WIDTH, height / HEIGHT)
    return Look(deck, layout, _room(deck, layout), scale, is_ours=False)


def _own_look() -> Look:
    deck = Presentation()
    wider = WIDTH / _size(deck)[0]
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layout = deck.slide_layouts.get_by_name("Title Only")
    if layout is None:
        raise LookupError("python-pptx's own template has no layout “Title Only” any more")
    for other in list(deck.slide_layouts):
        if other != layout:
            deck.slide_layouts.remove(other)
    for one in (*deck.slide_master.placeholders, *layout.placeholders):
        one.left, one.width = round(one.left * wider), round(one.width * wider)
        one.top, one.height = one.top, one.height
    for title in (*deck.slide_master.placeholders, *layout.placeholders):
        if title.placeholder_format.type in _TITLES:
            title.left, title.width = _MARGIN, WIDTH - 2 * _MARGIN
            title.top, title.height = Inches(0.3), Inches(0.6)
    return Look(deck, layout, _room(deck, layout), 1.0, is_ours=True)


def _size(deck: Deck) -> tuple[int, int]:
    return deck.slide_width or WIDTH, deck.slide_height or HEIGHT


def title_of(layout: SlideLayout) -> LayoutPlaceholder | None:
    """Give a layout's place for a title; None where it has none."""
    of_kind = (one for one in layout.placeholders if one.placeholder_format.type in _TITLES)
    return next(of_kind, None)


def _contents(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """Give the placeholders that are to be filled, but for the title."""
    taken = (*_TITLES, *_AT_FOOT)
    return [one for one in layout.placeholders if one.placeholder_format.type not in taken]


def _is_fitting(deck: Deck, layout: SlideLayout) -> bool:
    title = title_of(layout)
    if title is None:
        return False
    width, height = _size(deck)
    is_high = title.top + title.height <= height * _HIGHEST_TITLE
    return bool(is_high and title.width >= width * _NARROWEST_TITLE)


def _room(deck: Deck, layout: SlideLayout) -> Box:
    """Give what is free below the title and above what stands at the foot."""
    width, height = _size(deck)
    title = title_of(layout)
    if title is None:
        return Box(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN)
    top = title.top + title.height
    feet = [one.top for one in _feet(layout.placeholders) if one.top > top]
    bottom = min([*feet, height - _MARGIN // 2])
    return Box(title.left, top, title.width, bottom - top)


def _feet(placeholders: Iterable[LayoutPlaceholder]) -> list[LayoutPlaceholder]:
    return [one for one in placeholders if one.placeholder_format.type in _AT_FOOT]


def _drop_slides(deck: Deck) -> None:
    """Take a template's own slides out; what only they use goes with them."""
    slides = deck.slides.element
    for entry in list(slides):
        deck.part.drop_rel(entry.rId)
        slides.remove(entry)
    for sections in deck.element.xpath("//*[local-name()='sectionLst']"):  # name the slides, too
        extension = sections.getparent()
        extension.getparent().remove(extension)


def saved(deck: Deck) -> bytes:
    """Write a deck so that the same deck gives the same bytes."""
    package = deck.part.package
    thumbnail = RELATIONSHIP_TYPE.THUMBNAIL
    if any(relation.reltype == thumbnail for relation in package.iter_rels()):  # of another deck
        package.drop_rel(package.relate_to(package.part_related_by(thumbnail), thumbnail))
    written = io.BytesIO()
    deck.save(written)
    timeless = io.BytesIO()
    with ZipFile(written) as source, ZipFile(timeless, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, EARLIEST), source.read(name), ZIP_DEFLATED)
    return timeless.getvalue()
