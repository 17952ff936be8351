"""A case is opened whole: each row accepted, or rejected with where, why and what to do."""

import csv
import io
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.case_files import case_files, case_version, files_signature
from geodata.casebook import Case, open_case
from geodata.columns import CLAIMS, EVENTS, SOURCES
from geodata.dates import DAY_COLUMNS, FLAG_COLUMNS, day_of
from geodata.errors import CaseError
from geodata.moments import END_OF_DAY
from tests.geodata.case_folders import SMALL_CASE, write_case, write_lone

HEADER = "title,date,latitude,longitude\n"
SHIPPED = Path(__file__).parents[2]


def lone(folder: Path, content: str | bytes) -> Case:
    return open_case(write_lone(folder, content, "list.csv"))


def messages(case: Case) -> list[str]:
    return [str(row) for row in case.rejected]


def test_the_shipped_case_is_taken_whole() -> None:
    case = open_case(SHIPPED)
    assert case.rejected == ()
    assert case.accepted == case.rows_read
    assert set(case.claims["event_id"]) == set(case.events["event_id"])


def test_files_whose_names_are_not_utf_8_are_told_apart(tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    versions = {case_version(folder)}
    for name in (b"\xff.md", b"\xfe.md"):
        text = folder / "sources" / os.fsdecode(name)
        text.write_text("# odd\n", "utf-8")
        versions.add(open_case(folder).version)
        text.unlink()
    assert len(versions) == 3


def test_a_lone_table_whose_name_is_not_utf_8_is_opened(tmp_path: Path) -> None:
    path = write_lone(tmp_path, "title,date\nA,2024\n", os.fsdecode(b"list \xff.csv"))
    case = open_case(path)
    assert case.about.title == "list ?"
    assert [*case.sources["publisher"]] == ["list ?"]


def test_a_small_case_is_joined(tmp_path: Path) -> None:
    case = open_case(write_case(tmp_path))
    assert (case.rows_read, case.accepted, case.rejected) == (10, 10, ())
    assert case.about.zone == ZoneInfo("Asia/Baku")
    assert case.about.languages == ("en", "az")
    assert case.events["place_id"].tolist() == ["tartar", "karabakh"]
    assert case.claims["claim_id"].tolist() == ["a1", "a2", "b1"]
    assert case.claims["field"].tolist() == ["occurrence", "place", "occurrence"]
    assert case.places["place_id"].tolist() == ["tartar", "karabakh"]
    assert case.places.crs == "EPSG:4326"


def test_the_frames_have_the_documented_columns_and_types(tmp_path: Path) -> None:
    for case in (open_case(write_case(tmp_path)), lone(tmp_path, HEADER + "A,2024,40,46\n")):
        assert case.events.columns.tolist() == [
            *(column.name for column in EVENTS),
            *DAY_COLUMNS,
            *FLAG_COLUMNS,
        ]
        told = ["told_day", "told_second", "told_order", "told_earliest", "told_assumed"]
        told += ["statement_id"]
        assert case.claims.columns.tolist() == [*(column.name for column in CLAIMS), *told]
        assert case.sources.columns.tolist() == [column.name for column in SOURCES]
        for frame in (case.events, case.claims, case.sources):
            assert isinstance(frame.index, pd.RangeIndex)
            texts = frame.select_dtypes(["str"])
            assert not texts.isna().any(axis=None)
        types = case.events.dtypes.astype(str).to_dict() | case.claims.dtypes.astype(str).to_dict()
        assert types["earliest"] == types["told_day"] == types["seq"] == "Int32"
        assert types["latitude"] == "float64"
        assert types["told_order"] == "int64"
        assert types["is_interval"] == "bool"


@pytest.mark.parametrize("left_out", ["places", "sources_case", "sources_agency"])
def test_what_is_not_required_may_be_missing(tmp_path: Path, left_out: str) -> None:
    events = "event_id,title,date\ncolumn,A,2024\nwithdrawal,B,2024\n"
    claims = SMALL_CASE["sources/claims.csv"].replace("karabakh", '"at:40.0,46.0"')
    case = open_case(write_case(tmp_path, events=events, sources_claims=claims, **{left_out: None}))
    assert case.rejected == ()


def test_the_folder_one_stands_in_is_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_case(tmp_path))
    assert open_case(Path()).accepted == 10


