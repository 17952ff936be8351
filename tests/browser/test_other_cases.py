"""Cases other than the shipped one: a lone table, none at all, one that changes."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.cases import append_row, copy_shipped_case, write_table
from tests.browser.conftest import NewViewer, Serve


def test_a_lone_table_opens_with_one_claim_for_each_row(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    table = tmp_path / "storms.csv"
    write_table(
        table,
        [
            {
                "title": f"Storm {number}",
                "date": f"2023-0{number}-10",
                "latitude": 50 + number,
                "longitude": 8 + number,
                "source": "Weather service",
                "url": "https://weather.example/storms",
            }
            for number in (1, 2, 3)
        ],
    )
    viewer = new_viewer().open(serve(table).url)
    expect(viewer.map_summary).to_have_text("3 of 3 events · 10 Jan 2023 – 10 Mar 2023")
    viewer.click_mark(event=next(one.event for one in viewer.targets()))
    viewer.expect_event("Storm")
    expect(viewer.claims).to_have_count(1)
    expect(viewer.claims.get_by_role("link", name="Weather service")).to_have_attribute(
        "href", "https://weather.example/storms"
    )


def test_a_case_that_cannot_be_read_says_so_in_a_sentence(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = tmp_path / "notes"
    case.mkdir()
    (case / "notes.txt").write_text("no tables yet", encoding="utf-8")
    page = new_viewer().page
    page.goto(serve(case).url)
    expect(page.get_by_role("heading", name="This case cannot be shown")).to_be_visible()
    expect(page.get_by_text("events.csv")).to_have_count(1)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.locator("[data-testid=stException], iframe")).to_have_count(0)


def test_faulty_and_new_rows_show_without_a_restart(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = copy_shipped_case(tmp_path / "case")
    viewer = new_viewer().open(serve(case).url)
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    expect(viewer.pill("movement")).to_be_visible()  # the case itself has been read
    events = case / "events.csv"
    append_row(
        events,
        event_id="added-2024",
        title="An event added later",
        kind="movement",
        date="2024-05-05",
        place_id="barda",
        geo_precision="2",
    )
    append_row(
        case / "sources" / "claims.csv",
        claim_id="z01",
        event_id="added-2024",
        source_id="trend-3887016",
        speaker="Trend",
        stance="reports",
        field="occurrence",
        reported="2024-05-06",
        says="It is said to have been added.",
    )
    append_row(events, event_id="broken-2024", title="A broken row", date="the day before")
    # the page that is open keeps its answers, for it names the version it was opened with
    viewer.click_mark(event="exit-ganja-2024")
    viewer.claims.first.get_by_role("button", name="Our summary, ¶5").click()
    expect(viewer.claims.first.locator("mark")).to_be_visible()

    # the server has taken the files up once it offers them
    expect(viewer.page.get_by_role("button", name="Show", exact=True)).to_be_visible()
    viewer.page.reload()
    viewer.ready()
    expect(viewer.map_summary).to_contain_text("19 of 19 events")
    viewer.page.goto(f"{viewer.page.url}&event=added-2024".replace("event=exit-ganja-2024&", ""))
    viewer.ready()
    viewer.expect_event("An event added later")
    expect(viewer.claims.first).to_contain_text("It is said to have been added.")

    expect(viewer.sidebar.get_by_role("link", name=re.compile("1 rows? rejected"))).to_be_visible()
    viewer.go_to("Rows")
    expect(viewer.page.get_by_text("1 rejected")).to_be_visible()
    expect(viewer.page.get_by_text("Rejected", exact=True)).to_be_visible()
    table = viewer.page.locator("[data-testid=stDataFrame] table").first
    expect(table).to_contain_text("events.csv")
    expect(table).to_contain_text("the day before")
