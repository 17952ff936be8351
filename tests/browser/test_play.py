"""Play on both clocks: by which steps, how fast, by keyboard, and what ends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.viewer import day_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

STATEMENT, DAYS = 1_600, 800  # milliseconds of a step
PLAYING, PAUSED = re.compile("Pause"), re.compile("Play")


def play_of(viewer: Viewer) -> Locator:
    return viewer.page.get_by_test_id("timeline-play")


def moment_of(viewer: Viewer) -> Locator:
    return viewer.page.get_by_test_id("timeline-asof")


def expect_moment(viewer: Viewer, words: str) -> None:
    expect(moment_of(viewer)).to_have_attribute("aria-valuetext", words)


def expect_window(viewer: Viewer, first: str, last: str) -> None:
    expect(viewer.first_day).to_have_attribute("aria-valuenow", str(day_number(first)))
    expect(viewer.last_day).to_have_attribute("aria-valuenow", str(day_number(last)))


def choose(viewer: Viewer, **choices: str) -> None:
    """Open how Play steps, choose from its selects (or a radio as `days`), and close it."""
    viewer.page.get_by_test_id("timeline-steps").click()
    settings = viewer.page.get_by_role("dialog", name="How Play steps")
    for label, words in choices.items():
        if label == "days":
            settings.get_by_label(words).check()
        else:
            settings.get_by_role("combobox", name=label.title()).select_option(words)
    viewer.page.keyboard.press("Escape")
    expect(settings).to_be_hidden()


def test_the_first_clock_grows_by_month(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(shipped.url)
    sent = viewer.record.frames_sent
    play_of(viewer).click()
    expect_window(viewer, "2020-01-01", "2020-01-31")
    for last in ("2020-02-29", "2020-03-31"):
        viewer.page.clock.run_for(DAYS)
        expect_window(viewer, "2020-01-01", last)
    viewer.page.clock.run_for(DAYS * 60)
    expect_window(viewer, "2020-01-01", "2024-06-30")
    expect(play_of(viewer)).to_have_text(PAUSED)
    assert viewer.record.frames_sent == sent


def test_a_window_of_one_week_moves_along_and_faster(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(shipped.url)
    choose(viewer, step="Every week", days="One step at a time", speed="4×")
    play_of(viewer).click()
    expect_window(viewer, "2020-01-01", "2020-01-05")
    viewer.page.clock.run_for(DAYS // 4)
    expect_window(viewer, "2020-01-06", "2020-01-12")
    play_of(viewer).click()
    viewer.page.get_by_role("button", name="A week back").click()
    expect_window(viewer, "2020-01-01", "2020-01-05")


def test_a_window_keeps_its_width(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?from=2024-04-01&to=2024-04-10")
    choose(viewer, step="Every day", days="As many as now, moved along")
    expect(viewer.page.get_by_test_id("timeline-steps")).to_contain_text("Every week")
    viewer.page.get_by_role("button", name="A week on").click()
    expect_window(viewer, "2024-04-08", "2024-04-17")


def test_too_many_steps_become_fewer_and_the_page_says_so(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.page.get_by_test_id("timeline-steps").click()
    settings = viewer.page.get_by_role("dialog", name="How Play steps")
    settings.get_by_role("combobox", name="Step").select_option("Every day")
    expect(settings.get_by_role("status")).to_have_text(
        "By day this would be 1,643 steps, so Play goes by week."
    )
    viewer.page.keyboard.press("Escape")
    expect(viewer.page.get_by_role("button", name="A week on")).to_be_visible()


def test_the_second_clock_by_week_passes_weeks_without_a_statement(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-04-17")
    choose(viewer, step="Every week")
    play_of(viewer).click()
    for words in ("21 Apr 2024", "28 Apr 2024", "5 May 2024"):
        viewer.page.clock.run_for(DAYS)
        expect_moment(viewer, words)


def test_again_from_the_start(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-06-09")
    viewer.page.get_by_test_id("timeline-steps").click()
    viewer.page.get_by_label("Again from the start").check()
    viewer.page.keyboard.press("Escape")
    play_of(viewer).click()
    for words in ("12 Jun 2024", "16 Apr 2024", "17 Apr 2024, 10:37"):
        viewer.page.clock.run_for(STATEMENT)
        expect_moment(viewer, words)
    expect(play_of(viewer)).to_have_text(PLAYING)


def test_time_that_was_lost_is_not_caught_up(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-04-16")
    play_of(viewer).click()
    viewer.page.clock.run_for(100)  # it was painted, and the next step is waited for
    viewer.page.clock.fast_forward(STATEMENT * 5)
    expect_moment(viewer, "17 Apr 2024, 10:37")
    viewer.page.clock.run_for(STATEMENT)
    expect_moment(viewer, "17 Apr 2024, 2 of 4 that day")


def test_keys_on_the_page_and_in_the_timeline(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-04-16")
    keyboard = viewer.page.keyboard
    for key, words in (
        ("ArrowRight", "17 Apr 2024, 10:37"),
        ("ArrowRight", "17 Apr 2024, 2 of 4 that day"),
        ("ArrowLeft", "17 Apr 2024, 10:37"),
        ("End", "12 Jun 2024"),
        ("Home", "16 Apr 2024"),
    ):
        keyboard.press(key)
        expect_moment(viewer, words)
    for focused in (None, moment_of(viewer)):
        if focused:
            focused.focus()
        keyboard.press("Space")
        expect(play_of(viewer)).to_have_text(PLAYING)
        keyboard.press("Space")
        expect(play_of(viewer)).to_have_text(PAUSED)
    viewer.page.get_by_role("button", name="Next statement").focus()
    keyboard.press("ArrowRight")
    expect_moment(viewer, "17 Apr 2024, 10:37")


def test_fields_and_buttons_keep_their_keys(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17")
    viewer.page.get_by_label("Search").focus()
    for key in ("Space", "ArrowLeft", "Home", "End"):
        viewer.page.keyboard.press(key)
    viewer.page.get_by_test_id("clock-told").focus()
    viewer.page.keyboard.press("Home")
    viewer.page.get_by_role("button", name="Previous statement").focus()
    viewer.page.keyboard.press("Space")
    expect_moment(viewer, "17 Apr 2024, 3 of 4 that day")
    expect(play_of(viewer)).to_have_text(PAUSED)


def _press_a_handle(viewer: Viewer) -> None:
    moment_of(viewer).dispatch_event("pointerdown", {"button": 2})


def _move_a_handle(viewer: Viewer) -> None:
    moment_of(viewer).press("ArrowRight")


def _type_a_day(viewer: Viewer) -> None:
    viewer.page.get_by_test_id("words-asof").get_by_role("button").click()
    viewer.page.get_by_test_id("day-asof").fill("2024-05-01")
    viewer.page.keyboard.press("Enter")


def _choose_the_other_clock(viewer: Viewer) -> None:
    viewer.page.get_by_test_id("clock-happened").click()


def _leave_for_another_tab(viewer: Viewer) -> None:
    viewer.page.evaluate(
        """() => {
          Object.defineProperty(document, 'hidden', { value: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )


@pytest.mark.parametrize(
    "touch",
    [
        _press_a_handle,
        _move_a_handle,
        _type_a_day,
        _choose_the_other_clock,
        _leave_for_another_tab,
    ],
)
def test_the_reader_ends_it(
    shipped: RunningApp, viewer: Viewer, touch: Callable[[Viewer], None]
) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-04-16")
    play_of(viewer).click()
    viewer.page.clock.run_for(STATEMENT)
    expect(play_of(viewer)).to_have_text(PLAYING)
    touch(viewer)
    expect(play_of(viewer)).to_have_text(PAUSED)


def test_it_does_not_go_on_behind_another_page(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-16")
    choose(viewer, speed="½×")
    play_of(viewer).click()
    viewer.go_to("Rows")
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    viewer.page.keyboard.press("End")
    viewer.go_to("Map")
    expect(play_of(viewer)).to_have_text(PAUSED)
    expect(viewer.map_summary).not_to_contain_text("18 of 18")


def test_with_less_motion_it_steps_and_nothing_moves_between_the_steps(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer(reduced_motion="reduce")
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told&asof=2024-04-16")
    expect(play_of(viewer)).to_have_text(PAUSED)
    viewer.page.clock.run_for(STATEMENT * 3)
    expect_moment(viewer, "16 Apr 2024")  # it never begins by itself
    play_of(viewer).click()
    viewer.page.clock.run_for(STATEMENT)
    expect_moment(viewer, "17 Apr 2024, 10:37")
    eased = viewer.timeline.evaluate(
        """timeline => [timeline, ...timeline.querySelectorAll('*')].filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          return transitionDuration !== '0s' || animationName !== 'none';
        }).length"""
    )
    assert eased == 0