def test_a_folder_with_events_alone_is_events_with_a_claim_each(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("title,date\nA,2024-04-17\n")
    case = open_case(tmp_path)
    assert case.claims["stance"].tolist() == ["reports"]
    assert case.about.title == tmp_path.name


def test_each_row_of_a_lone_table_is_an_event_and_a_claim(tmp_path: Path) -> None:
    case = lone(
        tmp_path,
        "Name,When,Lat,Lng,Publisher,Link\n"
        "A,17 April 2024,40.1,46.2,Agency,https://example.org/a\n"
        "B,2024-04,40.2,46.3,,\n"
        "C,2024-04-17T10:00Z,40.2,46.3,Agency,\n"
        "D,2024-05-01/..,40.2,46.3,Agency,\n",
    )
    assert case.events["event_id"].tolist() == ["row-2", "row-3", "row-4", "row-5"]
    assert case.events["verbatim_date"].tolist() == ["17 April 2024", "", "", ""]
    claims = case.claims.set_index("event_id")
    assert claims["speaker"].to_dict() == {
        "row-2": "Agency",
        "row-3": "list",
        "row-4": "Agency",
        "row-5": "Agency",
    }
    told = {event: day_of(day).isoformat() for event, day in claims["told_day"].items()}
    assert told == {
        "row-2": "2024-04-17",
        "row-3": "2024-04-30",
        "row-4": "2024-04-17",
        "row-5": "2024-05-01",
    }
    assert claims["told_second"].tolist() == [36_000, END_OF_DAY, END_OF_DAY, END_OF_DAY]
    assert claims.loc["row-2", "url"] == "https://example.org/a"
    assert case.sources["source_id"].tolist() == ["agency", "list"]
    assert set(case.claims["source_id"]) == {"agency", "list"}


def test_each_of_several_sources_makes_a_claim_of_its_own_with_its_day(tmp_path: Path) -> None:
    case = lone(
        tmp_path,
        "event_id,title,date,source,reported,url\n"
        "a,A,2024-04-17,Agency| Gazette |Agency,2024-04-18|19.04.2024|2024-05-01,https://x.example\n"
        "b,B,2024-04-17,Agency,2024-04-20,\n"
        "c,C,2024-04-17,Agency|Gazette,,\n"
        "d,D,2024-04-17,Agency,2024-04-18/..,\n",
    )
    claims = case.claims.set_index("claim_id")
    assert claims["speaker"].to_dict() == {
        "c:1": "Agency",
        "c:2": "Gazette",
        "a:1": "Agency",
        "a:2": "Gazette",
        "b": "Agency",
    }
    assert claims.loc[["a:1", "a:2", "b"], "reported"].tolist() == [
        *("2024-04-18", "2024-04-19", "2024-04-20"),
    ]
    assert claims["told_assumed"].to_dict() == dict.fromkeys(claims.index, False) | {
        "c:1": True,
        "c:2": True,
    }
    assert set(claims.loc[["a:1", "a:2"], "url"]) == {"https://x.example"}
    assert "5: reported: has no latest day" in messages(case)[0]


def test_ids_of_sources_are_made_apart_in_any_script(tmp_path: Path) -> None:
    rows = "".join(f"A,2024,{name}\n" for name in ("Газета", "Gazette", "Gazette!", "გაზეთი"))
    case = lone(tmp_path, f"title,date,source\n{rows}")
    assert case.sources["source_id"].tolist() == ["source", "gazette", "gazette-2", "source-2"]
    assert case.sources["title"].tolist() == ["Газета", "Gazette", "Gazette!", "გაზეთი"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,2024-02-30,40,46", "list.csv:2: date: .*February 2024 has 29 days"),
        ("A,03/04/2024,40,46", "can mean 2024-04-03 or 2024-03-04; write the one"),
        ("A,soon,40,46", "2: date: “soon” is not a date that can be read; write 2024-04-17"),
        ("A,,40,46", "2: date: is empty; write when it happened"),
        (",2024,40,46", "2: title: is empty"),
        ("A,2024,140.2,46", "2: latitude: .*are latitude and longitude swapped"),
        ("A,2024,95,200", "2: latitude: expected -90 to 90; got “95”; also longitude"),
        ("A,2024,40,", "2: longitude: is empty, though latitude is given"),
        ("A,2024,north,46", "2: latitude: expected a number such as 46.93, got “north”"),
        ("A,2024,nan,46", "2: latitude: expected a number"),
        ("A,2024,1e999,46", "2: latitude: expected a number"),
        ("A,2024,40", "2: expected 4 cells, as in the first row, got 3"),
    ],
)
def test_a_bad_row_is_rejected_with_what_to_do(tmp_path: Path, row: str, message: str) -> None:
    case = lone(tmp_path, f"{HEADER}{row}\nGood,2024,40,46\n")
    assert (case.rows_read, case.accepted, len(case.rejected)) == (2, 1, 1)
    assert re.search(message, messages(case)[0])


