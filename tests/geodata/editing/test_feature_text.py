"""Places are changed feature by feature: whatever is not asked for keeps its bytes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.editing.feature_text import FeatureText, UnfitCellError
from geodata.errors import CaseError

GAPS = st.sampled_from(["", " ", "\n", "\n\n  ", "\t"])
NAMES = st.text(st.sampled_from('ab"\\ə \n}]'), max_size=6)


def feature(place_id: str, name: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"place_id": place_id, "name": name, "names": {"az": name}, "mine": 1},
        "geometry": {"type": "Point", "coordinates": [46.5, 40.25]},
    }


@st.composite
def collections(draw: st.DrawFn) -> str:
    names = draw(st.lists(NAMES, max_size=5))
    features = [json.dumps(feature(f"p{n}", name)) for n, name in enumerate(names)]
    gaps = [draw(GAPS) for _ in range(4)]
    listed = f"{gaps[0]},{gaps[1]}".join(features)
    head = draw(st.sampled_from(["", '"name": "mine",', '"crs": null ,\n']))
    tail = draw(st.sampled_from(["", ', "more": [1, {"a": "]"}]']))
    kind = '"type": "FeatureCollection"'
    return f'{{{gaps[2]}{head} {kind},{gaps[3]}"features": [{gaps[0]}{listed}{gaps[1]}]{tail}}}\n'


@given(text=collections(), data=st.data())
def test_untouched_features_keep_their_bytes_and_changed_ones_are_read_back(
    text: str, data: st.DataObject
) -> None:
    before = FeatureText(text.encode(), "places.geojson")
    assert not before.rows or before.changed({}, []) == text.encode()
    changes = {
        row: data.draw(st.sampled_from([None, {"name": "Other", "uncertainty_m": "500"}]))
        for row in range(len(before.rows))
        if data.draw(st.booleans())
    }
    point = '{"type": "Point", "coordinates": [1, 2]}'
    added = [{"place_id": "new", "name": "New", "geometry": point}] * data.draw(st.integers(0, 2))
    after = FeatureText(before.changed(changes, added), "places.geojson")
    expected = [
        {**row.cells, **(changes.get(nth) or {})}
        for nth, row in enumerate(before.rows)
        if changes.get(nth, {}) is not None
    ]
    told = [row.cells for row in after.rows]
    assert told[: len(expected)] == expected
    assert [cells["place_id"] for cells in told[len(expected) :]] == ["new"] * len(added)
    untouched = [row.text for nth, row in enumerate(before.rows) if nth not in changes]
    assert [text for text in untouched if text in {row.text for row in after.rows}] == untouched


def test_cells_of_a_feature_are_text() -> None:
    shape = {"type": "Point", "coordinates": [1.5, 2]}
    one = {"id": "by-id", "properties": {"uncertainty_m": 5, "mine": 1}, "geometry": shape}
    other = {"id": "lost", "properties": {"place_id": "a", "names": {"ru": "А"}}}
    read = FeatureText(json.dumps({"features": [one, other]}).encode(), "places.geojson")
    first, second = ({n: c for n, c in row.cells.items() if c} for row in read.rows)
    assert json.loads(first.pop("geometry")) == shape
    assert first == {"place_id": "by-id", "uncertainty_m": "5"}
    assert second == {"place_id": "a", "names": '{"ru": "А"}'}


def test_what_we_do_not_know_of_a_feature_stays() -> None:
    read = FeatureText(json.dumps({"features": [feature("a", "A")]}).encode(), "places.geojson")
    written = json.loads(read.changed({0: {"name": "B", "names": '{"ru": "Б"}'}}, []))
    assert written["features"][0]["properties"] == {
        "place_id": "a",
        "name": "B",
        "names": {"ru": "Б"},
        "mine": 1,
    }


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("uncertainty_m", "wide", "expected a number, got “wide”"),
        ("mark_latitude", "NaN", "expected a number, got “NaN”"),
        ("names", '{"az": ', "expected JSON"),
        ("geometry", "somewhere", "expected JSON, got “somewhere”"),
    ],
)
def test_a_cell_that_cannot_be_written_is_told(column: str, text: str, expected: str) -> None:
    with pytest.raises(UnfitCellError, match=expected):
        FeatureText.empty("places.geojson").expect_fit(column, text)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"type": "FeatureCollection"}', '{"features": [{}', "\xff"]
)
def test_what_is_no_collection_is_refused(text: str) -> None:
    with pytest.raises(CaseError, match=r"places\.geojson: is no GeoJSON collection"):
        FeatureText(text.encode("latin-1"), "places.geojson")
