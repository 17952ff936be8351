"""Sets the slides of a deck: title, lede, picture, what stands beside it, foot, notes."""

from __future__ import annotations

import copy
import io
import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dashboard.briefing.bibliography import credit
from dashboard.briefing.changes import changes
from dashboard.briefing.isolation import Isolation, without_isolated
from dashboard.briefing.options import Theme
from dashboard.briefing.plain_text import plain
from dashboard.briefing.slide_deck import Box, Look, title_of
from dashboard.briefing.slide_words import (
    Line,
    beside,
    in_one_line,
    lede,
    more_changes,
    more_told,
    not_set,
    notes,
    picture_words,
    side_by_side_notes,
    side_by_side_title,
    told_then,
    version_words,
)
from dashboard.briefing.template_type import points_of, room_in
from dashboard.briefing.text_room import LINE_HEIGHT, height_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.slide import Slide

    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView

_RATIO: Final = 16 / 9
_PICTURE_SHARE: Final = 0.67
_CHANGES_SHARE: Final = 0.32
_GAP: Final = 16.0
_LEDE: Final = 44.0
_LONGEST: Final = 6
"""Lines that one text beside the picture takes at most."""
_CREDIT: Final = 9.0
_NOT_SET: Final = 24.0
"""What the line that says how much was not set takes."""
_KEPT: Final = 2
"""Blocks for which what was told then leaves room: the event, its standing."""
_APART: Final = 12.0
_TITLE: Final = 26.0
_LEAST_TITLE: Final = 14.0
_INK: Final = {Theme.LIGHT: "1F2328", Theme.DARK: "E8EAED", Theme.PRINT: "000000"}
_MUTED: Final = {Theme.LIGHT: "5F6670", Theme.DARK: "A6ADB6", Theme.PRINT: "404040"}
_SURFACE: Final = {Theme.LIGHT: "FFFFFF", Theme.DARK: "14181D", Theme.PRINT: "FFFFFF"}
_STRONG: Final = frozenset({"L", "R", "AL"})


@dataclass(frozen=True)
class _Areas:
    """Where things go below a title."""

    lede: Box
    body: Box
    foot: Box