def test_lines_are_those_of_an_editor_also_after_quoted_line_breaks(tmp_path: Path) -> None:
    case = lone(tmp_path, f'{HEADER}"A\nand\nB",2024,40,46\n\nC,never,40,46\n')
    assert case.rejected[0].line == 6


def test_of_equal_ids_the_first_is_kept(tmp_path: Path) -> None:
    case = lone(tmp_path, "event_id,title,date\na,First,2024\na,Second,2024\n")
    assert case.events["title"].tolist() == ["First"]
    assert "3: event_id: “a” stands in line 2 already" in messages(case)[0]


def test_an_empty_cell_is_told_of_once(tmp_path: Path) -> None:
    claims = "claim_id,event_id,source_id,speaker,stance,reported,says\n" + (
        ",column,agency,Witness,,2024-04-17,Seen\n" * 2
    )
    case = open_case(write_case(tmp_path, sources_claims=claims))
    told = [row.message.partition(":")[0] for row in case.rejected]
    assert told == ["is empty, and every row needs one"] * 2
    for row in case.rejected:
        assert row.message.count("; also ") == 1  # of its id, and of its stance
        assert "“”" not in row.message


def test_decimal_commas_are_read_and_told(tmp_path: Path) -> None:
    case = lone(tmp_path, "title;date;latitude;longitude\nA;2024;40,25;46,5\n")
    assert case.events[["latitude", "longitude"]].iloc[0].tolist() == [40.25, 46.5]
    assert "decimal comma, as in “40,25”" in case.warnings[0].message


def test_columns_that_are_not_known_are_named(tmp_path: Path) -> None:
    case = lone(tmp_path, "title,date,weather,\nA,2024,fair,x\n")
    assert "left aside: weather, (no name)" in case.warnings[0].message


def test_a_key_that_points_at_nothing_rejects_its_row_with_the_nearest(tmp_path: Path) -> None:
    claims = SMALL_CASE["sources/claims.csv"]
    changed = claims.replace("a1,withdrawal", "a1,withdrawl").replace(
        "b1,withdrawal,copyist", "b1,withdrawal,copist"
    )
    case = open_case(write_case(tmp_path, sources_claims=changed))
    found = messages(case)
    assert (
        "claims.csv:2: event_id: “withdrawl” is not in events.csv (did you mean “withdrawal”?)"
        in found[0]
    )
    assert "source_id: “copist” is not in sources/sources.csv (did you mean “copyist”?)" in found[1]


