"""Why an event stands as it does: the rule's line, who said it when, where sources differ."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.assets import FOLDERS, asset_address
from tests.browser.cases import write_table
from tests.browser.modules import open_blank_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

BEGINS = "withdrawal-begins-2024"
COLUMN = "column-2024"
CONTESTED = "#C24E00"
TOLD_AFTER_A23 = ("Peskov", "Hajiyev", "Trend", "TASS", "security agencies", "30 Apr", "Jun 2024")
SPEAKERS_OF_BEGINS = 12
FLASH = 2_000  # milliseconds
THAT_DAY = "az24saat.org · 16 or 17 Apr 2024"


def _ticks(viewer: Viewer) -> Locator:
    return viewer.panel.get_by_test_id("lane-tick")


def _tied(viewer: Viewer) -> list[str]:
    """The places that lines on the map tie together."""
    found: list[str] = viewer.frame.evaluate(
        "() => window.whenabouts.map.drawnScene.ties.map(({ place }) => place.id)"
    )
    return found


def _difference(viewer: Viewer, field: str) -> list[str]:
    values = viewer.panel.locator(f"[data-testid=difference][data-field={field}] .values > li")
    return [re.sub(r"\s+", " ", value.inner_text()) for value in values.all()]


@pytest.mark.parametrize(
    ("asof", "standing", "beginning"),
    [
        ("c04", "reported", "Why: Somebody reports it, and nobody confirms or denies it"),
        ("a23", "unconfirmed", "Why: Somebody is said not to have confirmed it"),
        ("a03", "confirmed", "Why: Somebody with a part in it confirms it, and nobody denies it"),
    ],
)
def test_the_panel_tells_the_line_of_the_rule_that_held_then(
    shipped: RunningApp, viewer: Viewer, asof: str, standing: str, beginning: str
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof={asof}&event={BEGINS}")
    block = viewer.panel.get_by_test_id("standing")
    expect(block).to_have_attribute("data-standing", standing)
    rule = block.get_by_test_id("standing-rule")
    expect(rule).to_contain_text(beginning)
    expect(rule).to_contain_text(f"so it counts as {standing}")


def test_the_lane_has_a_row_for_each_speaker_and_folds_where_they_are_many(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    rows = viewer.panel.get_by_test_id("lane").get_by_role("listitem")
    expect(rows).to_have_count(6)
    viewer.panel.get_by_role("button", name="6 more speakers").click()
    expect(rows).to_have_count(SPEAKERS_OF_BEGINS)
    silent = rows.filter(has_text="Russian Ministry of Defence")
    expect(silent).to_contain_text("no statement found by az24saat.org")
    expect(silent.locator("[data-stance=no-statement] .silence")).to_be_visible()
    expect(rows.filter(has_text="Ministry of Internal Affairs")).to_contain_text(
        "had not confirmed"
    )
    expect(rows.filter(has_text="Kremlin spokesman").get_by_test_id("lane-tick")).to_have_count(2)
    assistant = rows.filter(has_text="assistant to the President").get_by_test_id("lane-tick")
    expect(assistant).to_have_count(1)
    expect(assistant).to_have_attribute("aria-label", re.compile("carried by 2 sources$"))


def test_a_mark_of_the_lane_leads_to_its_claim_by_keyboard(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.page.emulate_media(reduced_motion="reduce")
    viewer.open_with_a_still_clock(f"{shipped.url}?event={COLUMN}")
    ticks = _ticks(viewer)
    expect(ticks).to_have_count(6)
    ticks.first.focus()
    viewer.page.keyboard.press("End")
    expect(ticks.last).to_be_focused()
    viewer.page.keyboard.press("Home")
    viewer.page.keyboard.press("ArrowRight")
    expect(ticks.nth(1)).to_be_focused()
    expect(ticks.and_(viewer.page.locator("[tabindex='0']"))).to_have_count(1)
    chosen = ticks.nth(1).get_attribute("data-claim")
    viewer.page.keyboard.press("Enter")
    claim = viewer.panel.locator(f".claim[data-claim={chosen}]")
    expect(claim).to_be_focused()
    expect(claim).to_be_in_viewport()
    expect(claim).to_have_class(re.compile("revealed"))
    viewer.page.clock.run_for(FLASH)
    expect(claim).not_to_have_class(re.compile("revealed"))


def test_copies_of_a_statement_stand_in_one_entry(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    expect(viewer.panel.get_by_role("heading", name="13 statements in 14 claims")).to_be_visible()
    expect(viewer.claims).to_have_count(14)
    statement = viewer.panel.get_by_test_id("statement")
    expect(statement).to_have_count(1)
    expect(statement).to_contain_text("Carried by 2 sources: Trend, TASS")
    copies = statement.get_by_test_id("claim")
    assert [copy.get_attribute("data-source") for copy in copies.all()] == [
        "trend-3887016",
        "tass-1776537",
    ]
    copies.last.get_by_role("button", name="Our summary, ¶2").click()
    expect(copies.last.locator("mark")).to_have_text("that it had begun")
    expect(copies.first.locator("mark")).to_have_count(0)


def test_a_disputed_detail_is_not_drawn_as_a_denial(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={COLUMN}")
    expect(viewer.panel.get_by_test_id("standing")).to_have_attribute("data-standing", "reported")
    disputes = viewer.panel.locator("[data-testid=lane-tick][data-claim=a11]")
    expect(disputes).to_have_attribute("data-stance", "denies")
    expect(disputes.locator("canvas")).to_have_attribute("data-symbol", "disputed-detail")
    expect(viewer.panel.locator(".lane canvas[data-symbol=denied]")).to_have_count(0)
    own = viewer.page.locator("[data-claim=a11]")
    row = viewer.panel.get_by_test_id("lane").get_by_role("listitem").filter(has=own)
    expect(row).to_contain_text("disputes a detail")
    claim = viewer.panel.locator(".claim[data-claim=a11]")
    expect(claim.locator(".stance")).to_have_text("disputes a detail")


def test_each_mark_has_a_shape_of_its_own() -> None:
    definitions = json.loads((FOLDERS["viewer"] / "symbols.json").read_text("utf-8"))
    marks = [*definitions["standings"].values(), *definitions["details"].values()]
    shapes = [mark["shape"] for mark in marks]
    assert len(set(shapes)) == len(shapes)


TOLD_ROW = """([canvas, colour]) => {
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const top = Math.round(canvas.height * 0.55);
  const { data } = canvas.getContext('2d').getImageData(0, top, canvas.width, canvas.height - top);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const isNear = wanted.every((value, channel) => Math.abs(value - data[at + channel]) < 10);
    if (data[at + 3] > 99 && isNear) count += 1;
  }
  return count;
}"""


@pytest.mark.parametrize(("field", "drawn"), [("occurrence", True), ("date", False)])
def test_a_tick_is_a_denials_only_where_the_event_is_denied(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path, field: str, *, drawn: bool
) -> None:
    case = tmp_path / field
    write_table(case / "events.csv", [{"event_id": "e", "title": "Bridge", "date": "2024-04-17"}])
    claim = {"event_id": "e", "source_id": "s", "says": "So it is."}
    first = {"claim_id": "c1", "stance": "reports", "field": "occurrence", "value": ""}
    second = {"claim_id": "c2", "stance": "denies", "field": field, "value": "2024-04-17"}
    write_table(
        case / "sources" / "claims.csv",
        [
            {**first, "speaker": "One", "reported": "2024-04-18", **claim},
            {**second, "speaker": "Other", "reported": "2024-05-18", **claim},
        ],
    )
    write_table(case / "sources" / "sources.csv", [{"source_id": "s", "title": "Paper"}])
    viewer = new_viewer().open(serve(case).url)
    standing = viewer.panel.get_by_test_id("standing")
    expect(standing).to_have_attribute("data-standing", "contested" if drawn else "reported")
    rows = viewer.timeline.locator("canvas").first.element_handle()
    assert (viewer.page.evaluate(TOLD_ROW, [rows, CONTESTED]) > 0) == drawn


def test_differing_claims_stand_side_by_side(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={COLUMN}")
    assert _difference(viewer, "place") == [
        f"Tartar district told by people who filmed it (private individuals) {THAT_DAY}",
        f"Goranboy district told by people who filmed it (private individuals) {THAT_DAY}",
    ]
    assert _difference(viewer, "date") == [
        f"16 or 17 Apr 2024 disputed by Azerbaijani security services {THAT_DAY}",
        "16 Apr 2024 told by Trend 17 Apr 2024",
    ]
    assert _difference(viewer, "number") == []
    viewer.panel.get_by_role("button", name="disputed by Azerbaijani").click()
    expect(viewer.panel.locator(".claim[data-claim=a11]")).to_be_in_viewport()


def test_what_differs_is_only_what_had_been_told(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23&event={COLUMN}")
    expect(viewer.panel.get_by_test_id("difference")).to_have_count(1)
    assert _difference(viewer, "date") == []
    viewer.page.get_by_test_id("timeline-asof").press("End")
    expect(viewer.panel.get_by_test_id("difference")).to_have_count(2)


@pytest.mark.parametrize("asof", ["a23", "a04"])
def test_nothing_later_is_in_the_panel_of_an_event(
    shipped: RunningApp, viewer: Viewer, asof: str
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof={asof}&event={BEGINS}")
    expect(_ticks(viewer)).not_to_have_count(0)
    markup = viewer.panel.evaluate("panel => panel.outerHTML")
    assert [word for word in TOLD_AFTER_A23 if word in markup] == []
    expect(viewer.panel.get_by_test_id("lane-axis")).to_contain_text("as told by 17 Apr 2024")
    expect(viewer.panel.locator(".moment-line")).not_to_have_count(0)


def test_competing_places_are_tied_on_the_map(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={COLUMN}")
    assert _tied(viewer) == ["tartar", "goranboy"]
    viewer.panel.get_by_role("button", name="Close: all events").click()
    expect(viewer.panel.get_by_role("heading", level=2)).to_contain_text("18 events")
    assert _tied(viewer) == []


def test_region_marks_are_tied_once_both_places_are_told(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17&event=deployment-2020")
    viewer.expect_event("Russian peacekeeping contingent deployed")
    assert _tied(viewer) == ["karabakh"]
    viewer.page.get_by_test_id("timeline-asof").press("End")
    expect(viewer.panel).to_contain_text("Lachin Corridor")
    assert set(_tied(viewer)) == {"karabakh", "lachin-corridor"}


def test_claims_with_an_inferred_day_can_be_hidden(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    standing = viewer.panel.get_by_test_id("standing").inner_text()
    query = viewer.query
    switch = viewer.panel.get_by_role("checkbox", name="Hide claims whose day is only inferred")
    switch.press("Space")
    expect(viewer.panel).to_contain_text("9 claims with an inferred day are hidden.")
    expect(viewer.claims).to_have_count(5)
    expect(_ticks(viewer)).to_have_count(4)
    expect(switch).to_be_focused()
    assert viewer.panel.get_by_test_id("standing").inner_text() == standing
    assert viewer.query == query
    viewer.click_mark(event="rail-barda-2024")
    viewer.expect_event("Fuel tankers loaded at Barda station")
    viewer.page.go_back()
    viewer.expect_event("Withdrawal of the Russian contingent begins")
    expect(viewer.claims).to_have_count(5)
    switch.press("Space")
    expect(viewer.claims).to_have_count(14)


LAG = """async ([address, event, claim, stance]) => {
  const { lagWords } = await import(address);
  return lagWords(event, claim, stance);
}"""


def _event(first: int, last: int, **other: Any) -> dict[str, Any]:
    days = {"earliest": first, "latest": last, "padded_earliest": first, "padded_latest": last}
    core = {"core_start": None, "core_end": None, "open_start": False, "open_end": False}
    return days | core | {"cut_words": ""} | other


LASTING = _event(0, 30, core_start=10, core_end=20, cut_words="from Apr 2024")
ON_THE_DAY = _event(0, 0)
ONE_OF_TWO = _event(0, 1)
OPEN_END = _event(0, 99_999, core_start=0, open_end=True, cut_words="from Apr 2024")
UNDATED = _event(0, 0, earliest=None)


LAGS = (
    (ON_THE_DAY, (0, 0), "confirms", "told the same day"),
    (ON_THE_DAY, (3, 3), "reports", "told 3 days after"),
    (ON_THE_DAY, (1, 1), "denies", "told 1 day after"),
    (ONE_OF_TWO, (1, 1), "confirms", "told up to 1 day after"),
    (ON_THE_DAY, (0, 1), "does-not-confirm", "told up to 1 day after"),
    (ONE_OF_TWO, (3, 4), "reports", "told 2 to 4 days after"),
    (ONE_OF_TWO, (-1, 0), "reports", "told the same day or before"),
    (ON_THE_DAY, (-3, -2), "reports", "told 2 days before"),
    (ON_THE_DAY, (90, 90), "reports", "told about 3 months after"),
    (ON_THE_DAY, (1200, 1200), "reports", "told about 3 years after"),
    (LASTING, (5, 5), "reports", "told up to 5 days after it began"),
    (LASTING, (25, 25), "reports", "told 15 to 25 days after it began"),
    (LASTING, (31, 31), "reports", "told 1 to 11 days after it ended"),
    (OPEN_END, (40, 40), "reports", "told 40 days after it began"),
    (UNDATED, (1, 1), "reports", ""),
    (ON_THE_DAY, (1, 1), "recalls", ""),
    (ON_THE_DAY, (1, 1), "infers", ""),
    (ON_THE_DAY, (1, 1), "no-statement", ""),
)


def test_the_lag_is_no_more_exact_than_the_days(shipped: RunningApp, viewer: Viewer) -> None:
    open_blank_page(viewer.page, shipped.url)
    address = shipped.url + asset_address("viewer/panel/lag.js")
    for event, (earliest, day), stance, words in LAGS:
        claim = {"earliest": earliest, "day": day, "is_assumed": False}
        assert viewer.page.evaluate(LAG, [address, event, claim, stance]) == words
        assumed = claim | {"is_assumed": True}
        assert not viewer.page.evaluate(LAG, [address, event, assumed, stance])


def test_each_claim_tells_its_lag(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    spokesman = viewer.panel.locator(".claim[data-claim=a01]").get_by_test_id("lag")
    expect(spokesman).to_have_text("told up to 1 day after")
    recalled = viewer.panel.locator(".claim[data-claim=b19]").get_by_test_id("lag")
    expect(recalled).to_have_count(0)
