"""Cases that lack something still read well: no claims, one event, no days, no places, a crowd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.cases import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.viewer import Viewer

SOURCES = 300


def _event(number: int, **other: object) -> dict[str, object]:
    return {
        "event_id": f"e{number}",
        "title": f"Event {number}",
        "kind": "movement",
        "date": f"2024-03-{number + 1:02d}",
        "latitude": 40 + number / 50,
        "longitude": 47 + number / 30,
        "geo_precision": 1,
        **other,
    }


def _open(
    serve: Serve,
    new_viewer: NewViewer,
    case: Path,
    events: list[dict[str, object]],
    sources: int = 1,
) -> Viewer:
    """Open a case of these events, each source with a claim on one of them."""
    write_table(case / "events.csv", events)
    write_table(
        case / "sources" / "sources.csv",
        [
            {"source_id": f"s{number}", "title": f"Report {number}", "publisher": f"Paper {number}"}
            for number in range(sources)
        ],
    )
    write_table(
        case / "sources" / "claims.csv",
        [
            {
                "claim_id": f"c{number}",
                "event_id": f"e{number % len(events)}",
                "source_id": f"s{number % sources}",
                "speaker": "Agency",
                "stance": "reports",
                "reported": f"2024-04-{number % 28 + 1:02d}",
                "says": "It is said.",
            }
            for number in range(max(sources, len(events)))
        ],
    )
    return new_viewer().open(serve(case).url)


def test_a_case_without_a_claims_file_has_one_claim_for_each_event(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = tmp_path / "bare"
    write_table(case / "events.csv", [_event(number) for number in range(4)])
    viewer = new_viewer().open(serve(case).url)
    expect(viewer.map_summary).to_have_text("4 of 4 events · 1 Mar 2024 – 4 Mar 2024")
    viewer.click_mark(event="e2")
    expect(viewer.claims).to_have_count(1)


def test_one_event(serve: Serve, new_viewer: NewViewer, tmp_path: Path) -> None:
    viewer = _open(serve, new_viewer, tmp_path / "one", [_event(0)])
    expect(viewer.map_summary).to_contain_text("1 of 1 events")
    assert len(viewer.targets()) == 1
    viewer.page.get_by_test_id("clock-told").click()
    expect(viewer.map_summary).to_contain_text("told by 1 Apr 2024")
    viewer.page.get_by_test_id("timeline-asof").press("Home")
    expect(viewer.canvas).to_have_attribute("data-drawn", "0")


def test_events_without_a_day_are_on_the_map_and_counted(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    events = [_event(number, date="") for number in range(4)]
    viewer = _open(serve, new_viewer, tmp_path / "undated", events)
    expect(viewer.canvas).to_have_attribute("data-drawn", "4")
    expect(viewer.sentence).to_contain_text("4 without a day")


def test_events_without_a_place_are_in_panel_and_timeline_and_counted(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    nowhere = {"latitude": "", "longitude": "", "geo_precision": ""}
    viewer = _open(
        serve, new_viewer, tmp_path / "unplaced", [_event(number, **nowhere) for number in range(4)]
    )
    expect(viewer.canvas).to_have_attribute("data-drawn", "0")
    expect(viewer.sentence).to_contain_text("4 without a place")
    expect(viewer.panel).to_contain_text("Event 3")


def test_three_hundred_sources_can_be_chosen_from(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    events = [_event(number) for number in range(8)]
    viewer = _open(serve, new_viewer, tmp_path / "crowd", events, SOURCES)
    expect(viewer.sentence).to_contain_text(f"What these {SOURCES} sources say")
    pills = viewer.sidebar.get_by_role("group", name="Source").get_by_role("button")
    pills.filter(has_text="more").click()
    expect(pills).to_have_count(SOURCES)
    viewer.pill("Paper 299").click()
    expect(viewer.map_summary).to_contain_text("1 of 8 events")


def test_ten_events_at_one_point_are_fanned_out(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    events = [_event(number, latitude=40, longitude=47) for number in range(10)]
    viewer = _open(serve, new_viewer, tmp_path / "point", events)
    targets = viewer.targets()
    assert len({(round(one.x), round(one.y)) for one in targets}) == len(events)
    for target in targets:
        viewer.click_mark(event=target.event)
        viewer.expect_event(f"Event {str(target.event)[1:]}")
