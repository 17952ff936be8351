"""The second clock: what had been told by a moment, statement by statement."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, centre_of
from tests.geodata.test_shipped_standings import EARLY

BEGINS = "withdrawal-begins-2024"
NOT_TOLD_ON_THE_17TH = ("Goran station", "Goran railway", "Barda", "complete", "12 Jun", "30 Apr")

EVENING = EARLY | {BEGINS: "confirmed", "announcement-2024": "confirmed"}
APRIL = EVENING | {"rail-goran-2024": "reported", "plan-may-2024": "reported"}
JUNE = APRIL | {"rail-barda-2024": "reported"}
END = JUNE | {
    "conflict-2020": "background",
    "soldiers-killed-2023": "background",
    "mandate-2023": "background",
    "dissolution-2023": "background",
    "withdrawal-complete-2024": "confirmed",
}
BY_NOON = "Confirmed by Kremlin spokesman (D. Peskov), 17 Apr 2024."
BY_EVENING = (
    "Confirmed by Kremlin spokesman (D. Peskov) and assistant to the President of Azerbaijan "
    "(H. Hajiyev), 17 Apr 2024."
)

# aria-valuetext, each told event's standing, who says it of the beginning, the address's moment
STORYBOARD: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("16 Apr 2024", {}, "", "2024-04-16"),
    (
        "17 Apr 2024, 10:37",
        {BEGINS: "reported", "dadivank-2024": "reported"},
        "Reported by APA (Azerbaijani news agency), 17 Apr 2024, 10:37.",
        "c04",
    ),
    ("17 Apr 2024, 2 of 4 that day", EARLY | {BEGINS: "unconfirmed"}, "Unconfirmed; ", "a23"),
    ("17 Apr 2024, 3 of 4 that day", EARLY | {BEGINS: "confirmed"}, BY_NOON, "a03"),
    ("17 Apr 2024", EVENING, BY_EVENING, "2024-04-17"),
    ("30 Apr 2024", APRIL, BY_EVENING, "2024-04-30"),
    ("18 May 2024", APRIL, BY_EVENING, "2024-05-18"),
    ("9 Jun 2024", JUNE, BY_EVENING, "2024-06-09"),
    ("12 Jun 2024", END, BY_EVENING, "2024-06-12"),
)
DRAWN = """() => {
  const { data, shown, standings } = window.whenabouts.map;
  const told = data.events.filter(({ index }) => shown[index]);
  return Object.fromEntries(told.map(({ id, index }) => [id, data.standings[standings[index]].id]));
}"""


def test_the_story_of_the_shipped_case_statement_by_statement(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-16&event={BEGINS}")
    moment = viewer.page.get_by_test_id("timeline-asof")
    standing = viewer.page.get_by_test_id("standing")
    moment.focus()
    for words, told, by_whom, address in STORYBOARD:
        expect(moment).to_have_attribute("aria-valuetext", words)
        expect(viewer.map_summary).to_have_text(f"{len(told)} events · told by {words}")
        viewer.expect_query(clock="told", asof=address)
        assert viewer.frame.evaluate(DRAWN) == told
        if told:
            expect(standing).to_have_attribute("data-standing", told[BEGINS])
            expect(standing).to_contain_text(by_whom)
        else:
            expect(viewer.panel).to_contain_text("Nothing had been told by then")
            expect(standing).to_have_count(0)
        viewer.page.keyboard.press("ArrowRight")
    expect(moment).to_have_attribute("aria-valuetext", "12 Jun 2024")


def test_the_places_told_of_come_one_after_the_other(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23")
    marked = {target.event for target in viewer.targets()}
    assert {"column-2024", "exit-ganja-2024", "dadivank-2024"} <= marked
    assert "rail-goran-2024" not in marked
    column = [target for target in viewer.targets() if target.event == "column-2024"]
    assert len(column) == 2  # at Terter and at Geranboy
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-30")
    assert "rail-goran-2024" in {target.event for target in viewer.targets()}


def test_the_day_of_the_beginning_is_told_when_it_is_told(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=c04&event={BEGINS}")
    expect(viewer.panel).to_contain_text("by 17 Apr 2024 · Karabakh")
    expect(viewer.panel).not_to_contain_text("16 or 17 Apr")
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-30&event={BEGINS}")
    expect(viewer.panel).to_contain_text("16 or 17 Apr 2024 · Karabakh")


@pytest.mark.parametrize(
    ("asof", "words", "told"),
    [
        ("2024-04-17T09:00", "17 Apr 2024, 09:00", 0),
        ("2024-06-12T09:00", "12 Jun 2024, 09:00", 13),
        ("a04", "17 Apr 2024, within 2 of 4 that day", 2),
    ],
)
def test_a_moment_within_a_day_is_told_and_written_as_it_is(
    shipped: RunningApp, viewer: Viewer, asof: str, words: str, told: int
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof={asof}")
    expect(viewer.map_summary).to_have_text(f"{told} events · told by {words}")
    viewer.page.get_by_role("button", name="Show more days").click()
    viewer.expect_query(asof=asof)


@pytest.mark.parametrize("asof", ["c04", "a23", "a04"])
def test_filters_leave_the_moment_as_it_is(shipped: RunningApp, viewer: Viewer, asof: str) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof={asof}")
    before = viewer.page.get_by_test_id("timeline-asof").get_attribute("aria-valuetext") or ""
    viewer.page.get_by_label("Search").fill("barda")  # the one event found is told of later
    expect(viewer.map_summary).to_have_text(f"0 events · told by {before}")
    viewer.expect_query(asof=asof, q="barda")
    viewer.page.reload()
    viewer.ready()
    expect(viewer.map_summary).to_have_text(f"0 events · told by {before}")


def test_a_filter_finds_only_by_what_had_been_told(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17&source=frontnews-57991")
    expect(viewer.map_summary).to_contain_text("0 events ·")
    viewer.open(f"{shipped.url}?clock=told&asof=c04&q=Peskov")
    expect(viewer.map_summary).to_contain_text("0 events ·")
    viewer.page.get_by_test_id("timeline-asof").press("End")
    expect(viewer.map_summary).not_to_contain_text("0 events ·")


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
    expect(viewer.map_summary).to_contain_text("12 events · told by 1 May 2024")


def test_play_goes_from_the_first_statement_to_the_last(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open_with_a_still_clock(f"{shipped.url}?clock=told")
    play = viewer.page.get_by_test_id("timeline-play")
    play.click()
    expect(viewer.sentence).to_contain_text("0 events told")
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
    expect(viewer.map_summary).to_contain_text("18 events · told by 12 Jun 2024")


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
    expect(viewer.sentence).to_contain_text("0 events told · others hidden by filters")
    expect(viewer.panel).to_contain_text("Nothing had been told by then")
    viewer.page.get_by_label("Search").fill("")
    expect(viewer.sentence).to_contain_text("12 events told")
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
