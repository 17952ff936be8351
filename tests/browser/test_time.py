"""Moving through time: by mouse, by keyboard, by typing a day, by quick ranges, by zooming."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, box_of, centre_of, day_number, iso_day

A_DAY_IN_WORDS = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")


def test_the_first_handle_by_keyboard(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.first_day.focus()
    for key, day in (
        ("ArrowRight", "2020-01-02"),
        ("Shift+ArrowRight", "2020-01-09"),
        ("PageUp", "2020-02-08"),
        ("PageDown", "2020-01-09"),
        ("ArrowLeft", "2020-01-08"),
        ("Shift+ArrowLeft", "2020-01-01"),
        ("ArrowLeft", "2020-01-01"),
        ("End", "2024-06-30"),
        ("Home", "2020-01-01"),
    ):
        viewer.page.keyboard.press(key)
        viewer.expect_days(day, "2024-06-30")
        expect(viewer.first_day).to_have_attribute("aria-valuetext", A_DAY_IN_WORDS)


def test_the_last_handle_by_keyboard(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2024-04-17")
    viewer.last_day.focus()
    viewer.page.keyboard.press("ArrowDown")
    viewer.expect_days("2024-04-17", "2024-06-29")
    expect(viewer.last_day).to_have_attribute("aria-valuetext", "29 Jun 2024")
    viewer.page.keyboard.press("Home")
    viewer.expect_days("2024-04-17", "2024-04-17")
    expect(viewer.map_summary).to_contain_text(re.compile(r"events · 17 Apr 2024$"))
    viewer.page.keyboard.press("End")
    viewer.expect_days("2024-04-17", "2024-06-30")


def test_the_window_as_a_whole_by_keyboard_keeps_its_length(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?from=2021-01-01&to=2021-01-31")
    viewer.window.focus()
    viewer.page.keyboard.press("ArrowRight")
    viewer.expect_days("2021-01-02", "2021-02-01")
    viewer.page.keyboard.press("Home")
    viewer.expect_days("2020-01-01", "2020-01-31")


def test_the_window_as_a_whole_by_mouse_keeps_its_length(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?from=2021-01-01&to=2021-12-31")
    viewer.drag(centre_of(viewer.window), 120)
    first, last = viewer.slider_days()
    assert last - first == 364
    assert first > day_number("2021-06-01")
    viewer.expect_days(iso_day(first), iso_day(last))
    viewer.drag(centre_of(viewer.window), 2_000)
    assert viewer.slider_days() == (day_number("2024-06-30") - 364, day_number("2024-06-30"))


def test_brushing_a_new_window_either_way(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    y = centre_of(viewer.window)[1]
    early, late = day_number("2021-03-01"), day_number("2022-06-01")
    for start, end in ((early, late), (late, early)):
        viewer.page.get_by_role("button", name="All", exact=True).click()
        viewer.expect_days("2020-01-01", "2024-06-30")
        x = viewer.day_x(start)
        viewer.drag((x, y), viewer.day_x(end) - x)
        first, last = viewer.slider_days()
        assert (first, last) == pytest.approx((early, late), abs=4)
        viewer.expect_days(iso_day(first), iso_day(last))


def test_brushing_beside_a_window_replaces_it(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2020-06-01&to=2021-06-01")
    y = centre_of(viewer.window)[1]
    x = viewer.day_x(day_number("2023-08-01"))
    viewer.drag((x, y), viewer.day_x(day_number("2024-01-01")) - x)
    first, last = viewer.slider_days()
    expected = (day_number("2023-08-01"), day_number("2024-01-01"))
    assert (first, last) == pytest.approx(expected, abs=4)


def test_a_handle_does_not_pass_the_other(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2021-01-01&to=2021-12-31")
    viewer.drag(centre_of(viewer.first_day), 500)
    assert viewer.slider_days() == (day_number("2021-12-31"), day_number("2021-12-31"))


def test_typing_a_day(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.sentence.get_by_role("button", name="First day shown").click()
    field = viewer.page.get_by_label("First day shown", exact=True).and_(
        viewer.page.locator("input")
    )
    field.fill("2023-09-19")
    field.press("Enter")
    viewer.expect_days("2023-09-19", "2024-06-30")
    expect(viewer.sentence).to_contain_text("19 Sep 2023 – 30 Jun 2024")
    viewer.sentence.get_by_role("button", name="Last day shown").click()
    last = viewer.page.get_by_test_id("day-to")
    last.fill("2023-10-01")
    last.press("Escape")
    viewer.expect_days("2023-09-19", "2024-06-30")
    expect(last).to_be_hidden()


def test_quick_ranges_and_back_to_all(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.page.get_by_role("button", name="Apr – Jun 2024").click()
    viewer.expect_days("2024-04-01", "2024-06-30")
    expect(viewer.page.get_by_role("button", name="Apr – Jun 2024")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert box_of(viewer.window)["width"] > box_of(viewer.timeline)["width"] / 2
    viewer.page.get_by_role("button", name="All", exact=True).click()
    viewer.expect_days("2020-01-01", "2024-06-30")


def test_zooming_shows_fewer_days_and_keeps_the_window(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2022-01-01&to=2022-03-01")
    width = box_of(viewer.window)["width"]
    viewer.page.get_by_role("button", name="Show fewer days").click()
    closer = box_of(viewer.window)["width"]
    assert closer > width * 1.4
    viewer.page.mouse.move(*centre_of(viewer.window))
    viewer.page.mouse.wheel(0, -200)
    viewer.page.wait_for_function(
        "([id, width]) => { for (const host of document.querySelectorAll('*')) {"
        " const found = host.shadowRoot?.querySelector(`[data-testid=${id}]`);"
        " if (found) return found.getBoundingClientRect().width > width; } }",
        arg=["timeline-window", closer + 1],
    )
    for _ in range(4):
        viewer.page.get_by_role("button", name="Show more days").click()
    assert box_of(viewer.window)["width"] < closer
    viewer.expect_days("2022-01-01", "2022-03-01")
