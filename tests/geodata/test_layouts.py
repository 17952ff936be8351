"""Exports of well-known data sets are recognised and mapped; all rows here are invented."""

import csv
import io
from pathlib import Path

import pytest

from geodata.casebook import Case, open_case
from geodata.columns import EVENT_SOURCE, EVENTS
from geodata.errors import CaseError
from geodata.parts import read_parts
from geodata.reading.layouts import layouts
from tests.geodata.case_folders import write_lone

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
GDELT = {
    0: "1000000001",
    1: "20240417",
    2: "202404",
    3: "2024",
    4: "2024.2932",
    6: "ALPHA",
    16: "BETA",
    26: "042",
    28: "04",
    51: "4",
    52: "Exampletown, Exampleland",
    56: "40.5",
    57: "46.5",
    59: "20240418101500",
    60: "https://news.example.org/a?b=1",
}
ACLED_ROW = {
    "event_id_cnty": "EXA1",
    "event_date": "17 April 2024",
    "time_precision": "1",
    "event_type": "Strategic developments",
    "sub_event_type": "Agreement",
    "actor1": "Alpha",
    "actor2": "Beta",
    "country": "Exampleland",
    "admin1": "North",
    "location": "Exampletown",
    "latitude": "40.5",
    "longitude": "46.5",
    "geo_precision": "3",
    "source": "Gazette; Agency",
    "notes": "On 17 April, A and B met.",
}
UCDP_ROW = {
    "id": "7",
    "type_of_violence": "1",
    "side_a": "Government of Exampleland",
    "side_b": "Beta",
    "source_article": '"Agency,2024-04-19,A text"',
    "source_office": "Agency;Gazette",
    "source_date": "2024-04-19;2024-04-20",
    "where_prec": "5",
    "where_coordinates": "Exampletown",
    "country": "Exampleland",
    "latitude": "40.5",
    "longitude": "46.5",
    "date_prec": "1",
    "date_start": "2024-04-17 00:00:00.000",
    "date_end": "2024-04-17 00:00:00.000",
}


def table(header: list[str], *rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: row.get(name, "") for name in header} for row in rows)
    return text.getvalue()


def gdelt(**changed: str) -> str:
    cells = {**GDELT, **{int(number[1:]): text for number, text in changed.items()}}
    return "\t".join(cells.get(number, "") for number in range(61)) + "\n"


def opened(folder: Path, content: str, name: str = "list.csv") -> Case:
    return open_case(write_lone(folder, content, name))


def date_of(folder: Path, header: list[str], row: dict[str, str], **changed: str) -> str:
    return str(opened(folder, table(header, row | changed)).events.loc[0, "date"])


def test_acled_is_mapped(tmp_path: Path) -> None:
    case = opened(tmp_path, table(ACLED, ACLED_ROW))
    event = case.events.iloc[0]
    assert event["event_id"] == "EXA1"
    assert event["title"] == "Agreement: Alpha – Beta, Exampletown"
    assert event["kind"] == "Strategic developments"
    assert (event["date"], event["geo_precision"]) == ("2024-04-17", 4)
    assert event["actors"] == "Alpha|Beta"
    assert event["verbatim_locality"] == "Exampletown, North, Exampleland"
    assert event["description"] == "On 17 April, A and B met."
    assert case.claims["speaker"].tolist() == ["Gazette", "Agency"]
    assert any("was read as ACLED" in warning.message for warning in case.warnings)


@pytest.mark.parametrize(
    ("precision", "date"),
    [("1", "2024-04-17"), ("2", "[2024-04-14..2024-04-20]"), ("3", "2024-04"), ("", "2024-04-17")],
)
def test_acleds_time_precision_is_doubt(tmp_path: Path, precision: str, date: str) -> None:
    assert date_of(tmp_path, ACLED, ACLED_ROW, time_precision=precision) == date


def test_ucdp_is_mapped(tmp_path: Path) -> None:
    case = opened(tmp_path, table(UCDP, UCDP_ROW))
    event = case.events.iloc[0]
    assert event["title"] == "Government of Exampleland – Beta, Exampletown, Exampleland"
    assert (event["kind"], event["geo_precision"]) == ("state-based conflict", 5)
    claims = case.claims.set_index("speaker")
    assert claims["reported"].to_dict() == {"Agency": "2024-04-19", "Gazette": "2024-04-20"}
    assert not claims["told_assumed"].any()


