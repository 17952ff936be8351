"""What a figure draws is what the live map draws: framing, marks, symbols, colours."""

from __future__ import annotations

import json
import math
import re
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from dashboard.assets import FOLDERS
from dashboard.briefing.figure.areas import CROWD, draw_areas
from dashboard.briefing.figure.axis import axis_of, axis_over
from dashboard.briefing.figure.framing import framing_of
from dashboard.briefing.figure.ground import clips_of
from dashboard.briefing.figure.locator import locator_of
from dashboard.briefing.figure.map_panel import framing_over
from dashboard.briefing.figure.marks import place_numbers
from dashboard.briefing.figure.pages import PART
from dashboard.briefing.figure.palette import palette_of
from dashboard.briefing.figure.placing import arrange, marked, marked_places
from dashboard.briefing.figure.plan import laid_out
from dashboard.briefing.figure.regions import lay_regions
from dashboard.briefing.figure.sheet import Rect, Sheet
from dashboard.briefing.figure.symbols import diameter, symbol_of
from dashboard.briefing.figure.timeline import (
    HEIGHT,
    NAMES,
    TOLD,
    TOLD_HEIGHT,
    draw_timeline,
)
from dashboard.briefing.options import Theme
from dashboard.viewer.answer import DRAWN_LAST
from geodata.dates import day_number
from geodata.standing import StandingName
from tests.dashboard.views import APRIL, JUNE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.shown import ShownEvent, ShownView
    from tests.dashboard.views import ShownOf

MAP = Rect(20.0, 100.0, 800.0, 480.0)
DRAWN = [name for name in DRAWN_LAST if name is not StandingName.NOT_YET_TOLD]
SYMBOLS = json.loads((FOLDERS["viewer"] / "symbols.json").read_text(encoding="utf-8"))


def stamped(standing: StandingName, theme: Theme) -> np.ndarray:
    """Draw one large mark and give its picture."""
    sheet = Sheet(40, 40, 96, palette_of(theme))
    sheet.stamp(standing, [(20, 20)], 32, order=1)
    return picture_of(sheet).astype(float)


def picture_of(sheet: Sheet) -> np.ndarray:
    """Give a sheet's pixels in red, green and blue."""
    canvas: Any = FigureCanvasAgg(sheet.figure)  # its methods have no types
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def test_symbols_are_those_of_the_live_map() -> None:
    assert diameter() == SYMBOLS["diameter"]
    for standing in DRAWN:
        symbol = symbol_of(standing)
        assert SYMBOLS["standings"][standing] == {
            "shape": symbol.shape,
            "light": symbol.light,
            "dark": symbol.dark,
        }


@pytest.mark.parametrize("standing", DRAWN)
def test_a_mark_is_drawn_in_its_colour(standing: StandingName) -> None:
    made = stamped(standing, Theme.LIGHT)
    colour = [int(SYMBOLS["standings"][standing]["light"][at : at + 2], 16) for at in (1, 3, 5)]
    assert (np.abs(made - colour).max(axis=2) < 3).sum() > 60


def test_in_print_each_standing_has_a_shape_of_its_own() -> None:
    inked = {one: stamped(one, Theme.PRINT).mean(axis=2) < 160 for one in DRAWN}
    for one in DRAWN:
        for other in DRAWN:
            if one != other:
                differing = (inked[one] ^ inked[other]).sum()
                assert differing > 0.12 * max(inked[one].sum(), inked[other].sum()), (one, other)


@pytest.mark.parametrize(("theme", "name"), [(Theme.LIGHT, "LIGHT"), (Theme.DARK, "DARK")])
def test_the_ground_has_the_live_maps_colours(theme: Theme, name: str) -> None:
    script = (FOLDERS["viewer"] / "map" / "colours.js").read_text(encoding="utf-8")
    block = re.search(rf"const {name} = {{(.*?)}};", script, re.DOTALL)
    assert block
    live = dict(re.findall(r"(\w+): '(#[0-9a-f]{6})'", block[1]))
    palette = palette_of(theme)
    shared = [one.name for one in fields(palette) if one.name in live and one.name != "muted"]
    assert len(shared) == 9
    assert {one: getattr(palette, one) for one in shared} == {one: live[one] for one in shared}