class Pages:
    """The slides of a deck, added one by one.

    Parameters
    ----------
    look
        The deck and its layout.
    options
        Theme, footer, whether marks are numbered.
    views
        Those of the slides, for the names in them.
    """

    def __init__(self, look: Look, options: ExportOptions, views: Iterable[ShownView]) -> None:
        self._look = look
        self._isolated = Isolation(views)
        self._options = options
        self._areas = _areas(look)

    def add_view(self, shown: ShownView, picture: bytes) -> None:
        """Add the slide of a view; `picture` is a PNG."""
        slide = self._slide(shown.title, shown)
        width = self._points(self._areas.lede.width)
        self._set(slide, self._areas.lede, [_clipped(line, width, 1) for line in lede(shown)])
        left, right = _parted(self._areas.body, self._point(_GAP))
        self._picture(slide, left, picture, picture_words(shown))
        self._set(slide, right, self._column(shown, right))
        self._write_notes(slide, notes(shown))

    def _column(self, shown: ShownView, box: Box) -> list[Line]:
        """Give what stands beside the picture: what was told then, and above all how it stands."""
        width = self._points(box.width)
        then, blocks = (
            [[_clipped(line, width, _LONGEST) for line in block] for block in told]
            for told in (told_then(shown), beside(shown, numbered=self._options.with_key))
        )
        lines: list[Line] = []
        if then:
            kept = sum(_height(line, width) for block in blocks[:_KEPT] for line in block)
            kept += _NOT_SET + _APART
            fitting = max(self._fitting(then, box, kept), 2)
            lines = [line for block in then[:fitting] for line in block]
            if fitting < len(then):
                lines.append(more_told(len(then) - fitting))
            blocks[0][0] = replace(blocks[0][0], before=_APART)
        used = sum(_height(line, width) for line in lines)
        fitting = self._fitting(blocks, box, used)
        lines += [line for block in blocks[:fitting] for line in block]
        if fitting < len(blocks):
            lines.append(not_set(shown, len(blocks) - fitting))
        return lines

    def add_side_by_side(
        self, before: tuple[ShownView, bytes], after: tuple[ShownView, bytes]
    ) -> None:
        """Add a slide of two views side by side, with what changed in words."""
        views = (before[0], after[0])
        slide = self._slide(side_by_side_title(*views), after[0])
        area, gap = self._areas, self._point(_GAP)
        half = (area.body.width - gap) // 2
        below = round(area.body.height * _CHANGES_SHARE)
        for at, (view, picture) in enumerate((before, after)):
            left = area.body.left + at * (half + gap)
            self._set(
                slide,
                Box(left, area.lede.top, half, area.lede.height),
                [_clipped(in_one_line(view), self._points(half), 2)],
            )
            place = Box(left, area.body.top, half, area.body.height - below)
            self._picture(slide, place, picture, picture_words(view))
        told = Box(area.body.left, area.body.bottom - below, area.body.width, below)
        self._changes(slide, told, views)
        self._write_notes(slide, side_by_side_notes(*views))

    def _slide(self, title: str, shown: ShownView) -> Slide:
        slide = self._look.deck.slides.add_slide(self._look.layout)
        for place in list(slide.placeholders):
            if slide.shapes.title is None or place.shape_id != slide.shapes.title.shape_id:
                place.element.getparent().remove(place.element)
        if self._look.is_ours:
            fill = slide.background.fill
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(_SURFACE[self._options.theme])
        self._head(slide, plain(title))
        self._foot(slide, shown)
        return slide

    def _head(self, slide: Slide, title: str) -> None:
        """Set the title so large as its box takes it, or as the template has it; else shorter."""
        shape = slide.shapes.title
        if shape is None:
            return
        own, usual = self._look.is_ours, _TITLE
        width, height = Emu(shape.width).pt, Emu(shape.height).pt
        place = title_of(self._look.layout)
        if not own and place is not None:
            usual = points_of(place, self._look.layout)
            width, height = room_in(place, self._look.layout)
        size = next(
            (size for size in _sizes(usual) if height_of(title, size, width, bold=True) <= height),
            min(_LEAST_TITLE, usual),
        )
        lines = max(1, int(height / (size * LINE_HEIGHT)))
        clipped = _clipped(Line(title, size, bold=True), width, lines)
        shape.text_frame.text = self._isolated(clipped.text)
        shape.text_frame.word_wrap = True
        paragraph = shape.text_frame.paragraphs[0]
        if own:
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.font.bold = True
            paragraph.font.color.rgb = RGBColor.from_string(_INK[self._options.theme])
        if own or size < usual:
            paragraph.font.size = Pt(size)
        _turn(shape)

    def _foot(self, slide: Slide, shown: ShownView) -> None:
        """Set the footer where the layout has it, and above it the credits."""
        words = f"{credit(shown)} {version_words(shown)}"
        footer = plain(self._options.footer)
        template = _footer_of(self._look)
        if footer and template is not None:
            self._copy_footer(slide, template, footer)
        elif footer:
            width = self._points(self._areas.foot.width)
            words = f"{_clipped(Line(footer, _CREDIT), width, 1).text}  ·  {words}"
        self._set(slide, self._areas.foot, [Line(words, _CREDIT, muted=True)])

    def _copy_footer(self, slide: Slide, template: Any, footer: str) -> None:
        element = copy.deepcopy(template.element)
        number = max(shape.shape_id for shape in slide.shapes) + 1
        element.nvSpPr.cNvPr.set("id", str(number))
        slide.shapes.element.append(element)
        shape = next(one for one in slide.placeholders if one.shape_id == number)
        layout = self._look.layout
        size, (width, height) = points_of(template, layout), room_in(template, layout)
        lines = max(1, int(height / (size * LINE_HEIGHT)))
        shape.text_frame.text = _clipped(Line(footer, size), width, lines).text
        _turn(shape)

    def _picture(self, slide: Slide, place: Box, picture: bytes, words: str) -> None:
        """Set a picture into a place, whole, at its top left, with words for who cannot see it."""
        shape = slide.shapes.add_picture(io.BytesIO(picture), place.left, place.top)
        shrunk = min(place.width / shape.width, place.height / shape.height)
        shape.width, shape.height = round(shape.width * shrunk), round(shape.height * shrunk)
        shape.element.nvPicPr.cNvPr.set("descr", self._isolated(words))

    def _changes(self, slide: Slide, place: Box, views: tuple[ShownView, ShownView]) -> None:
        """Tell what changed, each sort in a column of its own."""
        sorts = changes(*views)
        gap = self._point(_GAP)
        width = (place.width - gap * (len(sorts) - 1)) // len(sorts)
        for at, sort in enumerate(sorts):
            column = Box(place.left + at * (width + gap), place.top, width, place.height)
            head = Line(sort.heading, 12, bold=True)
            room = self._points(width)
            blocks = [[_clipped(Line(line, 10, before=3), room, _LONGEST)] for line in sort.lines]
            fitting = self._fitting(blocks, column, _height(head, room))
            lines = [head, *(line for block in blocks[:fitting] for line in block)]
            if fitting < len(blocks):
                lines.append(more_changes(len(blocks) - fitting))
            self._set(slide, column, lines)

    def _fitting(self, blocks: Sequence[Sequence[Line]], box: Box, head: float = 0.0) -> int:
        """Count the blocks that fit into a box, in their order, below a head of some points."""
        room, width = self._points(box.height), self._points(box.width)
        heights = [sum(_height(line, width) for line in block) for block in blocks]
        if sum(heights) <= room - head:
            return len(blocks)
        reached = accumulate(heights)
        return sum(1 for height in reached if height <= room - head - _NOT_SET)

    def _set(self, slide: Slide, box: Box, lines: Sequence[Line]) -> None:
        """Set lines as native text into a box."""
        shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = self._isolated(line.text)
            run.font.size = Pt(round(line.points * self._look.scale, 1))
            run.font.bold = line.bold
            paragraph.space_before = Pt(line.before * self._look.scale)
            if self._look.is_ours:
                colours = _MUTED if line.muted else _INK
                run.font.color.rgb = RGBColor.from_string(colours[self._options.theme])
        _turn(shape)

    def _write_notes(self, slide: Slide, words: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is None:
            raise ValueError(
                "the template's notes have no place for text; add one to its notes master"
            )
        footer = plain(self._options.footer)
        frame.text = self._isolated.paragraphs(f"{words}\n\n{footer}" if footer else words)

    def _points(self, length: int) -> float:
        """Turn a length on the slide into points of a slide 13.33 in wide."""
        return float(Emu(length).pt / self._look.scale)

    def _point(self, points: float) -> int:
        return int(Pt(points * self._look.scale))


def _areas(look: Look) -> _Areas:
    room, scale = look.room, look.scale
    gap, lede_height, foot = (Pt(points * scale) for points in (8, _LEDE, 14))
    top = room.top + gap
    body_top = top + lede_height
    return _Areas(
        Box(room.left, top, room.width, lede_height),
        Box(room.left, body_top, room.width, room.bottom - foot - gap - body_top),
        Box(room.left, room.bottom - foot, room.width, foot),
    )


def _parted(body: Box, gap: int) -> tuple[Box, Box]:
    """Part the body: the picture as large as its shape allows, words beside it."""
    width = min(round(body.width * _PICTURE_SHARE), round(body.height * _RATIO))
    right = body.left + width + gap
    return (
        Box(body.left, body.top, width, body.height),
        Box(right, body.top, body.right - right, body.height),
    )


def _height(line: Line, width: float) -> float:
    text = plain(line.text)
    return line.before + height_of(text, line.points, width, bold=line.bold)


def _sizes(largest: float) -> list[float]:
    steps = int((largest - _LEAST_TITLE) / 2)
    return [largest - 2 * step for step in range(steps + 1)]


def _clipped(line: Line, width: float, lines: int) -> Line:
    """Shorten a text that takes more lines than it may; the notes have it whole."""
    words = plain(line.text)
    if lines_of(words, line.points, width, bold=line.bold) <= lines:
        return line
    while words and lines_of(f"{words}…", line.points, width, bold=line.bold) > lines:
        words = words[: -max(1, len(words) // 20)]
    return replace(line, text=f"{words.rstrip()}…")


def _footer_of(look: Look) -> Any:
    """Give the layout's own place for a footer; None in our own look, or where it has none."""
    if look.is_ours:
        return None
    found = (
        one
        for one in look.layout.placeholders
        if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER
    )
    return next(found, None)


def _turn(shape: Any) -> None:
    """Set paragraphs that begin in a script from right to left as such."""
    for paragraph in shape.element.txBody.p_lst:
        directions = (
            unicodedata.bidirectional(letter) for letter in without_isolated(paragraph.text)
        )
        if next((found for found in directions if found in _STRONG), "L") != "L":
            paragraph.get_or_add_pPr().set("rtl", "1")
            paragraph.get_or_add_pPr().set("algn", "r")