@pytest.mark.parametrize(
    ("precision", "end", "date"),
    [
        ("1", "2024-04-17", "2024-04-17"),
        ("1", "2024-04-19", "2024-04-17/2024-04-19"),
        ("2", "2024-04-19", "[2024-04-17..2024-04-19]"),
        ("2", "2024-04-17", "2024-04-17~"),
        ("3", "2024-04-17", "[2024-04-14..2024-04-20]"),
        ("4", "2024-04-30", "[2024-04-17..2024-04-30]"),
        ("4", "2024-04-17", "2024-04"),
        ("5", "2024-12-31", "[2024-04-17..2024-12-31]"),
        ("5", "2024-04-17", "2024"),
    ],
)
def test_ucdps_date_precision_is_doubt(tmp_path: Path, precision: str, end: str, date: str) -> None:
    assert date_of(tmp_path, UCDP, UCDP_ROW, date_prec=precision, date_end=end) == date


@pytest.mark.parametrize(
    ("precision", "start", "end", "date"),
    [
        ("4", "2024-02-01", "2024-02-29", "2024-02"),
        ("5", "2023-01-01", "2023-12-31", "2023"),
        ("5", "2023-02-01", "2023-02-28", "[2023-02-01..2023-02-28]"),
    ],
)
def test_ucdps_earliest_and_latest_days_are_a_month_or_year_where_they_are_all_of_it(
    tmp_path: Path, precision: str, start: str, end: str, date: str
) -> None:
    days = {"date_prec": precision, "date_start": start, "date_end": end}
    assert date_of(tmp_path, UCDP, UCDP_ROW, **days) == date


def test_gdelt_without_names_is_mapped_and_its_first_record_counts(tmp_path: Path) -> None:
    content = gdelt() + gdelt(_0="1000000002", _51="1", _1="20240230") + gdelt(_0="1000000003")
    case = opened(tmp_path, content, "20240418.export.CSV")
    assert (case.rows_read, case.accepted) == (3, 2)
    event = case.events.iloc[0]
    assert event["title"] == "CAMEO 042: ALPHA – BETA, Exampletown, Exampleland"
    assert (event["date"], event["geo_precision"]) == ("2024-04-17", 2)
    assert event["kind"] == "CAMEO 04 consultation"
    claim = case.claims.iloc[0]
    assert (claim["speaker"], claim["reported"]) == ("news.example.org", "2024-04-18")
    assert claim["url"] == "https://news.example.org/a?b=1"
    assert str(case.rejected[0]).startswith("20240418.export.CSV:2: date: ")


def test_layouts_are_read_in_parts(tmp_path: Path) -> None:
    path = write_lone(tmp_path, gdelt() + gdelt(_0="1000000002"), "a.csv")
    parts = list(read_parts(path, 1))
    assert [part.events["event_id"].tolist() for part in parts] == [["1000000001"], ["1000000002"]]


@pytest.mark.parametrize(
    ("renamed", "message"),
    [
        (
            {"event_date": "events_date"},
            "looks like ACLED, yet has no event_date .did you mean “events_date”",
        ),
        ({"actor1": "who", "location": "town"}, "looks like ACLED, yet has no actor1.*, location"),
    ],
)
def test_a_renamed_column_that_is_needed_is_one_line(
    tmp_path: Path, renamed: dict[str, str], message: str
) -> None:
    header = [renamed.get(name, name) for name in ACLED]
    with pytest.raises(CaseError, match=message) as raised:
        opened(
            tmp_path,
            table(header, {renamed.get(name, name): ACLED_ROW[name] for name in ACLED_ROW}),
        )
    assert len(str(raised.value).splitlines()) == 1


def test_what_has_a_title_and_a_date_of_its_own_is_read_by_them_and_told(tmp_path: Path) -> None:
    header = ["title", *(name for name in ACLED if name != "actor1")]
    case = opened(tmp_path, table(header, {"title": "Mine"} | ACLED_ROW | {"actor1": ""}))
    assert case.events["title"].tolist() == ["Mine"]
    assert any("yet has no actor1" in warning.message for warning in case.warnings)


def test_missing_columns_that_are_not_needed_are_told(tmp_path: Path) -> None:
    header = [name for name in ACLED if name not in {"notes", "time_precision"}]
    case = opened(tmp_path, table(header, ACLED_ROW))
    assert case.accepted == 1
    assert any("It has no notes, time_precision" in warning.message for warning in case.warnings)


def test_every_layout_fills_columns_of_ours_and_says_its_conditions() -> None:
    ours = {column.name for column in (*EVENTS, *EVENT_SOURCE)}
    assert {layout.name for layout in layouts()} == {"ACLED", "UCDP GED", "GDELT 2.0"}
    for layout in layouts():
        assert set(layout.fields) <= ours
        assert {"event_id", "title", "date", "source"} <= set(layout.fields)
        assert layout.licence
        assert layout.about.startswith("https://")
    headers = {"ACLED": ACLED, "UCDP GED": UCDP}
    for layout in layouts():
        known = set(layout.header or headers[layout.name])
        assert {name for found in layout.fields.values() for name in found.names} <= known
    assert [len(layout.header) for layout in layouts() if layout.header] == [61]