def test_claims_on_rejected_rows_are_rejected_with_that_reason(tmp_path: Path) -> None:
    events = SMALL_CASE["events.csv"].replace("2024-04-17", "2024-04-31")
    case = open_case(write_case(tmp_path, events=events))
    assert case.claims["claim_id"].tolist() == ["a2"]
    told = "“withdrawal” was itself rejected (events.csv:3); correct that row first"
    assert sum(told in message for message in messages(case)) == 2
    assert case.accepted + len(case.rejected) == case.rows_read


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("confirms,,", "confirm,,", "stance: expected one of reports, .*did you mean “confirms”"),
        ("reports,place", "reports,palce", "field: expected one of .*did you mean “place”"),
        ("place,karabakh", "place,karabah", "value: “karabah” .*did you mean “karabakh”"),
        ("place,karabakh", "place,", "value: is empty; expected a place_id"),
        ("place,karabakh", "date,some day", "value: “some day” is not a date"),
        ("2024-04-17,1,2", "2024-04-17/..,1,2", "reported: has no latest day"),
        ("2024-04-17,1,2", "2024-04-17,first,2", "seq: expected a whole number"),
        ("1,2,a column", "1,2,two columns", "quote: the words “two columns” do not stand in ¶2"),
        ("1,2,a column", "1,3,a column", "paragraph: the summary has no ¶3; it has 1, 2"),
        ("1,1,it had begun", "1,2,it had begun", "they stand in ¶1"),
        ("copyist,Spokesman", ",Spokesman", "source_id: is empty; name a source, or give a url"),
        ("copyist,Spokesman", "../../etc/passwd,Spokesman", "source_id: .*is not in sources"),
    ],
)
def test_a_claim_that_does_not_hold_is_rejected(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    claims = SMALL_CASE["sources/claims.csv"]
    assert old in claims
    case = open_case(write_case(tmp_path, sources_claims=claims.replace(old, new, 1)))
    assert re.search(message, messages(case)[0])
    assert len(case.rejected) == 1


def test_a_source_id_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    sources = "source_id,title\n../secret,A\n.hidden,B\n"
    case = open_case(write_case(tmp_path, sources_sources=sources))
    expected = "expected letters, digits, “.”, “_” and “-”, not starting with “.”"
    assert all(expected in message for message in messages(case)[:2])


def test_a_claim_without_a_document_is_of_the_site_it_links_to(tmp_path: Path) -> None:
    claims = (
        "event_id,speaker,stance,says,url\n"
        "withdrawal,Spokesman,confirms,It has begun,https://news.example/1\n"
    )
    case = open_case(write_case(tmp_path, sources_claims=claims))
    (claim,) = case.claims.to_dict("records")
    assert (claim["claim_id"], claim["source_id"]) == ("claim-2", "news.example")
    assert claim["reported"] == "2024-04-17"
    assert claim["told_assumed"]
    assert case.sources["source_id"].tolist()[-1] == "news.example"


def test_a_claim_without_a_day_was_told_when_its_source_was_published(tmp_path: Path) -> None:
    claims = SMALL_CASE["sources/claims.csv"].replace("2024-04-17,2,,,It", ",2,,,It")
    sources = SMALL_CASE["sources/sources.csv"].replace("Copyist,2024-04-17", "Copyist,2024-05-01")
    case = open_case(write_case(tmp_path, sources_claims=claims, sources_sources=sources))
    assert case.claims.set_index("claim_id").loc["b1", "reported"] == "2024-05-01"
    assert not case.claims["told_assumed"].any()


def test_copies_of_one_statement_share_an_id(tmp_path: Path) -> None:
    statements = open_case(write_case(tmp_path)).claims.set_index("claim_id")["statement_id"]
    assert statements.to_dict() == {"a1": "a1", "a2": "a2", "b1": "a1"}


@pytest.mark.parametrize(
    ("originals", "is_copy"),
    [(("", ""), False), (("Wire", "wire"), True), (("copyist", "agency"), True)],
)
def test_sources_are_one_family_if_they_go_back_to_one_original(
    tmp_path: Path, originals: tuple[str, str], is_copy: bool
) -> None:
    sources = (
        f"source_id,title,original_source\nagency,A,{originals[0]}\ncopyist,B,{originals[1]}\n"
    )
    claims = open_case(write_case(tmp_path, sources_sources=sources)).claims
    statements = claims.set_index("claim_id")["statement_id"]
    assert (statements["b1"] == "a1") == is_copy


def test_within_a_day_seq_goes_before_the_printed_time(tmp_path: Path) -> None:
    rows = "".join(
        f"{name},withdrawal,agency,X,reports,{day},{seq},S\n"
        for name, day, seq in (
            ("late", "2024-04-18", ""),
            ("second", "2024-04-17", "2"),
            ("untimed", "2024-04-17", ""),
            ("timed", "2024-04-17T10:00", ""),
            ("first", '"[2024-04-16,2024-04-17]"', "1"),
        )
    )
    header = "claim_id,event_id,source_id,speaker,stance,reported,seq,says\n"
    claims = open_case(write_case(tmp_path, sources_claims=header + rows)).claims
    assert claims["claim_id"].tolist() == ["timed", "untimed", "first", "second", "late"]
    assert claims["told_order"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "list.csv: is empty"),
        (HEADER.encode(), "has column names and no rows"),
        (bytes(range(256)) * 9, "bytes that are not text"),
        (
            b"titel,dat\nA,2024\n",
            "misses .*title .did you mean “titel”.*its columns are: titel, dat",
        ),
        (b"title,date,latitude\nA,2024,40\n", "has latitude and no longitude"),
    ],
)
def test_what_cannot_be_read_at_all_is_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        lone(tmp_path, content)