def test_a_views_own_framing_is_the_live_maps(shown_of: ShownOf) -> None:
    view = shown_of("lat=40&lon=46.5&zoom=8").view
    framing = framing_of(view, (), MAP)
    assert framing.zoom == pytest.approx(8)
    assert framing.point(46.5, 40) == pytest.approx((420, 340))
    # Leaflet: 256 · 2⁸ pixels for 360 degrees
    east, _ = framing.point(47.5, 40)
    assert east - 420 == pytest.approx(256 * 2**8 / 360)
    half = framing_of(view, (), Rect(0, 0, 400, 240))
    assert half.bounds == pytest.approx(framing.bounds)


def test_without_a_position_all_marks_are_in_sight(shown_of: ShownOf) -> None:
    shown = shown_of("")
    framing = framing_of(shown.view, marked_places(shown.events), MAP)
    arranged = arrange(shown.events, framing)
    assert arranged.marks
    assert all(MAP.has(mark.x, mark.y, -20) for mark in arranged.marks)
    assert all(MAP.has(region.x, region.y, -20) for region in arranged.regions)


def test_events_at_one_point_fan_out_and_those_of_a_region_share_a_mark(shown_of: ShownOf) -> None:
    shown = shown_of("")
    exact = next(one for one in shown.events if one.places and one.places[0].precision == 1)
    three = [replace(exact, number=at, event_id=f"e{at}") for at in (1, 2, 3)]
    framing = framing_of(shown.view, marked_places(three), MAP)
    marks = arrange(three, framing).marks
    assert len({(round(mark.x), round(mark.y)) for mark in marks}) == 3
    assert all(math.dist((mark.x, mark.y), mark.point) == pytest.approx(13) for mark in marks)
    regions = {
        region.place.name: len(region.events) for region in arrange(shown.events, framing).regions
    }
    assert regions == {"Karabakh": 8, "Lachin Corridor": 1}


def test_many_discs_are_one_area_of_one_tint(shown_of: ShownOf) -> None:
    shown = shown_of("")
    exact = next(one for one in shown.events if one.places and one.places[0].precision == 1)
    place = replace(exact.places[0], uncertainty_m=20_000.0)
    framing = framing_of(shown.view, marked_places(shown.events), MAP)

    def tinted(count: int) -> np.ndarray:
        """Draw so many discs at one place, and give the colour there."""
        events = [
            replace(exact, event_id=f"e{at}", places=(replace(place, place_id=f"p{at}"),))
            for at in range(count)
        ]
        sheet = Sheet(840, 600, 96, palette_of(Theme.LIGHT))
        draw_areas(sheet, framing, events, selected="")
        x, y = framing.point(place.longitude, place.latitude)
        colour: np.ndarray = picture_of(sheet)[round(y), round(x)]
        return colour.astype(int)

    one, some, many = tinted(1), tinted(CROWD), tinted(CROWD + 1)
    assert np.abs(many - one).max() <= 1
    assert one.sum() - some.sum() > 60


def test_region_marks_do_not_cover_each_other(shown_of: ShownOf) -> None:
    shown = shown_of("")
    framing = framing_of(shown.view, marked_places(shown.events), MAP)
    region = arrange(shown.events, framing).regions[0]
    pills = lay_regions([region] * 4, MAP, frozenset(), Rect(0, 0, 0, 0))
    boxes = sorted((pill.box for pill in pills), key=lambda box: box.top)
    assert all(upper.bottom <= lower.top for upper, lower in pairwise(boxes))
    assert all(MAP.has(box.left, box.top) and MAP.has(box.right, box.bottom) for box in boxes)


