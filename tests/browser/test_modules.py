"""The pure JavaScript modules, imported by themselves from the asset route."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.viewer import day_number

if TYPE_CHECKING:
    from tests.browser.modules import Modules


def test_days_and_their_names_go_both_ways(modules: Modules) -> None:
    for iso in ("1970-01-01", "1969-12-31", "2024-02-29", "2024-06-12", "0099-03-01", "1582-10-10"):
        day = modules.call("calendar", "dayOf", iso)
        assert day == day_number(iso)
        assert modules.call("calendar", "isoOf", day) == iso
    for wrong in ("2023-02-29", "2024-13-01", "2024-4-1", "", "today", "20240401"):
        assert modules.call("calendar", "isoOf", modules.call("calendar", "dayOf", wrong)) == ""


def test_days_in_words(modules: Modules) -> None:
    first, last = day_number("2024-04-17"), day_number("2024-06-02")
    assert modules.call("calendar", "rangeWords", first, last) == "17 Apr 2024 – 2 Jun 2024"
    assert modules.call("calendar", "rangeWords", first, first) == "17 Apr 2024"


def test_statements_of_one_printed_time_have_their_place_in_the_day(modules: Modules) -> None:
    day = day_number("2023-03-10")
    columns = {
        "day": [day] * 4,
        "second": [36_000, 64_800, 64_830, 86_400],
        "first": [0, 1, 2, 3],
        "order": [0, 1, 2, 3],
        "claim": ["a", "b", "c", "d"],
    }
    stops = modules.call("told", "stopsOf", columns)
    words = [
        modules.call("told", "momentWords", stops, {"day": day, "order": order})
        for order in range(4)
    ]
    assert words == [
        "10 Mar 2023, 10:00",
        "10 Mar 2023, 18:00, 2 of 4 that day",
        "10 Mar 2023, 18:00, 3 of 4 that day",
        "10 Mar 2023",
    ]


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        ("2024-04-01", "2024-04-09", 10),
        ("2024-04-01", "2024-06-30", 10),
        ("2020-01-01", "2024-06-30", 10),
        ("2020-01-01", "2024-06-30", 2),
        ("1900-05-05", "2024-06-30", 8),
        ("2024-04-17", "2024-04-17", 4),
    ],
)
def test_ticks_stand_in_order_inside_and_have_room(
    modules: Modules, first: str, last: str, most: int
) -> None:
    found = modules.call("calendar", "ticks", day_number(first), day_number(last), most)
    days = [tick["day"] for tick in found]
    assert days == sorted(set(days))
    assert all(day_number(first) <= day <= day_number(last) for day in days)
    assert len(days) <= most + 1
    assert all(tick["label"] for tick in found)


SPAN = {"from": 100, "to": 200}


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        ((120, 150), (120, 150)),
        ((150, 120), (120, 150)),
        ((-5, 900), (100, 200)),
        ((120.6, 150.2), (121, 150)),
        (("nonsense", None), (100, 200)),
        ((300, 400), (200, 200)),
    ],
)
def test_a_window_is_kept_inside_the_case(
    modules: Modules, asked: tuple[object, object], settled: tuple[int, int]
) -> None:
    found = modules.call("time_window", "settle", SPAN, *asked)
    assert (found["from"], found["to"]) == settled


MARK_SHOWN = """async ([address, earliest, latest, from, to, whole]) => {
  const { markShown, NO_DATE } = await import(address);
  const days = (column) => Int32Array.from(column, (day) => day ?? NO_DATE);
  const shown = new Uint8Array(earliest.length);
  const data = { earliest: days(earliest), latest: days(latest) };
  return [markShown(data, { from, to }, whole, shown), [...shown]];
}"""


def test_a_window_shows_what_overlaps_it(modules: Modules) -> None:
    earliest = [100, 120, 150, 151, None]
    latest = [119, 120, 180, 151, None]

    def shown(first: int, last: int, *, whole: bool) -> tuple[int, list[int]]:
        address = modules.address("time_window")
        arguments = [address, earliest, latest, first, last, whole]
        count, marks = modules.page.evaluate(MARK_SHOWN, arguments)
        return count, marks

    assert shown(120, 150, whole=False) == (2, [0, 1, 1, 0, 0])
    assert shown(119, 119, whole=False) == (1, [1, 0, 0, 0, 0])
    assert shown(160, 170, whole=False) == (1, [0, 0, 1, 0, 0])
    assert shown(100, 180, whole=True) == (5, [1, 1, 1, 1, 1])


def test_an_address_is_read_as_text_only(modules: Modules) -> None:
    read = modules.call("address_bar", "parseAddress", "?event=a&lat=91&lon=0&zoom=5&embed=true")
    assert read["event"] == "a"
    assert read["position"] is None
    assert modules.call("address_bar", "parseAddress", "?embed=true")["empty"]
    read = modules.call("address_bar", "parseAddress", "?lat=40.1&lon=47&zoom=8")
    assert read["position"] == {"lat": 40.1, "lon": 47, "zoom": 8}
    assert not read["empty"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"label": "Ganja", "names": {"en": "Ganja", "az": "Gəncə"}}, "Ganja (Gəncə)"),
        ({"label": "Gəncə", "names": {"en": "Ganja", "az": "Gəncə"}}, "Gəncə (Ganja)"),
        ({"label": "A", "names": {"en": "A", "az": "B", "hy": "C", "ru": "D"}}, "A (B, C)"),
        ({"label": "A", "names": {"az": "A", "hy": "", "ru": "A"}}, "A"),
        ({"label": "{others}", "names": {"az": "{place}"}}, "{others} ({place})"),
        ({"label": "", "names": {"az": "B"}}, ""),
    ],
)
def test_a_place_is_first_mentioned_with_its_other_names(
    modules: Modules, place: dict[str, object], words: str
) -> None:
    assert modules.call("place_names", "nameInFull", place, ["en", "az", "hy", "ru"]) == words


def test_a_name_is_never_a_property_that_every_object_has(modules: Modules) -> None:
    assert modules.call("place_names", "nameIn", {"en": "Ganja"}, "toString") is None
    assert modules.call("place_names", "nameIn", {"en": ""}, "en") is None
    assert modules.call("place_names", "nameIn", {"en": "Ganja"}, "en") == "Ganja"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("az", "Azerbaijani"),
        ("zh-Hant", "Traditional Chinese"),
        ("xx", "xx"),
        ("two words", "two words"),
    ],
)
def test_a_language_that_nobody_knows_is_called_by_its_code(
    modules: Modules, code: str, words: str
) -> None:
    assert modules.call("place_names", "languageWords", code) == words


def test_an_address_that_tells_only_a_language_asks_for_nothing(modules: Modules) -> None:
    assert modules.call("address_bar", "parseAddress", "?names=az")["empty"]
    assert not modules.call("address_bar", "parseAddress", "?names=az&q=x")["empty"]


PICTURES = """async (address) => {
  const { MarkRaster } = await import(address);
  const canvasOf = (side) => {
    const canvas = document.createElement('canvas');
    return Object.assign(canvas, { width: side, height: side });
  };
  const round = (colour) => {
    const image = canvasOf(16);
    const context = image.getContext('2d');
    context.fillStyle = colour;
    context.arc(8, 8, 6.5, 0, Math.PI * 2);
    context.fill();
    return image;
  };
  const images = ['#0072b2', 'rgba(213, 94, 0, 0.6)'].map(round);
  const side = 96;
  const spot = (n) => [n % 2, (n * 37) % 103 - 3, (n * 53) % 101 - 2];
  const spots = Array.from({ length: 90 }, (_, n) => spot(n));
  const raster = new MarkRaster(images);
  const byRaster = canvasOf(side).getContext('2d');
  for (const _ of [1, 2]) {
    raster.begin(side, side);
    for (const [index, x, y] of spots) raster.stamp(index, x, y);
    raster.put(byRaster);
  }
  const oneByOne = canvasOf(side).getContext('2d');
  for (const [index, x, y] of spots) oneByOne.drawImage(images[index], x - 8, y - 8);
  const data = (context) => context.getImageData(0, 0, side, side).data;
  const [ours, theirs] = [byRaster, oneByOne].map(data);
  const apart = (value, at) => (theirs[at | 3] > 40 ? Math.abs(value - ours[at]) : 0);
  const worst = theirs.map(apart).reduce((one, other) => Math.max(one, other));
  raster.begin(side, side);
  raster.put(byRaster);
  const left = data(byRaster).some((value) => value > 0);
  const painted = theirs.filter((value, at) => at % 4 === 3 && value > 0).length;
  return { worst, left, painted };
}"""


def test_marks_blended_in_a_picture_look_as_if_drawn_one_by_one(modules: Modules) -> None:
    found = modules.page.evaluate(PICTURES, modules.address("map/raster"))
    assert found["painted"] > 3000
    assert found["worst"] <= 12  # of 255: straight alpha against premultiplied
    assert not found["left"]


REFUSED = """async (address) => {
  const { LiveCase } = await import(address);
  const never = new Promise(() => {});
  window.retried = 0;
  window.fetch = async () => new Response('{}');
  const retry = () => { window.retried += 1; };
  const reader = { isBehind: true, map: { drawn: never }, offer() {}, retry };
  reader.listen = () => () => {};
  new LiveCase(reader, () => {}).look();
}"""


def test_a_server_that_goes_on_refusing_is_asked_less_and_less_often(modules: Modules) -> None:
    modules.page.clock.install()
    modules.page.evaluate(REFUSED, modules.address("live/live_case"))

    def retried(seconds: int) -> int:
        """How often it is asked within that time, a step of which lets answers come in."""
        before: int = modules.page.evaluate("() => window.retried")
        for _ in range(seconds):
            modules.page.clock.run_for(1_000)
        after: int = modules.page.evaluate("() => window.retried")
        return after - before

    assert retried(12) >= 2
    assert 2 <= retried(300) <= 12