def test_paths_that_hold_no_case_are_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no such file or folder"):
        open_case(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="has no events"):
        open_case(tmp_path)
    (tmp_path / "events.csv").mkdir()
    with pytest.raises(CaseError, match="this is a folder"):
        open_case(tmp_path)
    with pytest.raises(CaseError, match="a folder, or a file that ends in"):
        open_case(write_lone(tmp_path, "x", "case.docx"))


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lone(tmp_path, HEADER)

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", f"{path} {mode}")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CaseError, match="may not be read; give yourself permission"):
        open_case(path)


@pytest.mark.parametrize(("start", "end"), [("5", ""), ("", "5"), ("5", "5"), ("7", "5")])
def test_a_position_in_the_original_has_a_start_and_a_later_end(
    tmp_path: Path, start: str, end: str
) -> None:
    claims = (
        "claim_id,event_id,source_id,speaker,stance,reported,original_start,original_end,says\n"
        f"a,withdrawal,agency,X,reports,2024,{start},{end},S\nb,column,agency,X,reports,2024,1,9,S\n"
    )
    case = open_case(write_case(tmp_path, sources_claims=claims))
    assert case.claims["claim_id"].tolist() == ["b"]
    assert "claims.csv:2: original_end: " in messages(case)[0]


@pytest.mark.parametrize(
    ("places", "message"),
    [("{", "is not JSON"), ("[1]", "FeatureCollection"), ('{"features": 3}', "FeatureCollection")],
)
def test_places_that_are_no_geojson_are_told(tmp_path: Path, places: str, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        open_case(write_case(tmp_path, places=places))


def test_an_unknown_time_zone_rejects_its_row_and_days_are_utc(tmp_path: Path) -> None:
    case = open_case(write_case(tmp_path, sources_case="title,timezone\nA,Baku\n"))
    assert "timezone: expected the name of a time zone such as Asia/Baku" in messages(case)[0]
    assert case.about.timezone == "UTC"


def test_the_version_follows_names_and_bytes(tmp_path: Path) -> None:
    write_case(tmp_path)
    before, signature = case_version(tmp_path), files_signature(tmp_path)
    (tmp_path / "notes.md").write_text("not part of the case")
    assert case_version(tmp_path) == before == open_case(tmp_path).version
    assert files_signature(tmp_path) == signature
    summary = tmp_path / "sources" / "agency.md"
    summary.rename(summary.with_stem("other"))
    assert case_version(tmp_path) != before
    assert files_signature(tmp_path) != signature


def test_a_lone_tables_version_is_that_of_its_bytes(tmp_path: Path) -> None:
    one, other = (write_lone(tmp_path, HEADER, name) for name in ("a.csv", "b.csv"))
    assert case_version(one) == case_version(other)
    assert len(case_version(one)) == 12
    assert case_files(one) == [one]


def test_a_rewritten_file_of_equal_size_changes_the_signature(tmp_path: Path) -> None:
    path = write_lone(tmp_path, HEADER)
    before = files_signature(path)
    os.utime(path, ns=(1, 1))
    assert files_signature(path) != before


CELLS = st.one_of(
    st.text(max_size=10),
    st.sampled_from(
        [
            *("2024-04-17", "2024-04~", "[2024,2025]", "03/04/2024", "9999~"),
            *("0001-01-01T00:00+14:00", "40.1", "-180", "200", "1e400", "nan", "0,5"),
            *("at:1,2", "at:99,2", '"', ";", "|", "\r\n"),
        ]
    ),
)
NAMES = st.lists(
    st.sampled_from(
        ["lat", "lon", "latitude", "geo_precision", "uncertainty_m", "source", "url", "kind", ""]
    ),
    max_size=5,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "latin-1"])


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    header = ["title", "date", *draw(NAMES)]
    width = st.integers(len(header) - 1, len(header) + 1)
    rows = draw(
        st.lists(width.flatmap(lambda n: st.lists(CELLS, min_size=n, max_size=n)), max_size=5)
    )
    text = io.StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t|"))).writerows([header, *rows])
    return text.getvalue().encode(draw(ENCODINGS), errors="ignore")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=200), tables()))
