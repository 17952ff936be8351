"""Many places that are only roughly known: one area of one tint, in which every event is marked."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer, Serve

TINTS = """canvas => {
  const { areas: { layer: { canvas: own } } } = window.whenabouts.map;
  const { data } = own.getContext('2d').getImageData(0, 0, own.width, own.height);
  const found = new Set();
  for (let at = 3; at < data.length; at += 4) found.add(data[at]);
  return [...found];
}"""


def test_many_discs_are_one_area_of_one_tint_on_the_map(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    path = tmp_path / "crowd.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("title", "date", "latitude", "longitude", "geo_precision", "source"))
        for number in range(60):
            place = (40 + number % 8 / 40, 46 + number // 8 / 40)
            writer.writerow((f"Event {number}", "2023-05-01", *place, 2, "Paper"))
    viewer = new_viewer().open(f"{serve(path).url}?lat=40.1&lon=46.1&zoom=9")
    expect(viewer.canvas).to_have_attribute("data-drawn", "60")
    expect(viewer.panel.get_by_role("heading", level=2)).to_contain_text("60 events")
    tints = viewer.canvas.evaluate(TINTS)
    assert 15 < max(tints) < 35