def test_the_second_clocks_axis_ends_at_its_moment(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    axis = axis_of(shown, 0.0, 600.0)
    assert axis
    assert shown.moment
    assert axis.last <= shown.moment.day + 1
    assert all(axis.first <= day <= axis.last for day, _ in axis.ticks())


def test_two_figures_side_by_side_have_one_extent_and_one_axis(shown_of: ShownOf) -> None:
    before, after = shown_of(APRIL), shown_of(JUNE)
    alone = {framing_over(shown, None, MAP).bounds for shown in (before, after)}
    together = {
        framing_over(one, other, MAP).bounds for one, other in ((before, after), (after, before))
    }
    assert (len(alone), len(together)) == (2, 1)
    axes = {axis_over(pair, 0.0, 600.0) for pair in ((before, after), (after, before))}
    assert axes == {axis_over((after,), 0.0, 600.0)}
    maps = {
        laid_out(one, PART, with_key=False, as_part=True, beside=other).map_rect
        for one, other in ((before, after), (after, before))
    }
    assert len(maps) == 1


def test_the_moment_and_the_ticks_stand_where_the_live_page_has_them(shown_of: ShownOf) -> None:
    shown = shown_of("clock=told&asof=2024-04-17T12:00")
    assert shown.moment
    ticks = sorted({own.told_at for event in shown.events for own in event.claims if own.told_at})
    # 35 statements of four articles were told that day; of the first article four
    assert ticks == pytest.approx([shown.moment.day + (slot + 0.5) / 35 for slot in range(4)])
    assert shown.told_until == shown.moment.day + 0.25
    whole = shown_of(APRIL)
    assert whole.moment
    assert whole.told_until == whole.moment.day + 1


def test_filters_move_ticks_but_not_the_moment(shown_of: ShownOf) -> None:
    shown = shown_of("clock=told&asof=2024-04-17T12:00&q=Dadivank")
    assert shown.moment
    assert shown.told_until == shown.moment.day + 0.25
    ticks = [own.told_at for event in shown.events for own in event.claims]
    assert ticks
    assert all(at is not None and at < shown.told_until for at in ticks)


def test_the_axis_follows_a_narrow_window(shown_of: ShownOf) -> None:
    axis = axis_of(shown_of("from=2024-04-01&to=2024-04-30"), 0.0, 600.0)
    assert axis
    first, last = day_number(date(2024, 4, 1)), day_number(date(2024, 4, 30))
    assert first - 5 < axis.first < first < last < axis.last < last + 5
    wide = axis_of(shown_of("from=2021-01-01&to=2024-04-30"), 0.0, 600.0)
    whole = axis_of(shown_of(""), 0.0, 600.0)
    assert wide == whole


def timeline_of(shown: ShownView) -> np.ndarray:
    """Draw a timeline 600 units wide, and give its picture: a pixel is a unit."""
    sheet = Sheet(600, 120, 96, palette_of(Theme.LIGHT))
    draw_timeline(sheet, shown, Rect(0, 0, 600, HEIGHT))
    return picture_of(sheet).astype(int)


def test_bars_of_the_timeline_stay_on_its_axis(shown_of: ShownOf) -> None:
    shown = shown_of(f"{APRIL}&event=withdrawal-begins-2024")
    drawn = timeline_of(shown)
    nothing = timeline_of(replace(shown, events=tuple(map(without_days, shown.events))))
    left = drawn[: int(TOLD) - 12, : int(NAMES) - 3]
    words = nothing[: int(TOLD) - 12, : int(NAMES) - 3]
    rows = slice(0, 12)  # above the row's name
    assert (left[rows] == words[rows]).all()


def without_days(event: ShownEvent) -> ShownEvent:
    return replace(event, days=replace(event.days, earliest=None))


def test_an_empty_view_keeps_the_cases_extent(shown_of: ShownOf) -> None:
    whole, empty = shown_of(""), shown_of("q=nothing-such")
    usual = framing_of(whole.view, marked_places(whole.events), MAP)
    kept = framing_of(empty.view, marked(empty.around), MAP)
    assert kept.bounds == pytest.approx(usual.bounds)


def test_an_empty_view_of_the_second_clock_tells_no_later_place(shown_of: ShownOf) -> None:
    assert shown_of("clock=told&asof=2024-04-16").around == ()
    told = shown_of("clock=told&asof=2024-04-17T12:00&q=nothing-such")
    assert {place.name for place in told.around} == {"Dadivank monastery", "Karabakh"}


def test_numbers_of_marks_cover_neither_marks_nor_each_other(shown_of: ShownOf) -> None:
    shown = shown_of("")
    point = next(one for one in shown.events if one.places and one.places[0].precision == 1)
    place = point.places[0]
    crowd = [
        replace(
            point,
            number=at + 1,
            event_id=f"e{at}",
            places=(
                replace(
                    place,
                    place_id=f"p{at}",
                    longitude=46 + at % 20 * 0.02,
                    latitude=40 + at // 20 * 0.02,
                ),
            ),
        )
        for at in range(300)
    ]
    arranged = arrange(crowd, framing_of(shown.view, marked_places(crowd), MAP))
    placed = place_numbers(arranged, (), frozenset(range(1, 301)))
    assert 0 < len(placed) < 300
    for at, own in enumerate(placed):
        assert not any(own.box.meets(other.box) for other in placed[:at])
        assert not any(own.box.has(mark.x, mark.y) for mark in arranged.marks)


def test_a_map_of_one_town_shows_in_a_corner_where_it_lies(shown_of: ShownOf) -> None:
    event = next(one for one in shown_of("").events if one.places and one.places[0].precision == 1)
    place = event.places[0]

    def town(*points: tuple[float, float]) -> list[ShownEvent]:
        places = (
            replace(place, place_id=f"p{at}", longitude=longitude, latitude=latitude)
            for at, (longitude, latitude) in enumerate(points)
        )
        return [replace(event, event_id=one.place_id, places=(one,)) for one in places]

    def located(events: Sequence[ShownEvent]) -> tuple[Framing, Framing | None]:
        framing = framing_of(shown_of("").view, marked_places(events), MAP)
        return framing, locator_of(framing, arrange(events, framing), ())

    framing, small = located(town((13.4111, 52.5231), (13.3777, 52.5163)))
    assert small is not None
    for x, y in ((small.rect.left, small.rect.top), (small.rect.right, small.rect.bottom)):
        assert MAP.has(x, y)
    west, south, east, north = small.bounds
    assert west < framing.bounds[0] < framing.bounds[2] < east
    assert south < framing.bounds[1] < framing.bounds[3] < north
    assert clips_of(small)[-1].min_zoom <= small.zoom

    marks = arrange(town((13.4111, 52.5231), (13.3777, 52.5163)), framing).marks
    assert not any(small.rect.has(mark.x, mark.y) for mark in marks)
    corners = [(13.34, 52.49), (13.34, 52.53), (13.46, 52.49), (13.46, 52.53)]
    close = replace(framing, zoom=12.6, longitude=13.4, latitude=52.51)
    assert locator_of(close, arrange(town((13.4, 52.51)), close), ()) is not None
    assert locator_of(close, arrange(town(*corners), close), ()) is None


def test_a_map_with_enough_to_show_has_no_other_in_its_corner(shown_of: ShownOf) -> None:
    shown = shown_of("")
    framing = framing_of(shown.view, marked_places(shown.events), MAP)
    assert locator_of(framing, arrange(shown.events, framing), ()) is None


@pytest.mark.parametrize(("stance", "parts"), [("denies", 2), ("confirms", 1)])
def test_the_tick_of_a_denial_is_broken_in_the_middle(
    shown_of: ShownOf, stance: str, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = shown_of(APRIL)
    own = [
        replace(event, claims=tuple(one for one in event.claims if one.claim.stance == stance))
        for event in shown.events
    ]
    (event, *_) = [one for one in own if one.claims]
    drawn: list[Rect] = []
    monkeypatch.setattr(Sheet, "boxes", lambda _, rects, *__: drawn.extend(rects))
    timeline_of(replace(shown, events=(replace(event, claims=event.claims[:1]),)))
    assert len(drawn) == parts
    assert drawn[-1].bottom == TOLD + TOLD_HEIGHT
    assert all(one.bottom < other.top for one, other in pairwise(drawn))