def test_of_any_bytes_each_row_is_accepted_or_rejected(tmp_path: Path, content: bytes) -> None:
    try:
        case = lone(tmp_path, content)
        lines = "".join(map(str, (*case.rejected, *case.warnings)))
    except CaseError as error:
        case, lines = None, str(error)
    assert len(lines.splitlines()) <= 1
    if case is not None:
        assert case.accepted + len(case.rejected) == case.rows_read
        assert case.accepted == len(case.events) == len(case.claims)
        assert set(case.events["place_id"]) - {""} == set(case.places["place_id"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=tables())
def test_events_written_and_read_again_are_the_same(tmp_path: Path, content: bytes) -> None:
    try:
        first = lone(tmp_path, content).events
    except CaseError:
        return
    if first.empty:
        return
    first[[column.name for column in EVENTS]].to_csv(tmp_path / "again.csv", index=False)
    again = open_case(tmp_path / "again.csv")
    assert again.rejected == ()
    pd.testing.assert_frame_equal(again.events, first)


def test_a_whole_case_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    first = open_case(write_case(tmp_path))
    for name, frame, columns in (
        ("events.csv", first.events, EVENTS),
        ("sources/claims.csv", first.claims, CLAIMS),
        ("sources/sources.csv", first.sources, SOURCES),
    ):
        frame[[column.name for column in columns]].to_csv(tmp_path / name, index=False)
    again = open_case(tmp_path)
    assert again.rejected == ()
    pd.testing.assert_frame_equal(again.events, first.events)
    pd.testing.assert_frame_equal(again.claims, first.claims)
    pd.testing.assert_frame_equal(again.sources, first.sources)
