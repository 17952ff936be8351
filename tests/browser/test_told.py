"""The second clock: what had been told by a moment, statement by statement."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, centre_of

BEGINS = "withdrawal-begins-2024"
NOT_TOLD_ON_THE_17TH = ("Goran station", "Goran railway", "Barda", "complete", "12 Jun", "30 Apr")

# aria-valuetext, events told, standing of the beginning, the address's moment
STORYBOARD = (
    ("16 Apr 2024", 0, None, "2024-04-16"),
    ("17 Apr 2024, 10:37", 2, "reported", "c04"),
    ("17 Apr 2024, 2 of 4 that day", 9, "unconfirmed", "a23"),
    ("17 Apr 2024, 3 of 4 that day", 9, "confirmed", "a03"),
    ("17 Apr 2024", 10, "confirmed", "2024-04-17"),
    ("30 Apr 2024", 12, "confirmed", "2024-04-30"),
    ("18 May 2024", 12, "confirmed", "2024-05-18"),
    ("9 Jun 2024", 13, "confirmed", "2024-06-09"),
    ("12 Jun 2024", 18, "confirmed", "2024-06-12"),
)


def test_the_story_of_the_shipped_case_statement_by_statement(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-16&event={BEGINS}")
    moment = viewer.page.get_by_test_id("timeline-asof")
    standing = viewer.page.get_by_test_id("standing")
    moment.focus()
    for words, told, name, address in STORYBOARD:
        expect(moment).to_have_attribute("aria-valuetext", words)
        expect(viewer.map_summary).to_contain_text(f"{told} of 18 events · told by {words}")
        viewer.expect_query(clock="told", asof=address)
        if name:
            expect(standing).to_have_attribute("data-standing", name)
        else:
            expect(viewer.panel).to_contain_text("Nothing had been told by then")
            expect(standing).to_have_count(0)
        viewer.page.keyboard.press("ArrowRight")
    expect(moment).to_have_attribute("aria-valuetext", "12 Jun 2024")


INSTANTS = ("2024-04-17T10:37", "2024-04-17T10:37:00+04:00", "2024-04-17T06:37:00Z")


@pytest.mark.parametrize("asof", ["c04", "a23", *INSTANTS])
def test_nothing_later_is_on_the_page(shipped: RunningApp, viewer: Viewer, asof: str) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof={asof}")
    texts = [
        viewer.panel.inner_text(),
        viewer.sentence.inner_text(),
        viewer.map.locator(".legend").inner_text(),
        viewer.mark_list.inner_text(),
    ]
    later = [word for word in NOT_TOLD_ON_THE_17TH for text in texts if word in text]
    assert not later
    assert "confirmed by" not in " ".join(texts).lower().replace("not confirmed by", "")


def test_an_event_not_yet_told_can_neither_be_selected_nor_read(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17&event=withdrawal-complete-2024")
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("10 events told")
    expect(viewer.panel).not_to_contain_text("complete")


def test_the_clocks_are_switched_and_back_goes_back(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.page.get_by_role("button", name="See it as told on 17 Apr 2024").click()
    viewer.expect_query(clock="told", asof="2024-04-17", event=BEGINS)
    expect(viewer.sentence).to_contain_text("What these 8 sources had said by 17 Apr 2024")
    viewer.page.get_by_test_id("clock-happened").click()
    expect(viewer.sentence).to_contain_text("as it stands today")
    viewer.page.go_back()
    expect(viewer.sentence).to_contain_text("had said by 17 Apr 2024")


def test_the_moment_follows_the_mouse_without_a_rerun(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told")
    moment = viewer.page.get_by_test_id("timeline-asof")
    sent = viewer.record.frames_sent
    expect(moment).to_have_attribute("aria-valuetext", "12 Jun 2024")
    viewer.drag(centre_of(moment), -2_000, steps=60)
    expect(moment).to_have_attribute("aria-valuetext", "16 Apr 2024")
    expect(viewer.canvas).to_have_attribute("data-drawn", "0")
    assert viewer.record.frames_sent == sent


def test_a_typed_day_is_a_moment(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told")
    viewer.page.get_by_test_id("words-asof").get_by_role("button").click()
    viewer.page.get_by_test_id("day-asof").fill("2024-05-01")
    viewer.page.keyboard.press("Enter")
    expect(viewer.map_summary).to_contain_text("12 of 18 events · told by 1 May 2024")


def test_play_goes_from_the_first_statement_to_the_last(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.page.clock.install()
    viewer.open(f"{shipped.url}?clock=told")
    play = viewer.page.get_by_test_id("timeline-play")
    play.click()
    expect(viewer.sentence).to_contain_text("0 events told, 18 not yet")
    for words in ("17 Apr 2024, 10:37", "17 Apr 2024, 2 of 4 that day"):
        viewer.page.clock.run_for(1_600)
        expect(viewer.sentence).to_contain_text(words)
    viewer.page.clock.run_for(20_000)
    expect(viewer.sentence).to_contain_text("18 events told")
    expect(play).to_have_text(re.compile("Play"))


def test_an_interval_is_cut_where_the_moment_is(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-30&event=rail-goran-2024")
    expect(viewer.panel).to_contain_text("from Apr 2024")
    expect(viewer.panel).not_to_contain_text("Jun 2024")


def test_a_moment_that_is_none_opens_everything_told(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=%3Cscript%3E")
    expect(viewer.map_summary).to_contain_text("18 of 18 events · told by 12 Jun 2024")


def test_a_summary_leaves_out_what_its_source_told_later(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23&event={BEGINS}")
    viewer.panel.get_by_role("button", name="Our summary, ¶6").first.click()
    summary = viewer.panel.get_by_test_id("summary")
    expect(summary.locator("mark")).to_be_visible()
    expect(summary).to_contain_text("What this source told later is left out.")
    expect(summary).not_to_contain_text("¶2")
    expect(summary).not_to_contain_text("Peskov")
    viewer.page.get_by_test_id("timeline-asof").press("ArrowRight")
    expect(summary).to_contain_text("Peskov")  # it stays open, and has grown


def test_a_statement_counts_the_sources_that_had_carried_it(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=d01&event={BEGINS}")
    expect(viewer.panel.get_by_test_id("claim")).not_to_have_count(0)
    expect(viewer.panel).not_to_contain_text("Carried by")
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17&event={BEGINS}")
    expect(viewer.panel).to_contain_text("Carried by 2 sources: Trend, TASS")


def test_filters_that_leave_no_statement_keep_the_clock(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-30")
    viewer.page.get_by_label("Search").fill("no such words")
    expect(viewer.sentence).to_contain_text("0 events told · 18 hidden by filters")
    expect(viewer.panel).to_contain_text("Nothing had been told by then")
    viewer.page.get_by_label("Search").fill("")
    expect(viewer.sentence).to_contain_text("12 events told, 6 not yet")
    viewer.expect_query(clock="told", asof="2024-04-30")


def test_the_sidebar_tells_no_counts_and_no_standings_of_today(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    expect(viewer.pill("confirmed")).to_be_visible()
    viewer.page.get_by_test_id("clock-told").click()
    expect(viewer.sidebar.get_by_text("confirmed")).to_have_count(0)
    expect(viewer.sidebar.get_by_role("button", name="movement", exact=True)).to_be_visible()
    viewer.sidebar.get_by_role("button", name="movement", exact=True).click()
    viewer.expect_query(clock="told", kind="movement")
    viewer.page.get_by_test_id("clock-happened").click()
    expect(viewer.pill("confirmed")).to_be_visible()
    viewer.expect_query(clock="happened", kind="movement")


def test_the_sidebar_knows_only_what_had_been_told(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17")
    sources = viewer.sidebar.get_by_role("group", name="Source").get_by_role("button")
    expect(viewer.sidebar.get_by_role("button", name="movement", exact=True)).to_be_visible()
    expect(viewer.sidebar.get_by_text("confirmed")).to_have_count(0)
    expect(sources.filter(has_text="Armenpress")).to_be_visible()
    expect(sources.filter(has_text="Front News")).to_be_hidden()
    viewer.page.get_by_test_id("timeline-asof").press("End")
    expect(sources.filter(has_text="Front News")).to_be_visible()
